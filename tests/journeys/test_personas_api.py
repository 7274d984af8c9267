"""Persona cards as programs and the web app ask for them."""

from __future__ import annotations

import io

from fastapi.testclient import TestClient
from pptx import Presentation

from tests.journeys.api import wait_for


def name_first(client: TestClient) -> str:
    found = client.get("/v1/personas")
    assert found.status_code == 200, found.text
    name: str = found.json()["segments"][0]["segment"]
    return name


def test_cards_at_a_glance_and_one_by_one(client: TestClient) -> None:
    overview = client.get("/v1/personas").json()
    names = [each["name"] for each in overview["segments"]]
    assert names
    assert len(set(names)) == len(names)
    first = overview["segments"][0]
    card = client.get(f"/v1/personas/{first['segment']}").json()
    assert (card["name"], card["story"]) == (first["name"], first["story"])
    assert len(card["sections"]) == 6
    for part in (part for parts in overview["segmentations"].values() for part in parts):
        assert client.get(f"/v1/personas/{part['segment'].replace('/', '%2F')}").status_code == 200
    assert client.get("/v1/personas/nobody").status_code == 404
    assert client.get(f"/v1/personas/{first['segment']}?as_of=soon").status_code == 422


def test_what_is_saved_is_shown(client: TestClient) -> None:
    segment = name_first(client)
    before = client.get(f"/v1/personas/{segment}").json()
    hidden = before["sections"][5]["lines"][0]["id"]
    said = {
        "name": "<b>Gerda</b> 🌱",
        "owner": "Kim",
        "notes": [{"field": "needs", "text": "Wants it in stock.", "author": "Kim", "date": "2024-06-01"}],
        "hidden": [hidden],
    }
    assert client.put(f"/v1/definitions/personas/{segment}", json=said).status_code == 200
    after = client.get(f"/v1/personas/{segment}").json()
    assert (after["name"], after["name_is_suggested"], after["owner"]) == ("<b>Gerda</b> 🌱", False, "Kim")
    assert [line["id"] for line in after["sections"][5]["hidden"]] == [hidden]
    assert after["sections"][3]["lines"][-1]["author"] == "Kim"


def test_portraits_are_drawn_before_they_are_chosen(client: TestClient) -> None:
    address = f"/v1/persona-avatar?segment={name_first(client)}"
    drawn = client.get(f"{address}&palette=plum&thing=gift&thing=phone")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.text.startswith("<svg")
    assert drawn.text != client.get(f"{address}&palette=moss").text
    assert client.get(f"{address}&palette=skin").status_code == 422


def test_decks_are_streamed_and_kept_nowhere(client: TestClient) -> None:
    segment = name_first(client)
    slides = client.get(f"/v1/persona-export?form=pptx&name={segment}")
    assert slides.status_code == 200, slides.text
    assert f'filename="persona-{segment}.pptx"' in slides.headers["content-disposition"]
    assert len(Presentation(io.BytesIO(slides.content)).slides) >= 3
    page = client.get("/v1/persona-export?form=html")
    assert page.content.startswith(b"<!doctype html>")
    assert client.get("/v1/persona-export?form=png").status_code == 422
    assert client.get("/v1/persona-export?form=doc").status_code == 422
    assert client.get("/v1/persona-export?form=html&of=nothing").status_code == 404


def test_all_cards_are_made_ready_as_a_job(client: TestClient) -> None:
    job = client.post("/v1/personas", json={})
    assert job.status_code == 202
    done = wait_for(client, job.json())
    assert done["state"] == "done", done
    deck = client.get(done["result_url"]).json()
    assert [card["segment"] for card in deck["cards"]] == [
        each["segment"] for each in client.get("/v1/personas").json()["segments"]
    ]

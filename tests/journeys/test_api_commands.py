"""Everything the command line can do, the API can do; the API's description says so and is kept."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest

from satsuma.cli.app import app as cli
from satsuma.server.app import create_app, list_commands
from satsuma.server.openapi import dump_openapi
from satsuma.server.settings import ServerSettings
from tests.house.tree import ROOT

ON_A_TERMINAL_ONLY = {"init", "serve", "demo"}
"""`init DIR` makes the folder that is served; /v1/start begins a project in it."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return list_commands(create_app(ServerSettings(tmp_path_factory.mktemp("empty"))))


def list_cli_commands() -> set[str]:
    return {
        command.name or command.callback.__name__ for command in cli.registered_commands if command.callback
    }


def test_every_command_has_an_address(described: dict[str, list[str]]) -> None:
    assert list_cli_commands() - ON_A_TERMINAL_ONLY - set(described) == set()


def test_no_address_claims_a_command_that_is_none(described: dict[str, list[str]]) -> None:
    assert set(described) - list_cli_commands() == set()


def test_the_description_is_the_one_that_the_web_client_is_made_from() -> None:
    kept = (ROOT / "web" / "openapi.json").read_text(encoding="utf-8")
    assert dump_openapi() == kept, (
        "make it anew: python -m satsuma.server.openapi web/openapi.json, then npm run api"
    )


def test_the_description_is_the_same_each_time() -> None:
    assert dump_openapi() == dump_openapi()


@pytest.fixture(scope="module")
def description(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return create_app(ServerSettings(tmp_path_factory.mktemp("none"))).openapi()


def list_operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for path in description["paths"].values() for each in path.values()]


def has_example(described: dict[str, Any], models: dict[str, Any]) -> bool:
    """Whether a parameter, a body or a schema shows a value: an example, a default, or all that may stand there."""
    if any(each in described for each in ("example", "examples", "default", "enum", "const")):
        return True
    if described.get("type") in ("boolean", "null"):
        return True
    if "$ref" in described:
        return has_example(models[described["$ref"].rpartition("/")[2]], models)
    inner = [described["schema"]] if "schema" in described else described.get("anyOf", [])
    return any(has_example(each, models) for each in inner if each.get("type") != "null")


def test_every_operation_has_its_words(description: dict[str, Any]) -> None:
    operations = list_operations(description)
    ids = [each["operationId"] for each in operations]
    assert len(ids) == len(set(ids))
    wordless = [
        each["operationId"] for each in operations if not (each.get("summary") and each.get("description"))
    ]
    assert wordless == []
    unexplained = [
        each["operationId"]
        for each in operations
        if "application/problem+json" not in str(each["responses"]) or "HTTPValidationError" in str(each)
    ]
    assert unexplained == []


def test_every_parameter_and_body_is_described_with_an_example(description: dict[str, Any]) -> None:
    models, lacking = description["components"]["schemas"], []
    for each in list_operations(description):
        for parameter in each.get("parameters", []):
            if not parameter.get("description") or not has_example(parameter, models):
                lacking.append(f"{each['operationId']} {parameter['name']}")
        for media, body in each.get("requestBody", {"content": {}})["content"].items():
            if media == "application/json" and not has_example(body, models):
                lacking.append(f"{each['operationId']} body")
    assert lacking == []


def test_every_answer_has_an_example_that_fits_its_model(description: dict[str, Any]) -> None:
    components, lacking = description["components"], []
    for each in list_operations(description):
        for status, answer in each["responses"].items():
            for media, content in answer.get("content", {}).items():
                if media == "application/problem+json":
                    name = content["examples"]["refused"]["$ref"].rpartition("/")[2]
                    value = components["examples"][name]["value"]
                    assert value["status"] == int(status)
                elif media == "application/json":
                    value = content.get("example")
                else:
                    continue
                schema = {**content["schema"], "components": components}
                if not jsonschema_rs.is_valid(schema, value):
                    lacking.append(f"{each['operationId']} {status}")
    assert lacking == []


NOT_IN_THE_APP = {
    "GET /v1/persona-deck": "The app shows cards one by one and takes the deck as a file.",
}
"""Addresses of commands that the web app does not ask, with the reason."""


def read_app() -> str:
    """The web app's own code, without tests; what it fills into addresses is `{}`."""
    files = (ROOT / "web" / "src").rglob("*.ts*")
    own = [path for path in sorted(files) if ".test." not in path.name and path.parent.name != "testing"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in own if path.name != "schema.d.ts")
    return re.sub(r"\$\{[^}]*\}", "{}", code)


def is_asked(address: str, code: str) -> bool:
    """Whether the code asks an address: with the client, a query's hook or for a file."""
    method, _, path = address.partition(" ")
    place = r"[\"'`]" + re.sub(r"\\\{\w*\\\}", r"\\{\\w*\\}", re.escape(path)) + r"[\"'`?{]"
    call = rf"(\.{method}\(|[\"']{method.lower()}[\"'],)\s*{place}"
    how = "" if method == "GET" else rf"[^;]*method: [\"']{method}[\"']"
    return any(re.search(pattern, code) for pattern in (call, rf"download\(\s*{place}{how}"))


def test_the_web_app_asks_every_address_of_a_command(described: dict[str, list[str]]) -> None:
    """All that a command does can be done in the browser."""
    code = read_app()
    missing = {
        address
        for command, addresses in described.items()
        for address in addresses
        if not is_asked(address, code)
    }
    assert missing == set(NOT_IN_THE_APP)


def test_every_command_is_in_the_web_app(described: dict[str, list[str]]) -> None:
    code = read_app()
    absent = [
        command
        for command, addresses in described.items()
        if not any(is_asked(address, code) for address in addresses)
    ]
    assert absent == []


def test_an_address_that_nobody_asks_is_noticed() -> None:
    code = 'api.GET("/v1/runs"); download(`/v1/exports/{}`, { method: "POST" })'
    assert is_asked("GET /v1/runs", code)
    assert is_asked("POST /v1/exports/{name}", code)
    assert not is_asked("POST /v1/runs", code)
    assert not is_asked("GET /v1/runs/undo", code)

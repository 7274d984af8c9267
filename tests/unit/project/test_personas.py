"""Cards of the made-up company, their figures against SQL written independently."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import duckdb
import pytest
from pptx import Presentation

from satsuma.model.errors import OptionError, UnknownNameError
from satsuma.model.persona_definitions import AvatarChoice, PersonaDefinition
from satsuma.model.personas import PersonaCard, PersonaLine
from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.store.definitions import update_definition

SEGMENT = "balcony-gardeners"


@pytest.fixture(scope="module")
def company(shown: DemoResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, as cards are kept in the project's folder."""
    folder = tmp_path_factory.mktemp("personas") / "larkfield"
    shutil.copytree(shown.project, folder)
    return folder


@pytest.fixture(scope="module")
def card(company: Path) -> PersonaCard:
    return Project.open(company).persona(SEGMENT)


@pytest.fixture(scope="module")
def sql(company: Path) -> duckdb.DuckDBPyConnection:
    """The run's typed tables, and the members' keys."""
    connection = duckdb.connect()
    run = next(path for path in (company / ".satsuma" / "runs").iterdir() if (path / "tables").is_dir())
    for path in (run / "tables").glob("*.parquet"):
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path.as_posix()}'")
    connection.register("members", Project.open(company).members(SEGMENT).to_arrow())
    connection.execute("CREATE TABLE inside AS SELECT * FROM members")
    return connection


def find(card: PersonaCard, id_: str) -> PersonaLine:
    return next(line for section in card.sections for line in section.lines if line.id == id_)


def test_reach_is_members_with_an_address(card: PersonaCard) -> None:
    line = find(card, "reach:e-mail")
    assert line.n == card.size.customers
    assert line.value == pytest.approx(card.size.contactable["email"] / card.size.customers)


def test_response_is_clicks_per_message(card: PersonaCard, sql: duckdb.DuckDBPyConnection) -> None:
    key = sql.execute("SELECT column_name FROM (DESCRIBE inside)").fetchall()[0][0]
    last = "epoch(timestamptz '2026-07-01 00:00:00+02') - 1"
    rows = sql.execute(
        f"""SELECT count(*) FILTER (event = 'click'), count(*) FILTER (event = 'sent') FROM email_events
        WHERE _key IN (SELECT "{key}" FROM inside) AND event IN ('click', 'sent')
        AND _time > {last} - 365 * 86400 AND _time <= {last}"""
    ).fetchall()[0]
    line = find(card, "response:e-mail")
    assert line.n == rows[1]
    assert line.value == pytest.approx(rows[0] / rows[1])


def test_favourites_are_shares_of_buyers(card: PersonaCard, sql: duckdb.DuckDBPyConnection) -> None:
    key = sql.execute("SELECT column_name FROM (DESCRIBE inside)").fetchall()[0][0]
    columns = {row[0] for row in sql.execute("SELECT column_name FROM (DESCRIBE till)").fetchall()}
    assert "category" in columns
    rows = sql.execute(
        f"""WITH line AS (SELECT _key, category FROM shop_orders UNION ALL SELECT _key, category FROM till)
        SELECT count(DISTINCT _key) FILTER (category = 'Balcony and pots'), count(DISTINCT _key) FROM line
        WHERE _key IN (SELECT "{key}" FROM inside) AND category IS NOT NULL"""
    ).fetchall()[0]
    line = find(card, "bought:Balcony and pots")
    assert line.n == rows[1]
    assert line.value == pytest.approx(rows[0] / rows[1])
    assert line.marker
    assert line.p is not None
    assert line.p < 0.001


def test_what_is_planted_is_told(card: PersonaCard) -> None:
    """Phone, urban, under 35."""
    assert find(card, "area:urban").value == 1.0
    assert find(card, "age:25–34").marker
    assert find(card, "phone_share").marker
    assert {line.id for line in card.markers} >= {"area:urban", "phone_share", "bought:Balcony and pots"}
    assert card.avatar.svg.startswith("<svg")
    assert card.suggested_quotes[0].text.startswith("I do not know what survives on a north side")
    assert set(card.charts) >= {"markers", "bought", "weekdays"}


def test_discounts_and_answers_of_the_story(company: Path) -> None:
    project = Project.open(company)
    hunters = {play.kind: play for play in project.persona("discount-hunters").plays}
    assert hunters["offer"].title == "Offer: not one more discount"
    december = {play.kind: play for play in project.persona("one-time-december").plays}
    assert december["channel"].id == "channel:phone"
    regulars = {play.kind: play for play in project.persona("slipping-regulars").plays}
    assert regulars["offer"].title == "Offer: no discount needed"


def test_a_card_is_the_same_again_and_as_of_its_own_day(company: Path, card: PersonaCard) -> None:
    project = Project.open(company)
    assert project.persona(SEGMENT).model_dump() == card.model_dump()
    asked = project.persona(SEGMENT, as_of=card.as_of)
    strip = {"warnings", "size", "avatar", "definition"}
    assert asked.model_dump(exclude=strip) == card.model_dump(exclude=strip)
    assert asked.size.customers == card.size.customers
    assert project.persona(SEGMENT, as_of="2026-01-31").size.customers != card.size.customers


def test_what_people_write_is_on_the_card_at_once(company: Path) -> None:
    said = PersonaDefinition(name="Mina", owner="Kim", hidden=("area:urban",))
    update_definition(company, "personas", "story/balcony-gardeners", said)
    project = Project.open(company)
    card = project.persona("story/balcony-gardeners")
    assert (card.name, card.owner, card.warnings) == ("Mina", "Kim", ())
    assert all(line.id != "area:urban" for section in card.sections for line in section.lines)
    assert project.run("2026-06-30").unchanged
    names = [each.name for each in project.list_personas().segments]
    assert len(set(names)) == len(names)
    assert "Mina" in [each.name for each in project.list_personas().segmentations["story"]]
    chosen = project.avatar("story/balcony-gardeners", AvatarChoice(palette="plum", things=("phone",)))
    assert (chosen.palette, chosen.things) == ("plum", ("phone",))


def test_sensitive_variables_are_never_told(company: Path) -> None:
    deck = Project.open(company).personas("story")
    ids = {line.variable for card in deck.cards for section in card.sections for line in section.lines}
    assert "date_of_birth" not in ids
    assert len(deck.cards) == 7


def test_decks_are_files_the_same_to_the_byte(company: Path, tmp_path: Path) -> None:
    project = Project.open(company)
    first = project.export_personas(tmp_path / "a.pptx", [SEGMENT, "vips"])
    project.export_personas(tmp_path / "b.pptx", [SEGMENT, "vips"])
    assert (tmp_path / "a.pptx").read_bytes() == (tmp_path / "b.pptx").read_bytes()
    assert (first.form, first.cards) == ("pptx", 2)
    assert len(Presentation(io.BytesIO((tmp_path / "a.pptx").read_bytes())).slides) == 6
    assert project.export_personas(tmp_path / "a.html", of="story").cards == 7
    with pytest.raises(OptionError, match="cannot be written as 'doc'"):
        project.export_personas(tmp_path / "a.doc", [SEGMENT])
    with pytest.raises(OptionError, match="holds one card"):
        project.export_personas(tmp_path / "a.png")
    with pytest.raises(UnknownNameError, match="no segmentation 'nothing'"):
        project.personas("nothing")


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser to print with")
def test_a_card_is_one_sheet_of_paper(company: Path, tmp_path: Path) -> None:
    project = Project.open(company)
    project.export_personas(tmp_path / "a.pdf", [SEGMENT])
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert b"/Count 1\n" in (tmp_path / "a.pdf").read_bytes()
    project.export_personas(tmp_path / "a.png", [SEGMENT])
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_businesses_tell_of_deals(shown: DemoResult, tmp_path: Path) -> None:
    """Win rate and who signs, against SQL over the opportunities."""
    shutil.copytree(shown.project, tmp_path / "all")
    folder = tmp_path / "all" / Path(shown.trade).name
    project = Project.open(folder)
    card = project.persona("won-recently")
    assert card.kind == "business"
    run = next(path for path in (folder / ".satsuma" / "runs").iterdir() if (path / "tables").is_dir())
    connection = duckdb.connect()
    connection.register("inside", project.members("won-recently").to_arrow())
    key = connection.execute("SELECT column_name FROM (DESCRIBE inside)").fetchall()[0][0]
    last = f"epoch(timestamptz '{card.as_of} 23:59:59+02')"
    won, closed, owners = connection.execute(
        f"""SELECT count(*) FILTER (stage_name ILIKE '%won%'), count(*),
            count(*) FILTER (stage_name ILIKE '%won%' AND contact_role_c = 'Owner')
        FROM '{run.as_posix()}/tables/opportunities.parquet'
        WHERE _key IN (SELECT "{key}" FROM inside) AND (stage_name ILIKE '%won%' OR stage_name ILIKE '%lost%')
        AND close_date <= {last} AND _time <= {last}"""
    ).fetchall()[0]
    lines = {line.id: line for line in card.business}
    assert lines["win rate"].n == closed
    assert lines["win rate"].value == pytest.approx(won / closed)
    assert lines["committee:Owner"].value == pytest.approx(owners / won)
    assert lines["committee:Owner"].sentence.startswith("Owner signs ")

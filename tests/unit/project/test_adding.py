"""Further files: they join the source that they belong to, or become one; what people wrote stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsuma.model.errors import FileError, SatsumaError
from satsuma.project import Project
from satsuma.project.adding import add_here
from tests.unit.project.club import NOW, open_club


@pytest.fixture
def own(club: Path, tmp_path: Path) -> Project:
    shutil.copytree(club.parent, tmp_path / "outer")
    folder = tmp_path / "outer" / club.name
    for name in ("customers", "orders"):
        path = folder / f"sources/{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "# ours\n", encoding="utf-8")
    return open_club(folder)


def write_tickets(path: Path) -> Path:
    rows = [
        f"{n},{1 + n % 150},2024-06-{1 + n % 28:02d},{('billing', 'delivery')[n % 2]}" for n in range(300)
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["ticket_id,customer_id,created_at,topic", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_new_file_becomes_a_source_with_its_variables(own: Project) -> None:
    before = own.definitions
    made = own.add_files([write_tickets(own.folder.parent / "tickets.csv")])
    (source,) = made.sources
    assert (source.name, source.role, source.key) == ("tickets", "event", "customer_id")
    after = own.definitions
    assert {name: after.sources[name] for name in before.sources} == before.sources
    assert {name: after.variables[name] for name in before.variables} == before.variables
    assert made.variables == ("tickets_12m",)
    assert after.variables.keys() == {*before.variables, *made.variables}
    assert "# ours" in (own.folder / "sources/orders.yaml").read_text(encoding="utf-8")
    assert own.overview().run_again
    run = own.run()
    assert run.rows_kept["tickets"] == 300
    assert [each.name for each in own.variables if each.name == "tickets_12m"]
    assert {edit.name for edit in own.edits().edits} == {"tickets", "tickets_12m"}


def test_a_file_of_the_same_columns_joins_its_source(own: Project) -> None:
    outer = own.folder.parent
    lines = (outer / "orders.csv").read_text(encoding="utf-8").splitlines()
    (outer / "orders_later.csv").write_text(
        "\n".join([lines[0], "90001,1,2024-06-30,12.00,web"]) + "\n", encoding="utf-8"
    )
    made = own.add_files([outer / "orders_later.csv", outer / "orders.csv"])
    assert made.sources == ()
    assert "../orders_later.csv" in made.extended["orders"]
    assert made.variables == ()
    text = (own.folder / "sources/orders.yaml").read_text(encoding="utf-8")
    assert "orders_later.csv" in text
    assert text.endswith("# ours\n")
    assert own.run().rows_in["orders"] == len(lines)
    own.undo_edit(1)
    assert "orders_later.csv" not in (own.folder / "sources/orders.yaml").read_text(encoding="utf-8")


def test_files_of_the_folder_are_found_by_themselves(own: Project) -> None:
    write_tickets(own.folder / "data/tickets.csv")
    made = add_here(own.folder, (), NOW)
    assert [source.name for source in made.sources] == ["tickets"]
    with pytest.raises(FileError, match="already"):
        add_here(own.folder, (), NOW)
    with pytest.raises(FileError, match="no data file of this folder"):
        add_here(own.folder, ("../orders.csv",), NOW)


def test_what_is_about_no_customer_changes_nothing(own: Project) -> None:
    path = own.folder.parent / "weather.csv"
    path.write_text("town,degrees\nParis,20\nRome,30\n", encoding="utf-8")
    before = own.definitions
    with pytest.raises(SatsumaError, match="weather"):
        own.add_files([path])
    assert own.definitions == before

"""One definition changed in its file: every other byte stays, comments among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from satsuma.model.definitions import (
    ColumnDefinition,
    ProjectDefinition,
    SegmentationDefinition,
    SegmentDefinition,
    SourceDefinition,
)
from satsuma.model.errors import DefinitionError
from satsuma.store.definitions import Change, change_file, read_definitions

SEGMENTS = """\
# yaml-language-server: $schema=../.satsuma/schemas/segments.json
# Kept by Marketing.

# The good ones.
good:
  # agreed with Sales in May
  rule: age >= 40  # not 39!
  unit: customer   # said on purpose
  title: "Good # ones"  # shown in decks

  # what we do
  action: write

# The bad ones.
bad: {rule: age < 20, title: Bad}  # short

odd:
    rule: >-
      age > 3 or
      age < 2
    description: |
      # not a comment
      text
# the end
"""


def make_project(folder: Path, segments: str = SEGMENTS) -> Path:
    (folder / "satsuma.yaml").write_text("name: Shop\n# ours\nkpi: revenue # the one\n", encoding="utf-8")
    (folder / "segments").mkdir()
    path = folder / "segments/segments.yaml"
    path.write_bytes(segments.encode())
    return path


def change(folder: Path, name: str, called: str | None = None, **fields: object) -> str:
    before = read_definitions(folder).definitions.segments[name]
    after = before.model_copy(update=fields)
    change_file(folder, "segments/segments.yaml", Change("segments", name, before, after, called))
    found = read_definitions(folder).definitions.segments
    assert found[called or name] == after
    return (folder / "segments/segments.yaml").read_bytes().decode()


def test_a_changed_field_keeps_every_comment_and_every_other_line(tmp_path: Path) -> None:
    make_project(tmp_path)
    assert change(tmp_path, "good", rule="age >= 41") == SEGMENTS.replace("age >= 40", "age >= 41")
    assert change(tmp_path, "good", title="Fine") == SEGMENTS.replace("age >= 40", "age >= 41").replace(
        '"Good # ones"', "Fine"
    )


def test_a_field_is_added_in_its_place_and_taken_out_with_its_comment(tmp_path: Path) -> None:
    make_project(tmp_path)
    text = change(tmp_path, "good", description="Those over 40", action=None, owner="Ann")
    assert text == SEGMENTS.replace(
        '  title: "Good # ones"  # shown in decks\n\n  # what we do\n  action: write\n',
        '  title: "Good # ones"  # shown in decks\n  description: Those over 40\n  owner: Ann\n',
    )


def test_what_is_written_in_braces_or_folded_is_replaced_alone(tmp_path: Path) -> None:
    make_project(tmp_path)
    text = change(tmp_path, "bad", title="Worse")
    assert text == SEGMENTS.replace(
        "bad: {rule: age < 20, title: Bad}  # short\n", "bad:\n  rule: age < 20\n  title: Worse\n"
    )
    again = change(tmp_path, "odd", rule="age > 4")
    assert again == text.replace("    rule: >-\n      age > 3 or\n      age < 2\n", "    rule: age > 4\n")
    assert change(tmp_path, "odd", description="# not a comment\ntext\nmore\n").endswith(
        '    description: "# not a comment\\ntext\\nmore\\n"\n# the end\n'
    )


def test_a_definition_is_renamed_where_it_stands(tmp_path: Path) -> None:
    make_project(tmp_path)
    assert change(tmp_path, "good", "better") == SEGMENTS.replace("good:", "better:")


def test_line_ends_and_the_mark_of_windows_stay(tmp_path: Path) -> None:
    windows = "\ufeff" + SEGMENTS.replace("\n", "\r\n")
    make_project(tmp_path, windows)
    text = change(tmp_path, "good", rule="age >= 41", owner="Ann")
    wanted = windows.replace("age >= 40", "age >= 41")
    assert text == wanted.replace("action: write\r\n", "action: write\r\n  owner: Ann\r\n")


def test_a_removed_definition_comes_back_as_it_stood(tmp_path: Path) -> None:
    path = make_project(tmp_path)
    good = read_definitions(tmp_path).definitions.segments["good"]
    gone = change_file(tmp_path, "segments/segments.yaml", Change("segments", "good", good, None))
    assert "good" not in path.read_text(encoding="utf-8")
    assert gone.lines is not None
    assert gone.lines.startswith("# The good ones.\ngood:\n  # agreed")
    again = Change("segments", "good", None, good, lines=gone.lines)
    change_file(tmp_path, None, again)
    assert path.read_text(encoding="utf-8").endswith("# the end\n\n" + gone.lines)
    assert read_definitions(tmp_path).definitions.segments["good"] == good


def test_settings_of_the_project_change_in_place(tmp_path: Path) -> None:
    make_project(tmp_path)
    before = read_definitions(tmp_path).definitions.project
    after = before.model_copy(update={"kpi": "margin", "currency": "EUR"})
    change_file(tmp_path, "satsuma.yaml", Change("project", "", before, after))
    text = (tmp_path / "satsuma.yaml").read_text(encoding="utf-8")
    assert text == "name: Shop\n# ours\nkpi: margin  # the one\ncurrency: EUR\n"
    assert read_definitions(tmp_path).definitions.project == ProjectDefinition(
        name="Shop", kpi="margin", currency="EUR"
    )


PARTS = """\
story:
  priorities:
    # first of all
    - name: vip
      segment: good
    - {name: low, rule: age < 20}  # the rest
    # nobody
    - name: last
      rule: age > 90
  residual: others
"""


def test_priorities_keep_their_comments_when_they_are_dragged(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "segmentations").mkdir()
    path = tmp_path / "segmentations/own.yaml"
    path.write_text(PARTS, encoding="utf-8")
    before = read_definitions(tmp_path).definitions.segmentations["story"]
    vip, low, last = before.priorities
    new = vip.model_copy(update={"name": "new"})
    after = before.model_copy(update={"priorities": (last, low, new, vip)})
    change_file(tmp_path, "segmentations/own.yaml", Change("segmentations", "story", before, after))
    assert path.read_text(encoding="utf-8") == (
        "story:\n  priorities:\n    # nobody\n    - name: last\n      rule: age > 90\n"
        "    - {name: low, rule: age < 20}  # the rest\n    - {name: new, segment: good}\n"
        "    # first of all\n    - name: vip\n      segment: good\n  residual: others\n"
    )
    found = read_definitions(tmp_path).definitions.segmentations["story"]
    assert found == SegmentationDefinition.model_validate(after.model_dump())


SOURCE = """\
people:
  role: profile
  files: [people.csv]
  format: {type: csv}
  unit: customer
  key: id
  columns:
    # the number on the card
    id:
      from: ID
      kind: identifier
    age:  # as said by themselves
      from: Age
      kind: number
      missing: [-999, no]
    town: {from: Town, kind: category}
"""


def test_one_column_changes_alone(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "sources").mkdir()
    path = tmp_path / "sources/people.yaml"
    path.write_text(SOURCE, encoding="utf-8")
    before = read_definitions(tmp_path).definitions.sources["people"]
    age = before.columns["age"].model_copy(update={"title": "Age <b>now</b> 🍊", "minimum": 0.0})
    flag = ColumnDefinition.model_validate({"from": "Flag", "kind": "flag", "yes": ["Y"]})
    after = before.model_copy(update={"columns": {**before.columns, "age": age, "flag": flag}})
    change_file(tmp_path, "sources/people.yaml", Change("sources", "people", before, after))
    assert path.read_text(encoding="utf-8") == SOURCE.replace(
        "      kind: number\n      missing: [-999, no]\n",
        "      kind: number\n      title: Age <b>now</b> 🍊\n      missing: [-999, no]\n      minimum: 0.0\n",
    ).replace(
        "town: {from: Town, kind: category}\n",
        "town: {from: Town, kind: category}\n    flag: {from: Flag, kind: flag, yes: [Y]}\n",
    )
    assert read_definitions(tmp_path).definitions.sources["people"] == after
    change_file(tmp_path, "sources/people.yaml", Change("sources", "people", after, None))
    assert not path.exists()


def test_a_file_in_braces_is_left_alone(tmp_path: Path) -> None:
    path = make_project(tmp_path, "{good: {rule: age > 3}}\n")
    before = read_definitions(tmp_path).definitions.segments["good"]
    with pytest.raises(DefinitionError, match="braces"):
        change_file(tmp_path, "segments/segments.yaml", Change("segments", "good", before, None))
    assert path.read_text(encoding="utf-8") == "{good: {rule: age > 3}}\n"


TEXTS = st.one_of(
    st.none(),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=130),
    st.sampled_from(["no", "null", "1", "- a", "a: b", "a #b", "'", '"', "# x", " x ", "x\n\n# y\n", "@", "&a", "2020-01-01"]),
)  # fmt: skip


@settings(max_examples=120, suppress_health_check=list(HealthCheck), deadline=None)
@given(texts=st.lists(TEXTS, min_size=4, max_size=4), rule=st.text(min_size=1, max_size=150))
def test_any_text_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str | None], rule: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    make_project(folder)
    title, description, action, owner = texts
    fields = {"title": title, "description": description, "action": action, "owner": owner, "rule": rule}
    SegmentDefinition.model_validate(fields)
    text = change(folder, "good", **fields)
    assert "# The bad ones.\nbad: {rule: age < 20, title: Bad}  # short\n" in text
    assert text.startswith(SEGMENTS.split("good:")[0])


def test_a_source_has_a_file_of_its_own(tmp_path: Path) -> None:
    make_project(tmp_path)
    source = SourceDefinition.model_validate(
        {"role": "lookup", "files": ["a.csv"], "format": {"type": "csv"}, "columns": {}}
    )
    made = change_file(tmp_path, None, Change("sources", "towns", None, source))
    assert made.path == tmp_path / "sources/towns.yaml"
    assert read_definitions(tmp_path).definitions.sources["towns"] == source

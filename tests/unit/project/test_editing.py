"""Editing definitions: checked, one after the other, logged, and taken back."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from satsuma.model.aims import TargetDefinition
from satsuma.model.definitions import (
    Definitions,
    SegmentationDefinition,
    SegmentDefinition,
    VariableDefinition,
)
from satsuma.model.errors import ConflictError, DefinitionError, MistakeError, UnknownNameError
from satsuma.model.kinds import Kind
from satsuma.model.persona_definitions import PersonaDefinition
from satsuma.project import Project
from tests.unit.project.club import NOW, open_club

MINE = """\
# Kept by Marketing.
elders:
  # agreed in May
  rule: age >= 60  # not 59
  title: Elders

callers:
  rule: phone >= 0.5
"""


@pytest.fixture
def own(club: Path, tmp_path: Path) -> Project:
    shutil.copytree(club, tmp_path / "club")
    (tmp_path / "club/segments").mkdir(exist_ok=True)
    (tmp_path / "club/segments/mine.yaml").write_text(MINE, encoding="utf-8")
    return open_club(tmp_path / "club")


def read(project: Project) -> str:
    return (project.folder / "segments/mine.yaml").read_text(encoding="utf-8")


def etag(project: Project, name: str, section: str = "segments") -> str:
    return project.stored_definitions().etags[section][name]


def segment(**fields: str) -> SegmentDefinition:
    return SegmentDefinition.model_validate({"rule": "age >= 60", "title": "Elders", **fields})


def test_an_edit_keeps_comments_and_is_logged_with_who_and_what(own: Project) -> None:
    made = own.edit("segments", "elders", segment(rule="age >= 65"), who="Ann", expected=etag(own, "elders"))
    assert read(own) == MINE.replace("age >= 60", "age >= 65")
    assert made.etag == etag(own, "elders")
    assert made.message == "Ann changed rule of segment “Elders”."
    (edit,) = own.edits().edits
    assert (edit.sequence, edit.who, edit.fields, edit.change) == (1, "Ann", ("rule",), "changed")
    assert edit.time == "2024-07-01T12:00:00+00:00"
    assert edit.undoable
    again = own.edit("segments", "elders", segment(rule="age >= 65"), who="Ann")
    assert again.edit is None
    assert own.edits().total == 1


def test_the_second_of_two_editors_is_told_what_stands_there_now(own: Project) -> None:
    seen = etag(own, "elders")
    own.edit("segments", "elders", segment(title="Old <b>hands</b> 🍊"), who="Ann", expected=seen)
    with pytest.raises(ConflictError, match="changed meanwhile") as caught:
        own.edit("segments", "elders", segment(owner="Bob"), who="Bob", expected=seen)
    assert caught.value.present == '{"rule": "age >= 60", "title": "Old <b>hands</b> 🍊"}'
    assert caught.value.etag == etag(own, "elders")
    with pytest.raises(ConflictError, match="already is"):
        own.edit("segments", "elders", segment(), who="Bob", expected="absent")
    own.edit("segments", "elders", None, who="Ann")
    with pytest.raises(ConflictError, match="removed meanwhile") as gone:
        own.edit("segments", "elders", segment(), who="Bob", expected=seen)
    assert gone.value.present is None


def test_a_change_by_hand_counts_for_conflicts_and_stands_in_the_history(own: Project) -> None:
    seen = etag(own, "elders")
    own.edit("segments", "elders", segment(owner="Ann"), who="Ann")
    path = own.folder / "segments/mine.yaml"
    path.write_text(read(own).replace("age >= 60", "age >= 61"), encoding="utf-8")
    with pytest.raises(ConflictError):
        own.edit("segments", "elders", segment(), who="Bob", expected=seen)
    outside, first = own.edits("segments", "elders").edits
    assert (outside.sequence, outside.outside, outside.fields) == (None, True, ("rule",))
    assert not first.undoable
    with pytest.raises(ConflictError):
        own.undo_edit(1, "Ann")
    own.edit("segments", "elders", segment(rule="age >= 62"), who="Bob")
    assert [each.who for each in own.edits().edits] == ["Bob", "outside", "Ann"]
    own.undo_edit(3, "Bob")
    assert own.definitions.segments["elders"].rule == "age >= 61"
    assert own.edits().edits[0].sentence == "Bob took back a change of segment “Elders”."


def test_every_edit_can_be_taken_back(own: Project) -> None:
    created = own.edit("segments", "new", segment(rule="age < 30"), who="Ann")
    assert created.message == "Ann created segment “Elders”."
    own.undo_edit(1, "Ann")
    assert read(own) == MINE
    removed = own.edit("segments", "elders", None, who="Ann")
    assert removed.etag is None
    own.undo_edit(3, "Ann")
    assert "# agreed in May\n  rule: age >= 60  # not 59\n" in read(own)
    own.edit("segments", "callers", SegmentDefinition(rule="phone >= 0.5"), who="Ann", called="by-phone")
    assert "by-phone:\n  rule: phone" in read(own)
    own.undo_edit(5, "Ann")
    assert "callers" in own.definitions.segments
    assert "by-phone" not in own.definitions.segments


def test_mistakes_are_told_all_at_once_and_nothing_is_written(own: Project) -> None:
    parts = [
        {"name": "a", "rule": "agee > 3"},
        {"name": "a", "rule": "age >"},
        {"name": "b", "segment": "no"},
    ]
    wrong = SegmentationDefinition.model_validate({"priorities": parts, "target": "none"})
    with pytest.raises(MistakeError) as caught:
        own.edit("segmentations", "story", wrong, who="Ann")
    words = " ".join(str(finding) for finding in caught.value.findings)
    for part in ("agee", "cannot be read", "no segment 'no'", "no target 'none'", "two parts called 'a'"):
        assert part in words, part
    assert {(each.place.what or "").split(" ")[1] for each in caught.value.findings if each.place} == {
        "story"
    }
    assert "story" not in own.definitions.segmentations
    assert own.edits().total == 0
    with pytest.raises(DefinitionError, match="cannot be a name"):
        own.edit("segments", "../etc", segment(), who="Ann")
    with pytest.raises(UnknownNameError):
        own.edit("segment", "x", segment(), who="Ann")
    with pytest.raises(MistakeError, match="already is a segment"):
        own.edit("segmentations", "elders", SegmentationDefinition(priorities=()), who="Ann")


def test_what_others_use_is_neither_removed_nor_renamed(own: Project) -> None:
    own.edit("targets", "older", TargetDefinition(problem="few", kpi="age", measure="average"), who="Ann")
    age = own.definitions.variables["age"]
    for called, value in ((None, None), ("years", age)):
        with pytest.raises(MistakeError) as caught:
            own.edit("variables", "age", value, who="Ann", called=called)
        words = str(caught.value)
        for user in ("discovery 'kinds'", "target 'older'"):
            assert user in words
    with pytest.raises(MistakeError, match="segment 'callers'"):
        own.edit("variables", "phone", None, who="Ann")
    with pytest.raises(MistakeError, match=r"variable 'basket'.*variable 'spent'|variable 'spent'"):
        own.edit("sources", "orders", None, who="Ann")


def test_a_broken_neighbour_does_not_stand_in_the_way(own: Project) -> None:
    path = own.folder / "segments/mine.yaml"
    path.write_text(MINE + "broken:\n  rule: agee > 3\n", encoding="utf-8")
    own.edit("segments", "elders", segment(rule="age >= 65"), who="Ann")
    own.edit("segments", "broken", segment(rule="age > 3"), who="Ann")
    assert not [each for each in own.check() if each.severity == "error"]


def test_a_sources_column_that_rules_use_stays(own: Project) -> None:
    source = own.definitions.sources["customers"]
    columns = {name: column for name, column in source.columns.items() if name != "age"}
    with pytest.raises(MistakeError, match="age"):
        own.edit("sources", "customers", source.model_copy(update={"columns": columns}), who="Ann")
    titled = source.columns["age"].model_copy(update={"title": "Years"})
    changed = source.model_copy(update={"columns": {**source.columns, "age": titled}})
    own.edit("sources", "customers", changed, who="Ann")
    assert own.definitions.sources["customers"].columns["age"].title == "Years"
    words = titled.model_copy(update={"kind": Kind.CATEGORY})
    retyped = source.model_copy(update={"columns": {**source.columns, "age": words}})
    with pytest.raises(MistakeError, match="segments elders"):
        own.edit("sources", "customers", retyped, who="Ann")
    timeless = source.model_copy(update={"key": "nobody"})
    with pytest.raises(MistakeError, match="no column"):
        own.edit("sources", "customers", timeless, who="Ann")


def test_settings_of_the_project_and_names_with_a_slash(own: Project) -> None:
    settings = own.definitions.project
    own.edit("project", "", settings.model_copy(update={"smallest_group": 7}), who="Ann")
    assert own.definitions.project.smallest_group == 7
    with pytest.raises(MistakeError):
        own.edit("project", "", settings.model_copy(update={"timezone": "Mars"}), who="Ann")
    for wrong in ({"main_unit": "nobody"}, {"main_event": "nothing"}):
        with pytest.raises(MistakeError, match=r"nobody|nothing"):
            own.edit("project", "", settings.model_copy(update=wrong), who="Ann")
    with pytest.raises(MistakeError, match="not removed"):
        own.edit("project", "", None, who="Ann")
    parts = SegmentationDefinition.model_validate({"priorities": [{"name": "old", "rule": "age > 60"}]})
    own.edit("segmentations", "story", parts, who="Ann")
    own.edit("personas", "story/old", PersonaDefinition(name="Gerda 🍊 <i>"), who="Ann")
    assert own.definitions.personas["story/old"].name == "Gerda 🍊 <i>"
    with pytest.raises(MistakeError, match="persona 'story/old'"):
        own.edit("segmentations", "story", None, who="Ann")
    own.undo_edit(3, "Ann")
    assert not own.definitions.personas


EDITOR = """
import sys
from satsuma.model.definitions import SegmentDefinition
from satsuma.project import Project
project = Project.open(sys.argv[1], clock=lambda: 1)
for number in range(8):
    name = f"{sys.argv[2]}{number}"
    project.edit("segments", name, SegmentDefinition(rule=f"age >= {number}"), who=sys.argv[2])
"""


def test_processes_that_edit_at_once_lose_nothing(own: Project) -> None:
    arguments = [sys.executable, "-c", EDITOR, str(own.folder)]
    at_work = [subprocess.Popen([*arguments, who]) for who in ("ann", "bob")]
    assert [each.wait() for each in at_work] == [0, 0]
    names = {f"{who}{number}" for who in ("ann", "bob") for number in range(8)}
    assert own.definitions.segments.keys() == {"elders", "callers", *names}
    assert own.edits().total == 16
    assert read(own) == MINE


def test_what_commands_write_is_logged_too(own: Project) -> None:
    own.target("loyal", problem="few come again", kpi="spent")
    (edit,) = own.edits("targets").edits
    assert (edit.change, edit.name, bool(edit.who)) == ("created", "loyal", True)


def test_all_definitions_have_a_fingerprint_and_a_place(own: Project) -> None:
    found = own.stored_definitions()
    assert isinstance(found.definitions, Definitions)
    assert found.files["segments"] == {
        "callers": "segments/mine.yaml:7:1",
        "elders": "segments/mine.yaml:2:1",
    }
    assert len(found.etags["project"][""]) == 64
    own.edit("variables", "lone", VariableDefinition(value="age + 1", family="demographic"), who="Ann")
    assert own.stored_definitions().etags["variables"].keys() == {*found.etags["variables"], "lone"}


def test_the_clock_is_the_callers(own: Project) -> None:
    later = Project.open(own.folder, clock=lambda: NOW + 60)
    later.edit("segments", "elders", segment(owner="Ann"), who="Ann")
    assert later.edits().edits[0].time == "2024-07-01T12:01:00+00:00"


def test_edits_of_a_process_bear_the_name_it_was_given(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATSUMA_USER", "Ann Miller")
    own.edit("segments", "elders", segment(owner="CRM"))
    own.target("loyal", problem="few come again", kpi="spent")
    assert {edit.who for edit in own.edits().edits} == {"Ann Miller"}


def test_what_no_file_can_hold_is_refused_with_its_place(own: Project) -> None:
    with pytest.raises(MistakeError, match="half of a character") as caught:
        own.edit("segments", "elders", segment(title="\ud800", owner="a\udfff"), who="Ann")
    places = {each.place.what for each in caught.value.findings if each.place}
    assert places == {"segments elders title", "segments elders owner"}
    endless = TargetDefinition(problem="few", kpi="age", goal=float("inf"))
    with pytest.raises(MistakeError, match="not finite"):
        own.edit("targets", "older", endless, who="Ann")
    path = own.folder / "segments/mine.yaml"
    path.write_text('odd:\n  rule: age > 3\n  title: "\\uD800"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"mine\.yaml:3:10"):
        own.stored_definitions()

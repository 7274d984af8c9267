"""What of the definitions is no longer as in the last run."""

from __future__ import annotations

from satsuma.model.definitions import Definitions, ProjectDefinition, SegmentDefinition, TargetDefinition
from satsuma.project.outdated import list_changed, warn_outdated

BEFORE = Definitions(
    project=ProjectDefinition(name="Shop"),
    segments={"vips": SegmentDefinition(rule="age > 40"), "lost": SegmentDefinition(rule="age > 90")},
)
STORED = BEFORE.model_dump(mode="json")


def change(**sections: object) -> Definitions:
    return BEFORE.model_copy(update=sections)


def test_nothing_changed() -> None:
    assert warn_outdated(STORED, BEFORE) == ()


def test_what_does_not_shape_stored_results_is_no_change() -> None:
    target = TargetDefinition(problem="Flat", kpi="revenue")
    assert list_changed(STORED, change(targets={"grow": target})) == []
    kept = BEFORE.project.model_copy(update={"keep_runs": 3})
    assert list_changed(STORED, change(project=kept)) == []


def test_changed_added_and_removed_are_named() -> None:
    segments = {"vips": SegmentDefinition(rule="age > 41"), "new": SegmentDefinition(rule="age > 1")}
    assert list_changed(STORED, change(segments=segments)) == ["segment vips", "segment lost", "segment new"]
    allowed = BEFORE.project.model_copy(update={"allow_sensitive": ("age",)})
    assert list_changed(STORED, change(project=allowed)) == ["the project's own settings"]


def test_many_changes_are_counted() -> None:
    segments = {f"s{i}": SegmentDefinition(rule="everyone") for i in range(8)}
    (warning,) = warn_outdated(STORED, change(segments=segments))
    assert "and 6 more" in warning


def test_definitions_that_cannot_be_read_any_more_are_no_reason_to_warn() -> None:
    assert warn_outdated({"project": {"colour": "red"}}, BEFORE) == ()

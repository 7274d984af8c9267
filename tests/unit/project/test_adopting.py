"""`adopt` on a made-up club: model segments at any day, names that stay, rules in their place, and files that were spoilt."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from satsuma.model.errors import DefinitionError, MistakeError, OptionError, UnknownNameError
from satsuma.project import Project
from tests.unit.project.club import CHANGING, EACH, EARLIER, LAST, list_members, open_club


@pytest.fixture
def own(adopted: Path, tmp_path: Path) -> Path:
    """A copy to change, with its files beside it."""
    shutil.copytree(adopted.parent, tmp_path / "own")
    return tmp_path / "own" / adopted.name


def find_segment_of(project: Project, kind: int) -> str:
    """The segment that holds most of a kind's members today."""
    today = {number for number, _, now in list_members() if now == kind}
    names = [part.name for part in project.definitions.segmentations["kinds"].priorities]
    return max(names, key=lambda name: len(today & set(members(project, name))))


def members(project: Project, segment: str, as_of: str | None = None) -> list[int]:
    return [int(key) for key in project.members(f"kinds/{segment}", as_of=as_of)]


def test_what_adopt_writes(adopted: Path) -> None:
    project = open_club(adopted)
    segmentation = project.definitions.segmentations["kinds"]
    assert segmentation.discovery == "kinds"
    assert [part.rule for part in segmentation.priorities] == [
        f'kinds = "{part.name}"' for part in segmentation.priorities
    ]
    assert len({part.title for part in segmentation.priorities}) == 3
    assert not any(set(part.name) & set("0123456789") for part in segmentation.priorities)
    assert {name for name, each in project.definitions.variables.items() if each.model == "kinds"} == {
        "kinds",
        "kinds_probability",
    }
    assert project.check() == ()


def test_members_are_placed_for_the_day_that_is_asked_about(adopted: Path) -> None:
    project = open_club(adopted)
    often, phone = find_segment_of(project, 0), find_segment_of(project, 2)
    changed = set(range(3 * EACH + 1, 3 * EACH + CHANGING + 1))
    assert changed <= set(members(project, phone))
    assert changed <= set(members(project, often, EARLIER))
    assert not changed & set(members(project, often))
    sizes = {part.name: part.customers for part in project.sizes(EARLIER).segmentations[0].segments}
    assert sizes[f"kinds/{often}"] == EACH + CHANGING
    assert project.count(f'kinds = "{often}"', as_of=EARLIER).customers == EACH + CHANGING


def test_every_command_knows_model_segments(adopted: Path, tmp_path: Path) -> None:
    project = open_club(adopted)
    often = find_segment_of(project, 0)
    title = next(p.title for p in project.definitions.segmentations["kinds"].priorities if p.name == often)
    told = project.explain("1", f"kinds/{often}")
    assert told.member
    assert any(f"“{often}”" in (line.actual or "") for line in told.lines)
    number = 3 * EACH + 1
    assert not project.explain(str(number), f"kinds/{often}").member
    assert project.explain(str(number), f"kinds/{often}", as_of=EARLIER).member
    profile = project.profile(f"kinds/{often}")
    assert profile.result.size.title == title
    basket = next(line for line in profile.result.lines if line.variable == "basket")
    assert basket.value == pytest.approx(20, abs=2)
    target = tmp_path / "often.csv"
    assert project.export(f"kinds/{often}", target).rows == EACH
    with target.open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == EACH + 1
    assert project.export(f"kinds/{often}", tmp_path / "then.csv", as_of=EARLIER).rows == EACH + CHANGING
    assert project.count("kinds_probability >= 0.9").customers > EACH


def test_a_segment_that_the_model_does_not_have_is_named(adopted: Path) -> None:
    project = open_club(adopted)
    often = find_segment_of(project, 0)
    count = project.count(f'kinds = "{often}s"')
    assert count.customers == 0
    assert any(often in warning for warning in count.warnings)


def test_adopting_again_keeps_names(own: Path) -> None:
    project = open_club(own)
    before = project.definitions.segmentations["kinds"]
    again = project.adopt("kinds")
    assert {change.change for change in again.changes} == {"kept"}
    assert {change.name for change in again.changes} == {part.name for part in before.priorities}
    project.discover("kinds", as_of=EARLIER)
    earlier = project.adopt("kinds")
    assert [(change.name, change.was) for change in earlier.changes if change.change == "kept"] == [
        (segment.name, segment.name) for segment in earlier.segments
    ]
    assert {segment.name for segment in earlier.segments} == {part.name for part in before.priorities}


def test_fewer_segments_say_which_went_together(own: Path) -> None:
    project = open_club(own)
    before = {part.name for part in project.definitions.segmentations["kinds"].priorities}
    found = project.adopt("kinds", k=2)
    gone = [change for change in found.changes if change.change in ("merged", "vanished")]
    assert len(gone) >= 1
    assert {change.was for change in found.changes} - {None} == before
    assert len(found.segments) == 2
    project.run()
    assert len(project.definitions.segmentations["kinds"].priorities) == 2


def test_rules_take_the_models_place(own: Path) -> None:
    project = open_club(own)
    before = {name: set(members(project, name)) for name in segment_names(project)}
    found = project.adopt("kinds", form="rules")
    assert found.form == "rules"
    assert (found.fidelity or 0) > 0.95
    segmentation = project.definitions.segmentations["kinds"]
    assert segmentation.residual == "everyone-else"
    assert not any("kinds" in (part.rule or "") for part in segmentation.priorities)
    assert not project.run().unchanged
    for name, then in before.items():
        now = set(members(project, name))
        assert len(now & then) / len(now | then) > 0.95, name


def test_actions_of_people_stay(own: Path) -> None:
    path = own / "segmentations" / "segmentations.yaml"
    name = segment_names(open_club(own))[0]
    text = path.read_text(encoding="utf-8")
    marked = text.replace(f"    - name: {name}\n", f"    - name: {name}\n      action: Write to them.\n")
    assert marked != text
    path.write_text(marked, encoding="utf-8")
    project = open_club(own)
    project.adopt("kinds", form="rules")
    assert project.definitions.segmentations["kinds"].priorities[0].action == "Write to them."


def segment_names(project: Project) -> list[str]:
    return [part.name for part in project.definitions.segmentations["kinds"].priorities]


def test_another_basis_is_adopted_as_it_was_found(own: Path) -> None:
    """The discovery's file still names three variables; the study was asked for two."""
    project = open_club(own)
    found = project.discover("kinds", basis=("orders_half", "basket"), k="3", quick=True)
    adopted = project.adopt("kinds")
    assert {field.name for field in found.basis} == {"orders_half", "basket"}
    assert not any("by phone" in segment.story for segment in adopted.segments)
    assert len(project.run().segmentations[0].segments) == 4


def test_segments_of_a_model_may_be_a_basis_but_not_of_their_own(own: Path) -> None:
    project = open_club(own)
    found = project.discover(
        "towns", basis=("kinds", "town"), k="3", algorithms=("latent classes",), quick=True
    )
    assert {field.name for field in found.basis} == {"kinds", "town"}
    # What the model looks at made the groups as well.
    assert {test.variable for test in found.tests} == {"age", "spent"}
    project.adopt("towns", k=3)
    result = project.run()
    towns = next(each for each in result.segmentations if each.name == "towns")
    assert sum(part.customers for part in towns.segments) == towns.population
    with pytest.raises(MistakeError, match="'kinds': made from the segments of 'kinds' itself"):
        project.discover("kinds", basis=("kinds", "basket"))
    with pytest.raises(MistakeError, match="'towns': made from the segments of 'kinds' itself"):
        project.discover("kinds", basis=("towns", "basket"))


def test_a_model_that_was_deleted(own: Path) -> None:
    (own / "models" / "kinds.json").unlink()
    project = open_club(own)
    assert ["'kinds' has no file" in finding.message for finding in project.check()] == [True]
    for ask in (project.run, lambda: project.count("orders_half > 1")):
        with pytest.raises(DefinitionError, match="The model 'kinds' has no file") as wrong:
            ask()
        assert "satsuma adopt kinds" in str(wrong.value.findings[0].hint)
    names = segment_names(project)
    project.adopt("kinds")
    project.run()
    assert segment_names(project) == names
    assert project.check() == ()


SPOILT: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a field gone": (lambda model: model.pop("basis"), "not whole"),
    "a basis variable gone": (lambda model: model["basis"].pop(), "not whole"),
    "a segment gone": (lambda model: model["segments"].pop(), "3 groups, 2 names"),
    "a centre gone": (lambda model: model["parameters"]["centres"].pop(), "not whole"),
    "ragged": (lambda model: model["parameters"]["centres"][0].pop(), "not whole"),
    "another variable": (lambda model: model["basis"][0].update(name="nothing"), "looks at 'nothing'"),
    "another unit": (lambda model: model.update(unit="account"), "places units of 'account'"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_model_that_was_edited_by_hand(own: Path, case: str) -> None:
    path = own / "models" / "kinds.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    spoil, words = SPOILT[case]
    spoil(model)
    path.write_text(json.dumps(model), encoding="utf-8")
    project = open_club(own)
    assert any(re.search(words, finding.message) for finding in project.check())
    with pytest.raises(DefinitionError, match=words):
        project.run()
    project.discover("kinds", quick=True, k="3")
    project.adopt("kinds")
    assert project.run().customers == len(list_members()) + 1
    assert project.check() == ()


def test_a_model_changed_so_that_it_fits_is_another_run(own: Path) -> None:
    project = open_club(own)
    assert project.run().unchanged
    path = own / "models" / "kinds.json"
    model = json.loads(path.read_text(encoding="utf-8"))
    model["border"] = 0.61
    path.write_text(json.dumps(model), encoding="utf-8")
    assert not project.run().unchanged
    assert project.run().unchanged


def test_what_cannot_be_adopted(own: Path) -> None:
    project = open_club(own)
    with pytest.raises(UnknownNameError, match="Nothing was discovered under the name 'kind'"):
        project.adopt("kind")
    with pytest.raises(OptionError, match="9 groups were not tried"):
        project.adopt("kinds", k=9)
    with pytest.raises(OptionError, match="3 groups by medoids were not tried"):
        project.adopt("kinds", k=3, algorithm="medoids")
    with pytest.raises(OptionError, match="no form"):
        project.adopt("kinds", form="pivot")


def test_new_members_of_a_file_are_placed(adopted: Path, tmp_path: Path) -> None:
    project = open_club(adopted)
    file = tmp_path / "new.csv"
    file.write_text(
        "customer_id,Orders in half a year,basket,Share by phone\nA,13,20,0.05\nB,3,200,0\nC,6,90,0.95\nD,,,\nE,900,20,0\n",
        encoding="utf-8",
    )
    found = project.assign(file, "kinds", to=tmp_path / "placed.csv")
    assert [each.key for each in found.customers] == list("ABCDE")
    assert [each.segment for each in found.customers] == [
        *(find_segment_of(project, kind) for kind in range(3)),
        None,
        None,
    ]
    assert (found.placed, found.unplaced) == (3, 2)
    assert all((each.probability or 0) > 0.9 for each in found.customers[:3])
    assert "too little is known" in (found.customers[3].note or "")
    with (tmp_path / "placed.csv").open(encoding="utf-8-sig") as rows:
        assert len(list(csv.reader(rows))) == 6
    with pytest.raises(UnknownNameError, match="no model 'kinder'"):
        project.assign(file, "kinder")
    assert LAST.isoformat() == project.sizes().as_of


@pytest.mark.parametrize("name", ["satsuma.yaml", "models/kinds.json", "new.csv", "placements.txt"])
def test_assign_writes_over_nothing(adopted: Path, tmp_path: Path, name: str) -> None:
    project = adopted if "/" in name or name == "satsuma.yaml" else tmp_path
    file = tmp_path / "new.csv"
    file.write_text("id,orders_ever\nN1,3\n")
    before = {path: path.read_bytes() for path in (adopted / "satsuma.yaml", file)}
    model = next((adopted / "models").glob("*.json")).stem
    with pytest.raises(OptionError):
        Project.open(adopted).assign(file, model, to=project / name)
    assert {path: path.read_bytes() for path in before} == before

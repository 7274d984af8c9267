"""Whether a held project is read again when, and only when, something has changed."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from satsuma.model.errors import DefinitionError
from satsuma.project import Project
from satsuma.project.holding import Holder
from satsuma.project.memory import Memory
from tests.unit.project.club import NOW, open_club

SEGMENT = "elders:\n  rule: age >= {age}\n  title: Elders\n"


@pytest.fixture
def own(club: Path, tmp_path: Path) -> Path:
    """A club that a test may change."""
    shutil.copytree(club.parent, tmp_path / "own")
    return tmp_path / "own" / club.name


def test_nothing_is_read_again_while_nothing_changes(own: Path) -> None:
    holder = Holder(own)
    first, second = holder.open(NOW), holder.open(NOW + 60)
    assert second.vocabulary is first.vocabulary
    assert second.run is first.run
    assert (first.now, second.now) == (NOW, NOW + 60)


def test_a_changed_definition_counts_at_once_and_the_run_stays_open(own: Path) -> None:
    holder = Holder(own)
    before = holder.open(NOW)
    (own / "segments" / "mine.yaml").write_text(SEGMENT.format(age=60))
    after = holder.open(NOW)
    assert "elders" in after.vocabulary.segments["customer"]
    assert after.run is before.run
    (own / "segments" / "mine.yaml").write_text("elders: [")
    with pytest.raises(DefinitionError):
        holder.open(NOW)
    (own / "segments" / "mine.yaml").unlink()
    assert not holder.open(NOW).vocabulary.segments.get("customer")


def test_a_new_run_and_an_undone_one_count_at_once(own: Path) -> None:
    holder = Holder(own)
    before = holder.open(NOW).run.id
    project = open_club(own)
    (own / "segments" / "mine.yaml").write_text(SEGMENT.format(age=60))
    made = project.run().run
    assert holder.open(NOW).run.id == made != before
    project.undo()
    assert holder.open(NOW).run.id == before


def test_a_held_project_says_the_same_as_one_opened_once(club: Path) -> None:
    once, held = open_club(club), Project.hold(club, clock=lambda: NOW)
    for rule in ("age >= 40", "top 10% by spent", "has(order, last 90 days)"):
        assert int(held.count(rule)) == int(once.count(rule)) == int(held.count(rule))


def test_memory_gives_up_what_was_used_longest_ago() -> None:
    memory = Memory(100)
    for name in "abc":
        memory.keep(name, name, 40)
    assert (memory.find("a"), memory.find("b"), memory.find("c")) == (None, "b", "c")
    memory.find("b")
    memory.keep("d", "d", 40)
    assert (memory.find("b"), memory.find("c"), memory.used_bytes) == ("b", None, 80)
    memory.keep("large", "x", 51)
    assert memory.find("large") is None
    memory.clear()
    assert memory.used_bytes == 0


def test_memory_makes_a_value_once_for_threads_that_ask_together() -> None:
    memory, made, begin = Memory(100), list[int](), threading.Barrier(4)

    def make() -> int:
        made.append(1)
        return 7

    def ask() -> None:
        begin.wait()
        assert memory.recall("key", make, lambda found: 8) == 7

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_memory_forgets_a_failure() -> None:
    memory = Memory(100)
    with pytest.raises(ZeroDivisionError):
        memory.recall("key", lambda: 1 // 0, lambda found: 8)
    assert memory.recall("key", lambda: 1, lambda found: 8) == 1

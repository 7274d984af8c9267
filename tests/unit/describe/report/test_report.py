"""The page as a whole: well formed, self-contained, safe, silent about what must not be read, the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from satsuma.describe.content import ReportContent
from satsuma.describe.report import write_report
from satsuma.model.results import Overlap, ProfileLine, SegmentProfile
from tests.unit.describe import contents, findings

VOID = {"meta", "br", "hr"}
CONTENTS = (contents.rich, contents.bare, contents.business, findings.rich)
ATTACK = "<script>alert('x')</script> & \"Ümläut\" \U0001f34a \u202egnp"


class Page(HTMLParser):
    """What a browser would see: open elements are checked as they close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: dict[str, list[dict[str, str | None]]] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs), f"{tag} repeats an attribute"
        self.tags.setdefault(tag, []).append(found)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.fetched += [value or "" for name, value in attrs if name in ("src", "srcset", "data", "action")]
        self.fetched += [found.get("href") or ""] if tag in ("link", "base", "use", "image") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def write(folder: Path, content: ReportContent) -> str:
    return write_report(folder, content).read_text(encoding="utf-8")


@pytest.mark.parametrize("make", CONTENTS)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(
    tmp_path: Path, make: Callable[[], ReportContent]
) -> None:
    page = Page(write(tmp_path, make()))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    assert {unquote(link[1:]) for link in page.links} <= set(page.ids)
    assert [link for link in page.links if not link.startswith("#")] == []
    labels = {each.get("aria-labelledby") for each in page.tags["section"]}
    assert labels <= set(page.ids)


@pytest.mark.parametrize("make", CONTENTS)
def test_the_page_fetches_and_runs_nothing(tmp_path: Path, make: Callable[[], ReportContent]) -> None:
    text = write(tmp_path, make())
    page = Page(text)
    assert page.fetched == []
    assert "script" not in page.tags
    assert re.findall(r"https?:|//[a-z]|url\(|@import", text) == []
    assert [
        name for found in page.tags.values() for each in found for name in each if name.startswith("on")
    ] == []
    policies = [
        each["content"] for each in page.tags["meta"] if each.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


@pytest.mark.parametrize("make", [contents.rich, findings.rich])
def test_pictures_and_tables_can_be_read_aloud(tmp_path: Path, make: Callable[[], ReportContent]) -> None:
    text = write(tmp_path, make())
    page = Page(text)
    pictures = [each for each in page.tags["svg"] if each.get("aria-hidden") != "true"]
    assert len(pictures) > 20
    assert all(each["role"] == "img" and each["aria-label"] for each in pictures)
    assert len(re.findall(r"<svg[^>]*><title>[^<]+</title>", text)) == len(pictures), "each has a title"
    assert all(each.get("scope") in ("col", "row", "rowgroup") for each in page.tags["th"])
    assert len(page.tags["caption"]) == len(page.tags["table"])
    boxes = [each for each in page.tags["div"] if each.get("class") == "scroll"]
    assert len(boxes) >= len(page.tags["table"]), "each wide thing scrolls in its own box"
    assert all(each.get("tabindex") == "0" and each["aria-label"] for each in boxes)


def test_names_are_text_whatever_they_hold(tmp_path: Path) -> None:
    content = contents.rich()
    segments = [size.model_copy(update={"title": ATTACK, "action": ATTACK}) for size in content.segments]
    line = ProfileLine.model_validate(
        content.profiles["vips"].lines[0].model_dump()
        | {"level": ATTACK, "sentence": ATTACK, "title": ATTACK}
    )
    profile = content.profiles["vips"].model_copy(update={"lines": (line,), "size": segments[2]})
    text = write(
        tmp_path,
        replace(
            content,
            project=content.project.model_copy(update={"name": ATTACK, "problem": ATTACK}),
            segments=segments,
            segmentations=(),
            profiles={"vips": profile},
            warnings=(ATTACK,),
        ),
    )
    assert "script" not in Page(text).tags
    assert (
        text.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;Ümläut&quot; \U0001f34a")
        > 10
    )
    assert "\u202e" not in text


def test_no_value_of_a_hidden_field_is_shown(tmp_path: Path) -> None:
    write(tmp_path, contents.rich())
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*"))
    assert "family with children" in written
    assert "Zwetschgenkern" not in written, "a rule over a personal field"
    assert "Mirabellenstein" not in written, "what cleaning did to a personal field"
    assert "Pastafarian" not in written, "a sensitive field that is not allowed"


def test_an_allowed_sensitive_field_is_shown(tmp_path: Path) -> None:
    content = contents.rich()
    allowed = [info.model_copy(update={"allowed": True}) for info in content.variables]
    assert "Pastafarian" in write(tmp_path, replace(content, variables=allowed))


def test_small_groups_are_not_shown(tmp_path: Path) -> None:
    text = write(tmp_path, contents.rich())
    assert "Liechtenstein" not in text
    tiny = text[text.index('id="segment-tiny"') :]
    tiny = tiny[: tiny.index("</article>")]
    assert "under 5 members" in tiny
    assert "1.2\u00a0%" not in tiny
    row = next(line for line in text.splitlines() if 'href="#segment-tiny"' in line)
    assert "under 5" in row
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[1:-1] == ["–"] * 6
    assert "tiny" not in "".join(path.name for path in (tmp_path / "charts").iterdir())


def test_small_overlaps_are_not_shown(tmp_path: Path) -> None:
    content = contents.business()
    overlap = Overlap(
        unit="account",
        names=("a", "b"),
        titles=("A", "B"),
        counts=((7919, 3), (3, 41)),
        population=8_000,
        covered=7_957,
    )
    text = write(tmp_path, replace(content, overlaps=(overlap,)))
    part = text[text.index('aria-labelledby="overlap"') :]
    part = part[: part.index("</section>")]
    assert "7,919" in part
    assert ">3<" not in part
    assert "7%" not in part
    assert part.count(">under 5<") == 2


@pytest.mark.parametrize("make", CONTENTS)
def test_equal_content_gives_equal_bytes(tmp_path: Path, make: Callable[[], ReportContent]) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, make())
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert files
    assert all(
        (tmp_path / "one" / each).read_bytes() == (tmp_path / "two" / each).read_bytes() for each in files
    )


def test_parts_without_anything_to_say_are_left_out(tmp_path: Path) -> None:
    page = Page(write(tmp_path, contents.bare()))
    assert [link[1:] for link in page.links][1:] == ["glance", "chain", "quality", "method"]


def test_the_parts_of_a_rich_project_are_all_there(tmp_path: Path) -> None:
    page = Page(write(tmp_path, contents.rich()))
    sections = [each["aria-labelledby"] for each in page.tags["section"]]
    assert sections == [
        "glance", "chain", "sizes", "segments", "overlap", "later", "unavailable", "money", "quality", "coverage",
        "truth", "method",
    ]  # fmt: skip
    assert len(page.tags["article"]) == 9 + 10


def test_a_large_project_stays_a_small_file(tmp_path: Path) -> None:
    content = contents.rich()
    line = content.profiles["vips"].lines[0]
    lines = tuple(
        line.model_copy(
            update={"variable": f"variable_{i // 8}", "title": f"Variable {i // 8}", "level": f"level {i}"}
        )
        for i in range(60 * 8)
    )
    size = content.segments[0]
    segments = [size.model_copy(update={"name": f"segment-{i}", "title": f"Segment {i}"}) for i in range(60)]
    profiles = {
        each.name: SegmentProfile(size=each, population=contents.POPULATION, lines=lines) for each in segments
    }
    overlap = content.overlaps[0].model_copy(
        update={
            "names": tuple(each.name for each in segments),
            "titles": tuple(each.title for each in segments),
            "counts": tuple(tuple(500 if i == j else 40 for j in range(60)) for i in range(60)),
        }
    )
    text = write(tmp_path, replace(content, segments=segments, profiles=profiles, overlaps=(overlap,)))
    assert Page(text).open == []
    assert len(text.encode()) < 5_000_000
    assert "further lines with smaller effects" in text

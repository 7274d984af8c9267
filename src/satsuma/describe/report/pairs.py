"""Overlap: how many customers each pair of segments shares."""

from __future__ import annotations

from dataclasses import dataclass

from satsuma.describe.report import numbers
from satsuma.describe.report.digest import Digest, Section, heading
from satsuma.describe.report.html import Child, Html, join, tag
from satsuma.describe.report.svg import heat_map
from satsuma.describe.report.tables import bullets, fold, number, table, words
from satsuma.model.results import Overlap

MOST_IN_MAP = 20
MOST_PAIRS = 6
NOTABLE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Pair:
    first: int
    second: int
    both: int
    either: int


def show_overlap(of: Digest) -> Section | None:
    """None without two segments of one unit."""
    found = [each for each in of.content.overlaps if len(each.names) > 1]
    if not found:
        return None
    lead = "Segments may share customers. Where two share most of theirs, one may be enough."
    parts = [show_unit(of, each) for each in found]
    return Section("overlap", "Overlap", join([heading("overlap", "Overlap", lead), *parts]))


def show_unit(of: Digest, overlap: Overlap) -> Html:
    units = numbers.plural(overlap.unit)
    covered = (
        f"{of.people(overlap.covered)} of {numbers.count(overlap.population)} {units} are in at least one of "
        f"{len(overlap.names)} segments."
    )
    shown = choose_shown(overlap)
    note = f"The {MOST_IN_MAP} largest segments are drawn." if len(shown) < len(overlap.names) else ""
    drawing = tag(
        "div",
        draw_map(of, overlap, shown),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=f"Overlap of {units}, drawn",
    )
    told = (
        "Each cell: the share of the row's segment that is also in the column's. "
        f"A dot is nobody; an empty cell is a group under {of.smallest}."
    )
    pairs = [describe_pair(of, overlap, pair) for pair in closest_pairs(of, overlap)]
    return join(
        [
            tag("h3", f"Segments of {units}"),
            tag("p", covered),
            tag("figure", tag("figcaption", f"{told} {note}"), drawing),
            tag("h4", "The closest pairs") if pairs else None,
            bullets(pairs, "plain") if pairs else None,
            fold("All counts", count_table(of, overlap, shown)),
        ]
    )


def count_both(overlap: Overlap, i: int, j: int) -> int:
    """How many are in both; the report has all counts and leaves small ones out itself."""
    return overlap.counts[i][j] or 0


def choose_shown(overlap: Overlap) -> list[int]:
    """The largest segments, in their own order."""
    sizes = [(-count_both(overlap, i, i), i) for i in range(len(overlap.names))]
    return sorted(i for _, i in sorted(sizes)[:MOST_IN_MAP])


def draw_map(of: Digest, overlap: Overlap, shown: list[int]) -> Html:
    cells = [[cell(of, overlap, i, j) for j in shown] for i in shown]
    told = f"{len(shown)} segments; the closest pairs are told in words below"
    return heat_map("Overlap of segments", told, [overlap.titles[i] for i in shown], cells)


def cell(of: Digest, overlap: Overlap, i: int, j: int) -> tuple[float, str]:
    """How strong a cell is and what it says; nothing for groups too small to show."""
    both, size = count_both(overlap, i, j), count_both(overlap, i, i)
    if i == j:
        return 1.0, "–"
    if not size or of.is_small(both) or of.is_small(size):
        return 0.0, ""
    share = 100 * both / size
    return both / size, "·" if both == 0 else "<1%" if share < 0.5 else f"{share:.0f}%"


def closest_pairs(of: Digest, overlap: Overlap) -> list[Pair]:
    """Pairs that share most of what they have together (Jaccard)."""
    sizes = [count_both(overlap, i, i) for i in range(len(overlap.names))]
    pairs = [(i, j, count_both(overlap, i, j)) for j in range(len(sizes)) for i in range(j)]
    found = [Pair(i, j, both, sizes[i] + sizes[j] - both) for i, j, both in sorted(pairs)]
    notable = [
        pair for pair in found if pair.both >= of.smallest and pair.both / pair.either >= NOTABLE_SHARE
    ]
    return sorted(notable, key=lambda pair: (-pair.both / pair.either, pair.first, pair.second))[:MOST_PAIRS]


def describe_pair(of: Digest, overlap: Overlap, pair: Pair) -> str:
    first, second = overlap.titles[pair.first], overlap.titles[pair.second]
    one, other = (pair.both / count_both(overlap, i, i) for i in (pair.first, pair.second))
    both = numbers.of(pair.both, overlap.unit)
    return f"“{first}” and “{second}” share {both}: {numbers.share(one)} of the first, {numbers.share(other)} of the second."


def count_table(of: Digest, overlap: Overlap, shown: list[int]) -> Html:
    heads = [words("Segment"), *(number(overlap.titles[j]) for j in shown)]
    rows: list[list[Child]] = [
        [overlap.titles[i], *(of.people(count_both(overlap, i, j)) for j in shown)] for i in shown
    ]
    return table(f"{numbers.plural(overlap.unit).capitalize()} in both segments", heads, rows)

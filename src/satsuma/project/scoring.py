"""`scorecard`: which segmentations are judged, from which day, by what happened since which day."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import TYPE_CHECKING

from satsuma.model.errors import MistakeError, OptionError, UnknownNameError
from satsuma.model.scorecards import Scorecard, Scorecards
from satsuma.project.gathering import Gathering, Look
from satsuma.project.moments import AsOf, end_of_day, read_day
from satsuma.project.reporting import refresh_report
from satsuma.project.tables import Table
from satsuma.store.findings import save_finding
from satsuma.validate.scorecard import judge, rank_cards

if TYPE_CHECKING:
    from satsuma.project.opening import Opened

DAYS = 90
"""How far time travel goes back where no day is asked for; the report looks back as far."""


class ShownScorecard(Scorecard):
    """One card; `str()` is its sentence."""

    def __str__(self) -> str:
        return f"{self.title}: {self.sentence}"

    def _repr_html_(self) -> str:
        shown = Table(self.scores, ("title", "weight", "points", "figure", "sentence"), str(self))
        return shown._repr_html_()


class ShownScorecards(Scorecards):
    """Cards side by side; `cards["story"]` gives one."""

    def __getitem__(self, name: str) -> Scorecard:
        return Table(self.cards, ("name",), "Scorecards")[name]

    def __str__(self) -> str:
        return "\n".join(f"{card.title}: {card.sentence}" for card in self.cards)

    def _repr_html_(self) -> str:
        columns = ("name", "title", "points", "knocked_out", "judged", "sentence")
        return Table(self.cards, columns, "Scorecards, the best first")._repr_html_()


def score_segmentation(opened: Opened, name: str, as_of: str | None, cut: str | None) -> ShownScorecard:
    """One segmentation by its name; raises as `score_segmentations` does."""
    return ShownScorecard(**dict(list_cards(opened, [choose_name(opened, name)], as_of, cut)[0]))


def score_segmentations(opened: Opened, as_of: str | None, cut: str | None) -> ShownScorecards:
    """All segmentations that are switched on, side by side.

    `cut` is the earlier day that segments are formed at and judged by what happened since. UnknownNameError for a name
    that is none, MistakeError where the project has no segmentations, OptionError for a cut that is not before `as_of`.
    """
    names = [name for name, definition in opened.definitions.segmentations.items() if definition.enabled]
    if not names:
        raise MistakeError(
            "There is no segmentation to judge.",
            hint="Write one in segmentations/, or let 'satsuma discover' propose one.",
        )
    return ShownScorecards(**dict(rank_cards(list_cards(opened, names, as_of, cut))))


def list_cards(opened: Opened, names: list[str], as_of: str | None, cut: str | None) -> list[Scorecard]:
    """One card a name; what segmentations of a unit share is looked at once. Cards as of the last run are kept for the
    report; each says from which day on it was judged."""
    now = opened.choose_as_of(as_of)
    then = choose_cut(opened, now, cut)
    units = {name: opened.definitions.segmentations[name].unit for name in names}
    looks = {unit: Look(opened, unit, now, then) for unit in dict.fromkeys(units.values())}
    gathered = [Gathering(name, looks[unit]) for name, unit in units.items()]
    cards = [judge(each.evidence(), each.limits) for each in gathered]
    if as_of is None:
        for card in cards:
            save_finding(opened.folder, "scorecards", card.name, card)
        refresh_report(opened.folder)
    return cards


def choose_name(opened: Opened, name: str) -> str:
    segmentations = opened.definitions.segmentations
    if name in segmentations:
        return name
    near = difflib.get_close_matches(name, segmentations, n=1)
    known = f"Segmentations: {', '.join(segmentations) or 'none yet'}."
    hint = f"Did you mean '{near[0]}'?" if near else known
    if name in opened.definitions.segments:
        hint = f"'{name}' is a segment by itself. {known}"
    raise UnknownNameError(f"There is no segmentation '{name}'.", hint=hint)


def choose_cut(opened: Opened, now: AsOf, cut: str | None) -> AsOf:
    day = read_day(cut) if cut else now.day - dt.timedelta(days=DAYS)
    if day >= now.day:
        raise OptionError(
            f"{day.isoformat()} is not before {now.day.isoformat()}: nothing has happened since.",
            hint="Choose an earlier day for --cut, or a later one for --as-of.",
        )
    return AsOf(day, end_of_day(day, opened.zone), "the cut")

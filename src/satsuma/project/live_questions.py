"""What the web app asks while somebody writes, looks and compares: a part of `Project`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from satsuma.language.tree import Condition, Value
    from satsuma.model.comparisons import AfterPage, CombinationPage, ComparePage, TracePage
    from satsuma.model.live import CustomerSegments, LiveCount, MemberSample, Words, WordValues
    from satsuma.project.opening import Opened
    from satsuma.project.shown_rules import RuleRead, ValueRead


class LiveQuestions(ABC):
    """Quick where the project is held (`Project.hold`); the same answers where it is opened once."""

    __slots__ = ()

    def read_rule(self, rule: str | Condition, unit: str | None = None) -> RuleRead:
        """A rule's text as a tree or the other way round, checked; mistakes are findings and raise nothing."""
        from satsuma.project.reading_rules import read_rule

        return read_rule(self._opened(), rule, unit)

    def read_value(self, value: str | Value, unit: str | None = None) -> ValueRead:
        """The same of a value: an aggregate, arithmetic, a variable."""
        from satsuma.project.reading_rules import read_expression

        return read_expression(self._opened(), value, unit)

    def count_live(
        self, rule: str | Condition, as_of: str | None = None, unit: str | None = None
    ) -> LiveCount:
        """As `count`, for every condition in the rule as well; mistakes are findings and raise nothing."""
        from satsuma.project.live_counts import count_live

        return count_live(self._opened(), rule, as_of, unit)

    def sample(
        self,
        rule: str | Condition,
        *variables: str,
        n: int = 20,
        seed: int = 0,
        as_of: str | None = None,
        unit: str | None = None,
    ) -> MemberSample:
        """Some of those who satisfy a rule, with the values of variables that may be shown."""
        from satsuma.project.sampling import sample_members

        return sample_members(self._opened(), rule, variables, n, seed, as_of, unit)

    def words(self, unit: str | None = None) -> Words:
        """All that a rule about a unit may use: variables, events, segments, comparisons."""
        from satsuma.project.words import list_words

        return list_words(self._opened(), unit)

    def suggest_values(
        self,
        variable: str,
        event: str | None = None,
        typed: str = "",
        unit: str | None = None,
        most: int = 20,
    ) -> WordValues:
        """Values that the data hold for a variable or an event's property, the commonest first."""
        from satsuma.project.words import suggest_values

        return suggest_values(self._opened(), unit, variable, event, typed, most)

    def customer(
        self, key: str | int, as_of: str | None = None, unit: str | None = None, *, with_reasons: bool = True
    ) -> CustomerSegments:
        """One customer's segments with what decides each, and the place in every segmentation."""
        from satsuma.project.looking_up import look_up

        return look_up(self._opened(), str(key), as_of, unit, with_reasons=with_reasons)

    def after(self, segment: str, since: str, until: str | None = None, kpi: str | None = None) -> AfterPage:
        """What the members of a segment at a past day did since: a KPI by week, month or year against everyone."""
        from satsuma.project.happening import look_next
        from satsuma.project.picturing_comparisons import picture_after

        return picture_after(look_next(self._opened(), segment, since, until, kpi))

    def compare(self, *names: str, variables: Sequence[str] = (), as_of: str | None = None) -> ComparePage:
        """Two to five segments side by side, what tells them apart most first."""
        from satsuma.project.picturing_comparisons import picture_comparison
        from satsuma.project.side_by_side import compare_segments

        return picture_comparison(compare_segments(self._opened(), names, variables, as_of))

    def trace(
        self,
        variable: str,
        *names: str,
        since: str | None = None,
        until: str | None = None,
        steps: int = 12,
        membership: Literal["now", "then"] = "then",
        level: str | None = None,
        unit: str | None = None,
    ) -> TracePage:
        """A variable over time as of past days, for segments and everyone; of a category the share of one `level`."""
        from satsuma.project.picturing_comparisons import picture_trace
        from satsuma.project.tracing import TraceWish, trace_variable

        wish = TraceWish(variable, names, since, until, steps, membership, level, unit)
        return picture_trace(trace_variable(self._opened(), wish))

    def combinations(self, *names: str, unit: str | None = None, as_of: str | None = None) -> CombinationPage:
        """Which combinations of segments occur, and what to make of those that overlap."""
        from satsuma.project.combining import combine_segments
        from satsuma.project.picturing_comparisons import picture_combinations

        return picture_combinations(combine_segments(self._opened(), names, unit, as_of))

    @abstractmethod
    def _opened(self) -> Opened:
        """The project as it stands."""

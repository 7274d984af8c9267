"""How a criterion becomes a score, and the words that several criteria use."""

from __future__ import annotations

from collections.abc import Sequence

from satsuma.model.scorecards import Criterion, Score
from satsuma.validate.weights import TITLES, WEIGHTS


def score(
    criterion: Criterion, points: float | None, figure: str, sentence: str, *, knocks_out: bool = False
) -> Score:
    """Points between 0 and 1, with the criterion's title and weight."""
    return Score(
        criterion=criterion,
        title=TITLES[criterion],
        points=None if points is None else round(min(1.0, max(0.0, points)), 4),
        weight=WEIGHTS[criterion],
        knocks_out=knocks_out,
        figure=figure,
        sentence=sentence,
    )


def cannot_tell(criterion: Criterion, reason: str) -> Score:
    """A criterion that the data say nothing about: nobody's points."""
    return score(criterion, None, "not judged", reason)


def show_share(share: float) -> str:
    """One decimal near 0 % and 100 %, so that neither is said where somebody is there, or is not."""
    if 0.995 <= share < 1:
        return f"{min(share, 0.999):.1%}"
    return f"{share:.0%}" if share == 0 or share >= 0.1 else f"{max(share, 0.001):.1%}"


def count_words(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def list_words(words: Sequence[str], most: int = 4) -> str:
    """'A, B and C'; beyond `most` the rest is counted."""
    shown = list(words[:most])
    if len(words) > most:
        shown = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def show_amount(value: float) -> str:
    """Whole numbers from 100 on, two decimals below."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"

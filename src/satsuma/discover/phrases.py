"""What one variable says of a segment in a word or three: "Young", "Few orders", "Phone"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from satsuma.model.discoveries import SegmentLine
from satsuma.model.kinds import Kind

MOST_WORDS = 4
LACKS = ("Few ", "Low ", "Not ", "Seldom ")
MOST_LETTERS = 40
_AFTER = re.compile(r"\s*(?:[,:(÷–—].*|\b(?:in|over|within|during) (?:the )?last\b.*)$")
_WINDOW = re.compile(
    r"\s+(?:ever|\d+\s?[dwmy]|\d+ (?:days|weeks|months|years)|per year|last year)$", re.IGNORECASE
)
_PLAIN_WORDS = re.compile(r"^(?:average|mean|median|number of|count of|total|sum of|amount of|net)\s+", re.I)
_SINCE = re.compile(
    r"^(?:days|weeks|months|years) since (?:the )?(?P<which>last|first|latest|newest)?\s*(?P<what>.+)$", re.I
)
_GAP = re.compile(r"^days between (?:the )?(?P<what>.+)$", re.I)
_AGE = re.compile(r"^(?:age|alter|âge|edad)(?: in years)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`strength` is the size of the standardised difference behind it; `family` keeps two phrases of a title apart;
    `is_more` says that there is more of something here than elsewhere."""

    text: str
    variable: str
    family: str | None
    strength: float
    is_more: bool = True

    @property
    def words(self) -> int:
        return len(self.text.split())


def shorten(title: str) -> str:
    """A variable's title without its window and unit: "Net revenue, last 12 months" is "Net revenue"."""
    short = _AFTER.sub("", " ".join(title.replace("_", " ").split())) or title
    short = _WINDOW.sub("", short).strip()
    return short or title


def phrase(line: SegmentLine) -> Phrase | None:
    """None for lines that say nothing: suppressed, without a difference, or a rare level that is rarer still."""
    if line.suppressed or line.effect is None or line.value is None or line.effect == 0:
        return None
    text = _say_level(line) if line.level is not None else _say_number(line)
    if text is None:
        return None
    text = _fit(text)
    if text is None:
        return None
    said = text[:1].upper() + text[1:]
    return Phrase(said, line.variable, line.family, abs(line.effect), is_more=not said.startswith(LACKS))


def _fit(text: str) -> str | None:
    """Cut at whole words; None where nothing but digits and signs would be left."""
    words = text.split()[:MOST_WORDS]
    while len(words) > 1 and len(" ".join(words)) > MOST_LETTERS:
        words.pop()
    short = " ".join(words)[:MOST_LETTERS].strip(" ,;:-–")
    return short if any(sign.isalpha() for sign in short) else None


def _say_number(line: SegmentLine) -> str | None:
    is_high = (line.effect or 0) > 0
    name = shorten(line.title)
    if _AGE.match(name):
        return "Older" if is_high else "Young"
    since = _SINCE.match(name)
    if since is not None:
        what = since["what"].strip()
        if (since["which"] or "last").lower() == "first":
            return f"Long since first {what}" if is_high else "Newcomers"
        return f"Long without {what}" if is_high else f"Recent {what}"
    if name.lower().startswith("share of "):
        what = name[len("share of ") :]
        if not is_high:
            return f"Few {what}"
        return f"Mostly {what}" if (line.value or 0) > 0.5 else f"More {what}"
    name = _PLAIN_WORDS.sub("", name) or name
    gap = _GAP.match(name)
    if gap is not None:
        return f"Seldom {gap['what']}" if is_high else f"Frequent {gap['what']}"
    if name.lower() in ("tenure", "customer since"):
        return "Long-standing" if is_high else "Newcomers"
    if line.kind is Kind.NUMBER and _is_countable(name):
        return f"{'Many' if is_high else 'Few'} {_lower(name)}"
    return f"{'High' if is_high else 'Low'} {_lower(name)}"


def _is_countable(name: str) -> bool:
    head = re.split(r"\s(?:of|per|without|with|made|bought|to|in)\s|\s(?:bought|made|used)$", name)[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _lower(name: str) -> str:
    """Lower case, but NPS and LinkedIn as they are."""
    return " ".join(
        word if any(sign.isupper() for sign in word[1:]) else word.lower() for word in name.split()
    )


def _say_level(line: SegmentLine) -> str | None:
    level, is_more = str(line.level).strip(), (line.effect or 0) > 0
    name = _lower(shorten(line.title))
    if level.lower() in ("yes", "true"):
        return name if is_more else f"Not {name}"
    if level.lower() in ("no", "false"):
        return f"Not {name}" if is_more else name
    if not level or not is_more:
        return None
    if not any(sign.isalpha() for sign in level) or len(level) < 2:
        return f"{name} {level}"
    return level

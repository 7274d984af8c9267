"""The catalogue's segment templates, as far as these data allow them."""

from __future__ import annotations

from typing import Literal

from satsuma.model.definitions import SegmentDefinition, VariableDefinition
from satsuma.model.results import Result, Unavailable


class TemplateOffer(Result):
    """One template. `definition` is the segment it would write for this company, with its windows in plain days; None where
    data lack, which `lacks` names ("needs …"). `requires` and `variables` are further segments and
    variables that its rule refers to and the project does not have. `segments` are those made of it already."""

    name: str
    title: str
    market: Literal["B2C", "B2B"]
    needs: tuple[str, ...]
    """The data it needs, in words."""
    action: str
    available: bool
    lacks: str | None = None
    definition: SegmentDefinition | None = None
    sentence: str | None = None
    """The rule in English."""
    requires: dict[str, SegmentDefinition] = {}
    variables: dict[str, VariableDefinition] = {}
    segments: tuple[str, ...] = ()


class TemplateOffers(Result):
    """All templates in the catalogue's order, those that data lack for among them."""

    templates: tuple[TemplateOffer, ...]

    @property
    def unavailable(self) -> tuple[Unavailable, ...]:
        """Those that the data do not allow yet."""
        return tuple(
            Unavailable(name=each.name, title=each.title, needs=each.lacks or "")
            for each in self.templates
            if not each.available
        )

"""Cards that display themselves in a notebook."""

from __future__ import annotations

import base64
from html import escape

from satsuma.model.errors import UnknownNameError
from satsuma.model.personas import PersonaCard, PersonaDeck
from satsuma.project.tables import Table


class ShownPersona(PersonaCard):
    """One card; `str()` is its name with its story."""

    def __str__(self) -> str:
        return f"{self.name} ({self.segment}, {self.size.customers:,}): {self.story}"

    def _repr_html_(self) -> str:
        picture = base64.b64encode(self.avatar.svg.encode()).decode()
        portrait = f'<img width="96" src="data:image/svg+xml;base64,{picture}" alt="">'
        lines = "".join(
            f"<h4>{escape(section.title)}</h4><ul>"
            + "".join(f"<li>{escape(line.sentence)}</li>" for line in section.lines)
            + "</ul>"
            for section in self.sections
        )
        return f"{portrait}<h3>{escape(self.name)}</h3><p>{escape(self.story)}</p>{lines}"


class ShownPersonas(PersonaDeck):
    """A deck; `deck["vips"]` gives one card."""

    def __getitem__(self, segment: str) -> PersonaCard:
        for card in self.cards:
            if segment in (card.segment, card.name):
                return card
        known = ", ".join(card.segment for card in self.cards)
        raise UnknownNameError(f"There is no card of '{segment}' here.", hint=f"Segments: {known}.")

    def __str__(self) -> str:
        return "\n".join(f"{card.name} ({card.segment}): {card.story}" for card in self.cards)

    def _repr_html_(self) -> str:
        return Table(self.cards, ("segment", "name", "title", "story"), self.title)._repr_html_()

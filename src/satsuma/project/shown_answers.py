"""Targets and answers that display themselves in a notebook."""

from __future__ import annotations

from html import escape

from satsuma.model.answers import AnswerResult, Answers, TargetResult
from satsuma.project.tables import Table


class ShownTarget(TargetResult):
    """A target; `str()` is its title and its sentences."""

    def __str__(self) -> str:
        return "\n".join([f"{self.title}: {self.problem}", *self.sentences])

    def _repr_html_(self) -> str:
        head = f"<p><b>{escape(self.title)}</b>: {escape(self.problem)}</p>"
        said = "".join(f"<p>{escape(line)}</p>" for line in self.sentences)
        rows = "".join(f"<li>{escape(team)}: {escape(why)}</li>" for team, why in self.teams.items())
        return head + said + (f"<ul>{rows}</ul>" if rows else "")


class ShownAnswer(AnswerResult):
    """An answer; `str()` is the answer's sentence, a notebook shows the groups or differences under it."""

    def __str__(self) -> str:
        return f"{self.question} {self.headline}"

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{escape(self.headline)}</b></p>"]
        if self.top:
            columns: tuple[str, ...] = (
                "title",
                "customers",
                "rate",
                "low",
                "high",
                "everyone",
                "lift",
                "in_top",
            )
            parts.append(Table(self.top, columns, self.question)._repr_html_())
        for ranking in self.rankings[:3]:
            columns = ("title", "customers", "rate", "low", "high", "shrunk", "rank_low", "rank_high")
            parts.append(Table(ranking.groups, columns, ranking.title)._repr_html_())
        if self.differences:
            columns = ("title", "level", "effect", "measure", "adjusted_p", "sentence")
            parts.append(Table(self.differences[:20], columns, " and ".join(self.compared))._repr_html_())
        parts += [f"<p>{escape(line)}</p>" for line in self.warnings]
        return "".join(parts)


class ShownAnswers(Answers):
    """All answers; `str()` is a line each."""

    def __str__(self) -> str:
        lines = [f"{each.objective}: {each.headline}" for each in self.answers]
        return "\n".join([*lines, *(f"{name}: {' '.join(why)}" for name, why in self.refused.items())])

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in str(self).splitlines())

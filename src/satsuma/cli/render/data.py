"""What is printed of data: files that were added."""

from __future__ import annotations

from satsuma.cli.render.terminal import render, say
from satsuma.model.data import AddedFiles


@render.register
def _(result: AddedFiles) -> None:
    for source in result.sources:
        about = f", about the {source.unit}" if source.unit else ""
        say(f"New source {source.name}: {source.role}{about}, {source.rows:,} rows.")
        for what, reason in source.reasons.items():
            say(f"  {what}: {reason}")
    for name, files in result.extended.items():
        say(f"Put to {name}: {', '.join(files)}")
    for path in result.known:
        say(f"Read already: {path}")
    if result.variables:
        say(f"New variables: {', '.join(result.variables)}")
    if result.templates:
        say(f"Segments that the data allow now: {', '.join(result.templates)}")
    for sentence in (*result.questions, *result.notes):
        say(sentence)
    say(result.next_step)

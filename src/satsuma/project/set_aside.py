"""The last run's set-aside rows and its quality, as a page shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from satsuma.model.data import QualityReport, SetAsideRow, SetAsideRows
from satsuma.model.errors import UnknownNameError
from satsuma.project.listing import list_variables
from satsuma.project.masking import list_open_columns, mask, shorten
from satsuma.store.runs.quarantine import AsideRow, read_quarantine

if TYPE_CHECKING:
    from satsuma.project.opening import Opened


def list_set_aside(
    opened: Opened, source: str | None, reason: str | None, limit: int, offset: int
) -> SetAsideRows:
    """UnknownNameError for a source that the run did not have."""
    accounts = {each.source: each for each in opened.run.quality.accounts}
    if source is not None and source not in accounts:
        raise UnknownNameError(
            f"The last run had no source '{source[:80]}'.", hint=f"Sources: {', '.join(accounts)}."
        )
    rows, total = read_quarantine(opened.run.quarantine_path, source, reason, limit, offset)
    allowed = opened.definitions.project.allow_sensitive
    shown = {
        name: list_open_columns(definition, allowed)
        for name, definition in opened.definitions.sources.items()
    }
    return SetAsideRows(
        total=total,
        offset=offset,
        rows=tuple(show_row(row, shown.get(row.source, set())) for row in rows),
        reasons={
            name: {each.reason: each.rows for each in account.quarantined if each.rows}
            for name, account in accounts.items()
            if any(each.rows for each in account.quarantined)
        },
    )


def show_row(row: AsideRow, shown: set[str]) -> SetAsideRow:
    """A row with what may be shown of it; empty fields are left out."""
    values = {
        name: shorten(value) if name in shown else mask(value)
        for name, value in read_content(row.content).items()
        if value
    }
    return SetAsideRow(source=row.source, reason=row.reason, file=row.file, line=row.line, values=values)


def read_content(content: str | None) -> dict[str, str]:
    """The fields of a row; of a line that could not be cut into fields, the line."""
    try:
        found: Any = json.loads(content or "{}")
    except ValueError:
        return {"line": content or ""}
    if not isinstance(found, dict):
        return {"line": content or ""}
    return {str(name): "" if value is None else str(value) for name, value in found.items()}


def report_quality(opened: Opened) -> QualityReport:
    """Rows, money and cleaning of the last run; coverage and what is lacking as the definitions are now."""
    from satsuma.measure.coverage import family_coverage
    from satsuma.project.templating import list_templates

    templates = list_templates(opened)
    return QualityReport(
        run=opened.run.id,
        as_of=opened.last_as_of,
        quality=opened.run.quality,
        coverage=family_coverage(list(list_variables(opened))),
        unavailable=templates.unavailable,
    )

"""Warnings about where sources end."""

from __future__ import annotations

from satsuma.clean.apply.quality import warn_about_dates
from satsuma.model.accounts import SourceAccount


def account(source: str, role: str, last: str | None) -> SourceAccount:
    return SourceAccount(source=source, role=role, unit="customer", rows_in=9, rows_kept=9, last_date=last)


ORDERS = account("orders", "event", "2019-06-30")


def test_a_survey_that_ends_years_before_the_orders_is_warned_of() -> None:
    warnings = warn_about_dates([ORDERS, account("answers", "survey", "2014-06-30")], None)
    assert warnings == [
        "The survey answers ends on 2014-06-30, 5 years before the newest events (2019-06-30): what people answered then "
        "may not hold now."
    ]


def test_a_survey_of_this_year_or_without_days_is_not() -> None:
    recent, undated = account("recent", "survey", "2018-09-01"), account("undated", "survey", None)
    assert warn_about_dates([ORDERS, recent, undated], None) == []


def test_events_that_end_earlier_than_others_are() -> None:
    (warning,) = warn_about_dates([ORDERS, account("mails", "event", "2019-05-20")], None)
    assert "41 days before the newest source" in warning

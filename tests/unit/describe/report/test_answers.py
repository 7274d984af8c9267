"""The first screen's words: computed, concrete, and silent where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from satsuma.describe.report.answers import choose_actions, tell_story
from satsuma.describe.report.cautions import choose_warnings
from satsuma.describe.report.digest import digest
from satsuma.describe.report.trend import back, compare_years, last_full_month
from satsuma.model.accounts import Quality
from tests.unit.describe import contents


def story(content: object = None) -> list[str]:
    found = tell_story(digest(content or contents.rich()))  # type: ignore[arg-type]
    return [sentence.replace("\u00a0", " ") for sentence in found]


def test_five_sentences_with_the_contents_own_numbers() -> None:
    told = story()
    assert len(told) == 5
    assert told[0] == (
        "Larkfield has 20,412 customers and 900 accounts, looking back from 2026-06-30; "
        "14,488 by e-mail and 4,080 by phone can be contacted."
    )
    assert "household is most often family with children (34 %, n = 12,020)" in told[1]
    assert told[2] == (
        "“VIPs” holds 5.4 % of customers and 32 % of net revenue (last 12 months); “Lost” holds 29 % and 0.4 %."
    )
    assert "since the previous run 302 entered “Lost” and 190 left" in told[3]
    assert told[4].startswith(
        "Nothing is known about 5 of 11 families of facts (psychographic, firmographic, needs,"
    )


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert story(contents.bare()) == ["survey has 1,010 customers, looking back from 2026-06-30."]
    of = digest(contents.bare())
    assert choose_actions(of) == []
    assert choose_warnings(of) == []


def test_families_are_not_called_unknown_where_nobody_counted() -> None:
    content = contents.rich()
    uncounted = [info.model_copy(update={"customers": None}) for info in content.variables]
    empty = [cover.model_copy(update={"variables": (), "share_known": 0.0}) for cover in content.coverage]
    told = story(replace(content, variables=uncounted, coverage=empty))
    assert not any("Nothing is known" in sentence for sentence in told)


def test_actions_go_to_the_groups_that_weigh_most_and_say_who_can_be_reached() -> None:
    cards = choose_actions(digest(contents.rich()))
    assert [card.size.title for card in cards] == ["VIPs", "Active repeat customers", "Slipping VIPs"]
    assert cards[2].reach == "1,480 customers, of whom 1,050 by e-mail and 296 by phone can be contacted."
    assert "since the previous run" in cards[2].reason


def test_the_largest_lever_comes_first_and_says_why() -> None:
    """VIPs who slip hold little of the KPI; yet more of it walks away with them than with anybody else."""
    content = contents.rich()
    slipping, vips = content.followed
    known = (
        replace(slipping, similar=2_002, similar_did_not_return=0.18),
        replace(vips, similar=900, similar_did_not_return=0.08),
    )
    cards = choose_actions(digest(replace(content, followed=known)))
    assert [card.size.title for card in cards] == ["Slipping VIPs", "VIPs", "Active repeat customers"]
    assert "against 18\u00a0% of others who had ordered as often" in cards[0].reason
    assert "others who" not in cards[1].reason
    as_expected = (replace(slipping, similar=2_002, similar_did_not_return=0.4),)
    cards = choose_actions(digest(replace(content, followed=as_expected)))
    assert cards[0].size.title == "VIPs"


def test_without_contact_data_an_action_says_so() -> None:
    cards = choose_actions(digest(contents.business()))
    assert len(cards) == 3
    assert cards[0].reach.endswith("accounts; there are no contact data.")
    assert all(card.size.customers >= 5 for card in cards)


def test_warnings_put_lost_rows_first_and_gather_those_of_one_shape() -> None:
    content = contents.rich()
    late = "Source {} ends on 2026-05-20, {} days before the newest source (2026-06-30)."
    warnings = choose_warnings(digest(replace(content, warnings=(late.format("a", 41), late.format("b", 9)))))
    assert len(warnings) == 3
    assert warnings[0] == (
        "1.6\u00a0% of the rows of orders (1,629 rows) were set aside, mostly: order without an id."
    )
    assert warnings[1] == f"{late.format('a', 41)} 1 more warning is like this."


def test_where_the_data_end_is_no_warning_while_there_are_others() -> None:
    assert not any("main event source" in text for text in choose_warnings(digest(contents.rich()), 4))


def test_a_year_is_compared_with_the_same_months_before() -> None:
    content = contents.rich()
    months = content.quality.money[0].months
    recent, before = (sum(Decimal(month.net) for month in part) for part in (months[12:], months[:12]))
    change = abs(float(recent / before) - 1) * 100
    told = (compare_years(content) or "").replace("\u00a0", " ")
    assert told == (
        f"net revenue of the 12 full months to 2026-06 was {recent:,.0f} EUR, {change:.1f} % "
        f"{'more' if recent > before else 'less'} than in the same months a year before"
    )


def test_a_month_that_is_not_over_does_not_count() -> None:
    told = compare_years(replace(contents.rich(), as_of="2026-06-29")) or ""
    assert "of the 11 full months to 2026-05" in told


def test_short_data_are_compared_without_seasons_and_said_so() -> None:
    content = contents.rich()
    account = content.quality.money[0]
    short = account.model_copy(update={"months": account.months[-7:]})
    quality = content.quality.model_copy(update={"money": (short,)})
    assert "3 months before (seasons not allowed for)" in (
        compare_years(replace(content, quality=quality)) or ""
    )
    shorter = account.model_copy(update={"months": account.months[-5:]})
    quality = content.quality.model_copy(update={"money": (shorter,)})
    assert compare_years(replace(content, quality=quality)) is None


def test_without_money_there_is_no_trend() -> None:
    content = replace(contents.rich(), quality=Quality(accounts=(), money=(), actions=()))
    assert compare_years(content) is None


@pytest.mark.parametrize(
    ("as_of", "month"), [("2026-06-30", "2026-06"), ("2026-06-29", "2026-05"), ("2026-01-15", "2025-12")]
)
def test_the_last_full_month(as_of: str, month: str) -> None:
    assert last_full_month(as_of) == month


def test_months_go_back_over_years() -> None:
    assert [back("2026-01", n) for n in (0, 1, 13)] == ["2026-01", "2025-12", "2024-12"]


def test_a_notice_alone_is_no_warning() -> None:
    content = contents.bare()
    quality = content.quality.model_copy(
        update={"warnings": ("The main event source orders ends on 2026-06-30.",)}
    )
    assert choose_warnings(digest(replace(content, quality=quality))) == []

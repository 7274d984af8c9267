"""What single sections say and how their figures tie."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from satsuma.describe.report import list_sections
from satsuma.describe.report.digest import digest
from satsuma.describe.report.money import balance
from satsuma.describe.report.quality import gather_actions
from satsuma.model.accounts import Action
from tests.unit.describe import contents


def section(id_: str, content: object = None) -> str:
    found = {each.id: each.body for each in list_sections(digest(content or contents.rich()))}  # type: ignore[arg-type]
    return re.sub(r"<[^>]+>", "|", found[id_]).replace("\u00a0", " ")


def test_money_adds_up_or_says_that_it_does_not() -> None:
    account = contents.rich().quality.money[0]
    assert "adds up" in balance(account)
    wrong = account.model_copy(update={"total_in": str(Decimal(account.total_in) + Decimal("0.01"))})
    assert "does not add up" in balance(wrong)


def test_money_shows_exact_totals_by_month() -> None:
    text = section("money")
    account = contents.rich().quality.money[0]
    for amount in (account.gross, account.tax, account.discount, account.returns, account.net):
        assert f"|{Decimal(amount):,f}|" in text
    assert f"|{account.months[0].month}|" in text


def test_quality_lists_each_reason_and_how_to_turn_an_action_off() -> None:
    text = section("quality")
    assert "|orders||Set aside||order without an id||1,565||1,570|" in text
    assert "sources/contacts.yaml: columns.country.cleaning.merge_variants: false" in text
    assert "The main event source orders ends on 2026-06-30." in text


def test_notices_about_many_columns_are_one_entry() -> None:
    content = contents.rich()
    actions = tuple(Action(source="s", column=f"c{i}", action="column is empty", count=9) for i in range(60))
    quality = content.quality.model_copy(update={"actions": actions})
    entries = gather_actions(digest(replace(content, quality=quality)))
    assert [(len(entry.columns), entry.count) for entry in entries] == [(60, 9)]


def test_missing_targets_come_with_the_line_that_gives_them() -> None:
    text = section("chain", contents.bare())
    assert "|missing|" in text
    assert "satsuma.yaml: teams: [marketing, sales]" in text
    done = section("chain")
    assert "|missing|" not in done
    assert "satsuma export starter/vips --to starter-vips.csv" in done


def test_coverage_says_what_to_collect() -> None:
    text = section("coverage")
    assert "Ask what was hard about the last purchase." in text
    assert "Sensitive and not allowed by the project: not shown." in text


def test_the_closest_pairs_are_told_in_words() -> None:
    text = section("overlap")
    assert re.search(
        r"“[^”]+” and “[^”]+” share [\d,]+ customers: \d+ % of the first, \d+ % of the second\.", text
    )


def test_lines_of_the_rule_stand_apart() -> None:
    text = section("segments")
    page = text[text.index("Slipping VIPs") :]
    apart, by_rule = page.index("What sets them apart"), page.index("Different by definition")
    assert apart < page.index("Household: family with children:") < by_rule
    assert by_rule < page.index("Net revenue, last 12 months: ")
    assert "in the rule" in page


def test_the_last_group_is_whoever_is_left() -> None:
    text = section("segments")
    assert text.count("Whoever fits none of the groups before.") == 1
    assert text.count("Without those who fit an earlier group.") == 7


def test_looking_back_tells_members_against_everyone() -> None:
    text = section("later")
    assert (
        "Of the 1,391 in “Slipping VIPs” on 2026-04-01, 44 % did not return within 90 days, against 17 % of everyone "
        "then (18,204)." in text
    )


def test_the_truth_is_set_beside_what_was_found() -> None:
    assert "|Slipping regulars||Slipping VIPs||9.0 %||7.3 %|" in section("truth")


@pytest.mark.parametrize("word", ["quarantine", "residual", "marker", "as of", "as_of"])
def test_code_words_stay_in_the_code(word: str) -> None:
    content = replace(
        contents.rich(), warnings=(), quality=contents.rich().quality.model_copy(update={"warnings": ()})
    )
    for id_ in ("glance", "chain", "sizes", "segments", "quality", "method"):
        assert word not in section(id_, content).lower()

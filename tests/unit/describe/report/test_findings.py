"""What was found after the run: told in sentences, silent about what must not be read, short enough to be read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from satsuma.describe.content import Findings, ReportContent
from satsuma.describe.report import list_sections
from satsuma.describe.report.digest import digest
from tests.unit.describe import contents, findings
from tests.unit.describe.report.test_report import ATTACK, Page, write

NEW = ("targets", "patterns", "groups", "scorecard")
JARGON = (
    "BIC",
    "SLSW",
    "SLSA",
    "SSW",
    "gorge",
    "Jaccard",
    "silhouette",
    "entropy",
    "copula",
    "log-likelihood",
)


def section(id_: str, content: ReportContent | None = None) -> str:
    return {each.id: each.body for each in list_sections(digest(content or findings.rich()))}[id_]


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "|", html).replace("\u00a0", " ")


def unfolded(html: str) -> str:
    """What is read without opening anything, as text; nested folds included."""
    while "<details" in html:
        html = re.sub(r"<details(?:(?!<details).)*?</details>", "", html, flags=re.DOTALL)
    return words(html)


def with_findings(**changes: object) -> ReportContent:
    content = findings.rich()
    return replace(content, findings=replace(content.findings, **changes))  # type: ignore[arg-type]


def test_findings_have_their_sections_between_sizes_and_overlap() -> None:
    ids = [each.id for each in list_sections(digest(findings.rich()))]
    assert ids[2:9] == ["sizes", "targets", "patterns", "groups", "segments", "scorecard", "overlap"]


@pytest.mark.parametrize("id_", NEW)
def test_words_of_analysts_stay_behind_folds(id_: str) -> None:
    seen = unfolded(section(id_))
    assert [word for word in JARGON if word.lower() in seen.lower()] == []


@pytest.mark.parametrize("id_", NEW)
def test_numbers_are_short(id_: str) -> None:
    shown = re.sub(r'(x|y|x1|x2|cx|width|height)="[^"]*"', "", section(id_))
    assert re.findall(r"\d\.\d{5,}", words(shown)) == []


def test_money_carries_its_currency() -> None:
    assert "|143 EUR (n = 20,412)|" in words(section("targets"))
    assert "|1,204 EUR a year, 602 EUR a year of everyone (n = 900)|" in words(section("targets"))
    assert "120 EUR (n = 400)" in words(section("patterns")) or "121 EUR" in words(section("patterns"))
    assert "|1,413 EUR|" in words(section("groups"))
    assert "|7,919 EUR|" in words(section("scorecard"))


def test_what_must_stay_out_stays_out(tmp_path: Path) -> None:
    write(tmp_path, findings.rich())
    written = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.*"))
    for text in (findings.SECRET, findings.SMALL, "religion", "Religion '"):
        assert text not in written.replace("Sensitive and not allowed", ""), text
    assert "A handful" not in section("groups")
    assert "7,919" not in words(section("scorecard")).split("A handful")[-1].split("||")[0]


def test_sentences_with_the_name_of_a_contact_field_stay() -> None:
    habits = findings.make_discovery("habits")
    first, *rest = habits.segments
    told = habits.model_copy(
        update={"segments": (first.model_copy(update={"story": "Most know the surname."}), *rest)}
    )
    assert "Most know the surname." in section("groups", with_findings(discoveries={"habits": told}))


def test_a_field_that_is_allowed_again_is_shown() -> None:
    content = findings.rich()
    allowed = [info.model_copy(update={"allowed": True}) for info in content.variables]
    assert findings.SECRET in section("groups", replace(content, variables=allowed))


def test_names_are_text_whatever_they_hold(tmp_path: Path) -> None:
    content = findings.rich()
    found = content.findings
    habits = found.discoveries["habits"]
    segments = tuple(each.model_copy(update={"title": ATTACK, "story": ATTACK}) for each in habits.segments)
    answer = found.answers["frequent"]
    top = tuple(each.model_copy(update={"title": ATTACK}) for each in answer.top)
    card = found.scorecards["starter"]
    attacked = with_findings(
        discoveries={
            "habits": habits.model_copy(update={"title": ATTACK, "segments": segments, "next_step": ATTACK})
        },
        answers={"frequent": answer.model_copy(update={"question": ATTACK, "top": top, "outcome": ATTACK})},
        targets={"growth": found.targets["growth"].model_copy(update={"title": ATTACK, "problem": ATTACK})},
        scorecards={"starter": card.model_copy(update={"title": ATTACK, "sentence": ATTACK})},
    )
    text = write(tmp_path, attacked)
    page = Page(text)
    assert page.open == []
    assert "script" not in page.tags
    assert text.count("&lt;script&gt;") > 20
    assert "\u202e" not in text


def test_the_verdict_stands_before_the_groups_and_says_what_to_do() -> None:
    seen = unfolded(section("groups"))
    verdict, next_, plot = (
        seen.index(text) for text in ("The same groups come back", "Next: ", "against everyone")
    )
    assert verdict < next_ < plot
    assert "No groups here; use tiers or rules" in seen
    assert "38 are unlike everybody else and of under 5 too little is known" in seen


def test_the_profile_plot_has_a_row_a_basis_variable_and_a_column_a_group() -> None:
    html = section("groups")
    plot = html[html.index('class="plot"') :]
    plot = plot[: plot.index("</table>")]
    assert re.findall(r'scope="col"[^>]*>([^<]*)', plot) == ["Grouped by", *findings.TITLES, "Everyone"]
    assert re.findall(r'scope="row">([^<]*)', plot) == ["Orders, last 12 months", "Return rate"]
    bars = re.findall(r'<rect x="([\d.]+)%"[^>]*width="([\d.]+)%"', plot)
    assert [float(x) + float(width) if i % 4 < 2 else float(x) for i, (x, width) in enumerate(bars)] == [
        50.0
    ] * 8


def test_the_study_marks_the_chosen_solution() -> None:
    html = section("groups")
    assert words(html).count("k-means (chosen)") == 1
    assert "k = 4: 0.95, chosen" in html
    for title in (
        "Stability, k-means",
        "Stability, gaussian mixture",
        "stability (SLSW)",
        "come from (SLSA)",
    ):
        assert title in html
    assert html.count("Similarity to ") >= len(findings.TITLES)


def test_held_out_figures_are_drawn_where_there_are_any() -> None:
    seen = unfolded(section("targets"))
    assert "48 % on customers it was not found with, 26 % of everyone (n = 900)" in seen
    assert "|Household: family with children +|Lives in: city + Device: phone|" in re.sub(r"\|+", "|", seen)


def test_answers_that_found_something_come_first_and_deadlines_are_told() -> None:
    seen = unfolded(section("targets"))
    assert seen.index("Who spends most a year?") < seen.index("Which groups buy") < seen.index("Which ages?")
    assert "due 2026-01-31 (past)" in seen
    assert "4.01 families" in seen


def test_several_segmentations_stand_side_by_side() -> None:
    seen = unfolded(section("scorecard"))
    assert "|Segmentation starter|84 of 100|" in seen
    assert "Knocked out by: |Manageable|" in seen
    assert "“Thrifty regulars” and “Big spenders”: Nothing sets them apart." in seen
    alone = with_findings(scorecards={"starter": findings.make_card("starter")})
    assert "side by side" not in section("scorecard", alone)


def test_what_is_missing_together_is_one_bar() -> None:
    seen = unfolded(section("patterns"))
    assert "Device and 1 more|" in seen
    assert "|61 % (12,408)|" in seen


def test_the_map_of_associations_can_be_read_aloud() -> None:
    html = section("patterns")
    table = html[html.index('class="map"') :]
    table = table[: table.index("</table>")]
    rows = len(contents.VARIABLES)
    assert table.count('scope="row"') == rows
    assert table.count('scope="col"') == rows + 1
    assert '<td class="h90">−0.90' in table or '<td class="h90">0.90' in table


def test_the_chain_knows_what_was_asked_and_what_comes_next() -> None:
    seen = words(section("chain"))
    assert "satsuma answer unasked" in seen
    assert "Past the deadline: rates." in seen
    assert "satsuma adopt" not in seen, "habits has a scorecard: it is a segmentation"
    assert "1 of 1 segmentation" in seen or "2 segmentations judged" in seen
    fresh = words(section("chain", contents.rich()))
    for command in (
        "satsuma explore",
        "satsuma target NAME",
        "satsuma answer --all",
        "satsuma discover groups",
        "satsuma scorecard",
    ):
        assert command in fresh
    proposed = with_findings(scorecards={})
    assert "satsuma adopt habits" in words(section("chain", proposed))
    cut = findings.make_discovery("cut").model_copy(update={"verdict": "constructive"})
    assert "satsuma adopt" not in words(
        section("chain", with_findings(discoveries={"cut": cut}, scorecards={}))
    )
    refused = with_findings(discoveries={"attitudes": findings.make_none()}, scorecards={})
    assert "satsuma adopt" not in words(section("chain", refused)), (
        "where there are no groups nothing is adopted"
    )


def test_many_discoveries_and_variables_stay_readable(tmp_path: Path) -> None:
    content = findings.rich()
    explored = content.findings.explored
    assert explored is not None
    one = explored.distributions[0]
    many = tuple(
        one.model_copy(update={"variable": f"v{i}", "title": f"Variable {i}", "missing": i})
        for i in range(40)
    )
    discovered = {f"d{i}": findings.make_discovery(f"d{i}") for i in range(10)}
    crowded = with_findings(
        explored=explored.model_copy(update={"distributions": many}),
        discoveries=discovered,
        answers={f"a{i}": findings.make_answer() for i in range(20)},
    )
    text = write(tmp_path, crowded)
    assert len(text.encode()) < 1_500_000
    assert unfolded(section("groups", crowded)).count("The line in the middle is everyone") == 3
    assert len({*re.findall(r"Variable \d+", unfolded(section("patterns", crowded)))}) < 16
    assert len(unfolded(section("targets", crowded))) < 12_000


def test_nothing_is_said_before_anything_was_asked() -> None:
    ids = {each.id for each in list_sections(digest(replace(contents.rich(), findings=Findings())))}
    assert ids.isdisjoint(NEW)

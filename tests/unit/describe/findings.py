"""Findings made by hand: everything that a report can show after the run, with fields that must stay out and groups that are
too small."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from satsuma.describe.content import Findings, ReportContent
from satsuma.model.aims import Benchmark
from satsuma.model.answers import AnswerResult, Difference, Group, Ranking, TargetResult
from satsuma.model.discoveries import (
    BasisField,
    DescriptorTest,
    DiscoveryResult,
    Evidence,
    ProposedSegment,
    RuleLine,
    RuleSet,
    SegmentLine,
    StudyRow,
    TypingTool,
)
from satsuma.model.kinds import Family, Kind
from satsuma.model.patterns import (
    AdjustedEffect,
    Association,
    Associations,
    Bin,
    Distribution,
    Driver,
    DriverBin,
    Drivers,
    ExploreResult,
    Refused,
)
from satsuma.model.scorecards import Criterion, MergeAdvice, Score, Scorecard, SegmentScore
from tests.unit.describe import contents

POPULATION = contents.POPULATION
AS_OF, CUT = "2026-06-30", "2026-04-01"
SECRET = "Pastafarian"
"""A value of a sensitive field that the project does not allow."""
SMALL = "Liechtenstein"
"""A level of three customers."""
TITLES = ("Thrifty regulars", "Big spenders", "Once a year", "Browsers")
SHARES = (0.41, 0.27, 0.2, 0.12)


def rich() -> ReportContent:
    """The shop of `contents.rich`, after everything was asked."""
    found = Findings(
        explored=make_explored(),
        targets={"growth": make_target()},
        answers={
            each.objective: each for each in (make_answer(), make_rates(), make_compared(), make_nothing())
        },
        discoveries={each.name: each for each in (make_discovery("habits"), make_none())},
        scorecards={each.name: each for each in (make_card("starter"), make_card("habits", out=True))},
    )
    return replace(contents.rich(), findings=found)


def make_explored() -> ExploreResult:
    variables = contents.VARIABLES
    shown = tuple(
        make_distribution(name, title, family, kind, known) for name, title, family, kind, known in variables
    )
    hidden = make_distribution("religion", "Religion", Family.DEMOGRAPHIC, Kind.CATEGORY, 9_000, level=SECRET)
    return ExploreResult(
        unit="customer", as_of=AS_OF, population=POPULATION, distributions=(*shown, hidden),
        associations=make_associations(), drivers=make_drivers(), warnings=("As known on 2026-11-22: household.",),
    )  # fmt: skip


def make_distribution(
    name: str, title: str, family: Family, kind: Kind, known: int, level: str = "family with children"
) -> Distribution:
    usable: tuple[Literal["yes", "with care", "no"], ...] = ("yes", "with care", "no")
    missing = POPULATION - known
    is_words = kind is Kind.CATEGORY
    bins = (
        (Bin(label=level, customers=known - 900, share=0.9), Bin(label=SMALL, customers=None, share=None))
        if is_words
        else tuple(
            Bin(label=f"{i} to {i + 1}", low=i, high=i + 1, customers=known // 8, share=0.125)
            for i in range(8)
        )
    )
    return Distribution(
        variable=name, title=title, family=family, kind=kind, n=known, missing=missing,
        missing_share=missing / POPULATION, distinct=8, outliers=3, bins=bins, usable=usable[len(name) % 3],
        reasons=(f"Known for {known / POPULATION:.0%}.", "Religion says something by itself."),
    )  # fmt: skip


def make_associations() -> Associations:
    names = {name: title for name, title, *_ in contents.VARIABLES} | {"religion": "Religion"}
    order = tuple(names)
    pairs = tuple(
        Association(
            first=first, second=second, first_title=names[first], second_title=names[second], measure="spearman",
            value=round((-1) ** place * (place % 11) / 10, 2), strength=(place % 11) / 10, low=-0.1, high=0.9, n=9_000,
            p=0.0004, adjusted_p=0.02, sentence="",
        )
        for place, (first, second) in enumerate((a, b) for i, a in enumerate(order) for b in order[i + 1 :])
    )  # fmt: skip
    reversed_ = AdjustedEffect(
        cause="age", effect_on="click_rate", confounder="device", crude=0.3, adjusted=-0.1, measure="spearman",
        reversed=True, halved=False, sentence="Age goes with Click rate, but with Device held constant it reverses.",
    )  # fmt: skip
    return Associations(
        variables=order, order=order, pairs=pairs, m=len(pairs), duplicates=(("age", "religion"), ("age", "orders_12m")),
        adjusted=(reversed_,), sentences=("Age and Orders go together.", f"Religion '{SECRET}' goes with Age."),
    )  # fmt: skip


def make_drivers() -> Drivers:
    def driver(name: str, title: str, importance: float) -> Driver:
        bins = tuple(
            DriverBin(
                label=f"{title} {i}",
                customers=2 if i == 4 else 400 + i,
                value=120.5 + 40 * i,
                low=90,
                high=300,
            )
            for i in range(5)
        )
        return Driver(
            variable=name, title=title, importance=importance, low=importance / 2, high=importance * 2, p=1e-9, solo=0.61,
            threshold="at least 135", bins=bins, sentence=f"{title} at least 135: 250 on average; the others 120.",
        )  # fmt: skip

    return Drivers(
        kpi="net_revenue_12m", kpi_title="Net revenue, last 12 months", outcome="number", cut=CUT, as_of=AS_OF,
        customers=9_000, held_out=3_000, fit=0.4, fit_by_chance=0.0,
        drivers=(driver("orders_12m", "Orders", 0.31), driver("age", "Age", 0.02), driver("religion", SECRET, 0.01)),
        refused=(Refused(variable="last_visit", title="Last visit", reason="known after the outcome"),),
        sentence="2 variables are associated with Net revenue, Orders the most.",
    )  # fmt: skip


def make_target() -> TargetResult:
    return TargetResult(
        name="growth", title="More revenue from every customer", problem="Revenue is flat.", ideal="Regulars come back.",
        unit="customer", kpi="net_revenue_12m", kpi_title="Net revenue, last 12 months", measure="average", direction="higher",
        now=142.812345, low=140.1, high=145.5, n=POPULATION, currency="EUR", goal=180.0, by="2027-03-31", days_left=274,
        reached=False, teams={"Marketing": "decides who gets which mailing"},
        benchmark=Benchmark(value=165.0, source="Survey of shops", date="2026-03-31"), against_benchmark="worse",
        objectives=("frequent", "rates", "compared", "nothing", "unasked"), as_of=AS_OF,
        sentences=("143 EUR on average.", "The goal, at least 180 EUR, is not reached."),
    )  # fmt: skip


def make_group(
    title: str, variable: str, rate: float, customers: int = 900, held: float | None = None
) -> Group:
    return Group(
        title=title, rule=f'{variable} = "x"', variables=(variable,), customers=customers, rate=rate, low=rate * 0.8,
        high=rate * 1.2, shrunk=rate * 0.95, everyone=rate / 2, lift=2.0, rank_low=1, rank_high=3, in_top=0.97,
        held_out_rate=held, held_out_low=held * 0.8 if held else None, held_out_high=held * 1.2 if held else None,
        sentence=f"{title} stands out.",
    )  # fmt: skip


def make_answer() -> AnswerResult:
    """Shares, with a field that must stay out and a group that is too small."""
    long = "Household: family with children + Lives in: city + Device: phone"
    top = (
        make_group("Household: couple", "household", 0.44),
        make_group(long, "living", 0.52, held=0.48),
        make_group(f"Religion: {SECRET}", "religion", 0.5),
        make_group(f"Country: {SMALL}", "country", 0.9, customers=3),
    )
    ranking = Ranking(
        variable="household",
        title="Household",
        groups=top,
        ties=("1st and 2nd cannot be told apart.",),
        p=0.001,
        adjusted_p=0.01,
    )
    return AnswerResult(
        objective="frequent", question="Which groups buy most often?", target="growth", unit="customer", as_of=AS_OF,
        status="answered", headline="Couples stand out.", sentences=("44 % against 22 %.", f"Religion: {SECRET} too."),
        outcome="At least 4 orders.", population=POPULATION, everyone=0.22, rankings=(ranking,), top=top,
        combinations=top[1:2], searched=107, deadline="2026-12-31", days_left=184, left_out={"religion": "is sensitive"},
    )  # fmt: skip


def make_rates() -> AnswerResult:
    """Money a year, past its deadline."""
    return AnswerResult(
        objective="rates", question="Who spends most a year?", target="growth", unit="customer", as_of=AS_OF, cut=CUT,
        status="answered", headline="Families stand out.", sentences=("1,204 EUR a year.",), outcome="Money spent.",
        measure="rate", currency="EUR", per="a year", per_factor=365.0, population=POPULATION, everyone=1.65,
        top=(make_group("Household: family", "household", 3.2987654321),), deadline="2026-01-31", overdue=True,
    )  # fmt: skip


def make_compared() -> AnswerResult:
    def differ(
        variable: str, title: str, level: str | None, values: tuple[float, ...], ns: tuple[int, ...]
    ) -> Difference:
        return Difference(
            variable=variable, title=title, level=level, values=values, lows=values, highs=values, ns=ns, effect=0.62,
            measure="cohen's d", p=1e-9, adjusted_p=1e-8, sentence=f"{title} differs.",
        )  # fmt: skip

    return AnswerResult(
        objective="compared", question="How do families differ?", target=None, unit="customer", as_of=AS_OF,
        status="differences found", headline="They differ most in Orders.", sentences=("Orders: 4 against 2.",), outcome=None,
        population=POPULATION, compared=("families", "singles"), compared_sizes=(800, 900), m=3,
        differences=(
            differ("orders_12m", "Orders, last 12 months", None, (4.0123456789, 2.0), (800, 900)),
            differ("living", "Lives in", "city", (0.5, 0.4), (800, 900)),
            differ("religion", "Religion", SECRET, (0.5, 0.4), (800, 900)),
            differ("country", "Country", SMALL, (0.5, 0.4), (3, 900)),
        ),
    )  # fmt: skip


def make_nothing() -> AnswerResult:
    return AnswerResult(
        objective="nothing", question="Which ages?", target="growth", unit="customer", as_of=AS_OF, status="nothing stands out",
        headline="No group stands out.", sentences=(), outcome="At least one order.", population=POPULATION, everyone=0.3,
    )  # fmt: skip


def make_lines(number: int) -> tuple[SegmentLine, ...]:
    def line(
        name: str, title: str, kind: Kind, role: Literal["basis", "descriptor", "outcome"], value: float,
        level: str | None = None, suppressed: bool = False,
    ) -> SegmentLine:  # fmt: skip
        effect = (number - 1.5) * 0.6
        return SegmentLine(
            variable=name, title=title, kind=kind, role=role, level=level, value=value, everyone=value * 0.8, low=value * 0.9,
            high=value * 1.1, n=1_000, effect=effect, marker=abs(effect) > 0.5, suppressed=suppressed,
        )  # fmt: skip

    return (
        line("orders_12m", "Orders, last 12 months", Kind.NUMBER, "basis", 2.123456789 * (number + 1)),
        line("return_rate", "Return rate", Kind.SHARE, "basis", 0.0812345),
        line(
            "net_revenue_12m",
            "Net revenue, last 12 months",
            Kind.MONEY,
            "outcome",
            1_412.87654 / (number + 1),
        ),
        line("household", "Household", Kind.CATEGORY, "descriptor", 0.34, level="couple"),
        line("country", "Country", Kind.CATEGORY, "descriptor", 0.001, level=SMALL, suppressed=True),
        line("religion", "Religion", Kind.CATEGORY, "descriptor", 0.5, level=SECRET),
    )


def make_segments() -> tuple[ProposedSegment, ...]:
    rule = "orders_12m >= 4 and return_rate < 0.1"
    sized = [*zip(TITLES, SHARES, strict=True), ("A handful", 3 / POPULATION)]
    return tuple(
        ProposedSegment(
            number=number, name=title.lower().replace(" ", "-"), title=title, customers=round(share * POPULATION), share=share,
            stability=0.9 - number / 20, story=f"Orders {number + 1} on average.", lines=make_lines(number),
            rule=RuleLine(rule='religion = "x"' if number == 3 else rule, precision=0.9, recall=0.8, customers=2_000),
            gorge=(0.5, 0.1, 0.05, 0.0, 0.0, 0.0, 0.0, 0.05, 0.1, 0.2),
        )
        for number, (title, share) in enumerate(sized)
    )  # fmt: skip


def make_study() -> tuple[StudyRow, ...]:
    rows = []
    for k in range(2, 7):
        sizes = tuple(POPULATION // k for _ in range(k))
        rows.append(
            StudyRow(
                algorithm="k-means",
                k=k,
                ssw=1_602.9 / k,
                gap=0.3 + k / 10,
                silhouette=0.2,
                prediction_strength=0.9,
                starts=100,
                at_optimum=0.31,
                stability_median=0.95 - abs(k - 4) / 10,
                stability_quartiles=(0.7, 0.97),
                segment_stability=tuple(0.95 - i / 20 for i in range(k)),
                segment_origins=() if k == 2 else (0.1,) * k,
                sizes=sizes,
                overlap=0.1,
                fidelity=0.9,
                score=0.7,
                knocked_out=() if k >= 4 else (f"{k} segments are too few.",),
            )
        )
        rows.append(
            rows[-1].model_copy(
                update={
                    "algorithm": "gaussian mixture",
                    "ssw": None,
                    "log_likelihood": -7_610.8 + k,
                    "bic": 9e3,
                }
            )
        )
    return tuple(rows)


def make_discovery(name: str) -> DiscoveryResult:
    """Four groups and a handful that is too small to show."""
    segments = make_segments()
    basis = tuple(
        BasisField(name=variable, title=title, form="number", kind=Kind.NUMBER)
        for variable, title in (
            ("orders_12m", "Orders, last 12 months"),
            ("return_rate", "Return rate"),
            ("religion", "Religion"),
        )
    )
    test = DescriptorTest(
        variable="household",
        title="Household",
        role="descriptor",
        test="chi-squared",
        effect=0.21,
        measure="cramer's v",
        n=9_000,
        p=0.0,
        adjusted_p=1e-12,
    )
    hidden = test.model_copy(update={"variable": "religion", "title": SECRET})
    return DiscoveryResult(
        name=name, title="Buying habits", unit="customer", as_of=AS_OF, target="growth", verdict="reproducible",
        headline="The same groups come back", next_step="Adopt the segments.", chosen_k=4, chosen_algorithm="k-means",
        runner_up=("k-means", 5), customers=POPULATION, placed=POPULATION - 40, outliers=38, unusable=2, fitted_on=5_000,
        sample_agreement=0.97, basis=basis, study=make_study(),
        evidence=Evidence(
            silhouette=0.254, null_p_copula=0.3, null_p_uniform=0.01, null_draws=99, valleys=0.25, stability=0.95,
            weakest_segment=0.92, reasons=("On resampled customers the same groups come back.", "Religion fills the middle."),
        ),
        segments=segments,
        rules=RuleSet(
            fidelity=0.92, describable=True, leaves=6, sentence="Short rules place 92 % of new customers.",
            rules=tuple(segment.rule for segment in segments if segment.rule),
        ),
        typing=TypingTool(
            fields=("orders_12m",), titles=("Orders, last 12 months",), accuracy=(0.9,), low=0.88, high=0.92, by_chance=0.4,
            sentence="1 field places 90 % of customers.",
        ),
        tests=(test, hidden), m=12, notes=("'Orders' are counted by their logarithm.",), warnings=("The groups of Religion.",),
    )  # fmt: skip


def make_none() -> DiscoveryResult:
    return make_discovery("attitudes").model_copy(
        update={
            "title": "Attitudes", "verdict": "no segmentation", "headline": "No groups here; use tiers or rules",
            "next_step": "Do not adopt segments from these variables.", "chosen_k": None, "chosen_algorithm": None,
            "segments": (), "rules": None, "typing": None, "tests": (), "runner_up": None,
        }
    )  # fmt: skip


CRITERIA: tuple[tuple[Criterion, str], ...] = (
    ("manageable", "Manageable"), ("substantial", "Substantial"), ("covering", "Covering"), ("distinct", "Distinct"),
    ("stable", "Stable"), ("describable", "Describable"), ("reachable", "Reachable"), ("predictive", "Predictive"),
    ("serving", "Serves its target"),
)  # fmt: skip


def make_card(name: str, *, out: bool = False) -> Scorecard:
    scores = tuple(
        Score(
            criterion=criterion, title=title, weight=10,
            points=None if criterion == "serving" else 0.0 if out and not place else 0.9,
            knocks_out=out and not place, figure=f"{9 - place} of 9", sentence=f"{title}: {9 - place} of 9.",
        )
        for place, (criterion, title) in enumerate(CRITERIA)
    )  # fmt: skip
    segments = tuple(
        SegmentScore(
            name=title.lower(), title=title, customers=customers, share=customers / POPULATION, stability=0.9123456,
            kpi_after=7_919.1234, action="Write to them.",
        )
        for title, customers in (("Thrifty regulars", 8_000), ("Big spenders", 5_000), ("A handful", 3))
    )  # fmt: skip
    return Scorecard(
        name=name, title=f"Segmentation {name}", unit="customer", target="growth", as_of=AS_OF, cut=CUT, origin="model",
        knocked_out=("manageable",) if out else (), points=None if out else 84.2, judged=0.9, scores=scores, segments=segments,
        merges=(MergeAdvice(first="thrifty regulars", second="big spenders", reason="Nothing sets them apart."),),
        kpi="net_revenue_12m", kpi_title="Net revenue", sentence="84 of 100 points." if not out else "Not to be used.",
        warnings=("Fitted on data up to 2026-06-30.",),
    )  # fmt: skip

"""Segments and the starter segmentation for hand-written shapes."""

from __future__ import annotations

import re

from satsuma.language.check import check_vocabulary
from satsuma.language.read import read_condition
from satsuma.language.tree import Rank, Variable
from satsuma.language.walk import find
from satsuma.language.write import write_condition
from satsuma.measure.gaps import RepurchaseGaps
from satsuma.measure.starter import starter_segmentation
from satsuma.measure.suggestions import suggest_variables
from satsuma.measure.templates import suggest_segments
from satsuma.model.definitions import Definitions, ProjectDefinition
from satsuma.model.kinds import Shape, UnitShape
from tests.unit.measure.shapes import CYCLE_SHOP, CYCLE_SOURCES, FULL_SHOP, FULL_SOURCES, events_of

GAPS = RepurchaseGaps(
    p50=60, p80=120, p95=240, repeats=500, open=900, returning=0.5, measured_days=(60, 120, 240), method=""
)
CYCLE_VARIABLES = suggest_variables(CYCLE_SHOP, CYCLE_SOURCES, "sale")
CYCLE, CYCLE_MISSING = suggest_segments(CYCLE_SHOP, CYCLE_SOURCES, CYCLE_VARIABLES, GAPS, "sale")
FULL_VARIABLES = suggest_variables(FULL_SHOP, FULL_SOURCES, "order")
FULL, FULL_MISSING = suggest_segments(FULL_SHOP, FULL_SOURCES, FULL_VARIABLES, GAPS, "order")

B2C = [
    "never-bought",
    "new-customers",
    "just-bought",
    "second-order-due",
    "active-repeat",
    "loyal",
    "vips",
    "rising",
    "lapsing-vips",
    "lapsing",
    "lost",
    "discount-driven",
    "category-fans",
    "cross-sell-gap",
    "high-return",
    "abandoned-cart",
    "clicks-no-order",
    "email-dormant",
    "trial-without-purchase",
    "unhappy-but-valuable",
    "birthday-due",
]
B2B = ["ideal-fit", "decision-maker-not-engaged", "stalled-deals", "renewal-due"]


def test_with_all_data_every_template_of_the_catalogue_holds() -> None:
    assert FULL_MISSING == ()
    assert set(B2C + B2B) <= set(FULL)
    assert {FULL[name].unit for name in B2B} == {"account"}


def test_each_template_is_either_there_or_says_what_it_needs() -> None:
    missing = {each.name: each.needs for each in CYCLE_MISSING}
    assert set(missing) | set(CYCLE) >= set(B2C + B2B)
    assert not set(missing) & set(CYCLE)
    assert missing["discount-driven"] == "needs a discount per order or line"
    assert missing["abandoned-cart"] == "needs website or app events"
    assert missing["high-return"] == "needs returns or refunds"
    assert missing["renewal-due"] == "needs contracts with a renewal date"
    assert missing["ideal-fit"] == "needs deals with a stage"
    assert all(needs.startswith("needs ") for needs in missing.values())


def test_ten_templates_hold_for_profiles_and_order_lines() -> None:
    assert len([each for each in CYCLE.values() if each.template in B2C]) >= 10


def test_windows_are_plain_days_of_the_gaps() -> None:
    rules = {name: each.rule for name, each in CYCLE.items()}
    assert rules["just-bought"] == "days_since_order <= 15"
    assert rules["new-customers"] == "tenure_days <= 60"
    assert rules["second-order-due"] == "orders_ever = 1 and days_since_order between 60 and 120"
    assert rules["lapsing"] == "days_since_order between 121 and 240"
    assert rules["lost"] == "days_since_order > 240"
    assert rules["lapsing-vips"] == (
        "top 10% by net_revenue_ever among buyers and days_since_order between 61 and 240"
    )


def test_only_measured_windows_are_called_the_company_s_own() -> None:
    fitted = RepurchaseGaps(
        p50=60, p80=120, p95=240, repeats=9, open=9, returning=0.5, measured_days=(99, 300, 400), method=""
    )
    other, _ = suggest_segments(CYCLE_SHOP, CYCLE_SOURCES, CYCLE_VARIABLES, fitted, "sale")
    assert "four in five" in (CYCLE["lapsing"].description or "")
    assert "four in five" not in (other["lapsing"].description or "")


def test_rules_are_canonical_and_name_only_what_is_there() -> None:
    for shape, segments, variables in (
        (CYCLE_SHOP, CYCLE, CYCLE_VARIABLES),
        (FULL_SHOP, FULL, FULL_VARIABLES),
    ):
        known = set(variables) | {name for unit in shape.units.values() for name in unit.columns}
        known |= {
            name
            for unit in shape.units.values()
            for event in unit.events.values()
            for name in event.properties
        }
        for name, segment in segments.items():
            tree = read_condition(segment.rule)
            assert write_condition(tree) == segment.rule, name
            assert {each.name for each in find(tree, Variable)} <= known, name
            assert {rank.among for rank in find(tree, Rank) if rank.among} <= set(segments), name


def test_every_segment_tells_what_it_is_and_what_to_do() -> None:
    for name, segment in {**CYCLE, **FULL}.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert segment.title
        for sentence in (segment.description, segment.action):
            assert sentence is not None
            assert sentence.endswith(".")
            assert sentence[0].isupper()
    assert CYCLE["buyers"].template is None
    assert {name for name, each in CYCLE.items() if not each.enabled} == {"buyers", "recent-buyers"}


def test_starter_divides_the_main_unit_in_a_few_steps() -> None:
    starter = starter_segmentation(CYCLE_SHOP, CYCLE)["starter"]
    names = [each.name for each in starter.priorities]
    assert 5 <= len(names) <= 8
    assert names[:3] == ["never-bought", "lapsing-vips", "vips"]
    assert all(each.segment in CYCLE and each.action for each in starter.priorities)
    assert (starter.unit, starter.residual_title, starter.enabled) == ("customer", "Everyone else", True)


def test_starter_of_accounts_uses_deals_and_sizes() -> None:
    starters = starter_segmentation(FULL_SHOP, FULL)
    assert set(starters) == {"starter", "starter-account"}
    names = [each.name for each in starters["starter-account"].priorities]
    assert names[0] == "renewal-due"
    assert 5 <= len(names) <= 8


def test_without_events_there_is_nothing_to_pretend() -> None:
    shape = Shape(
        units={"customer": UnitShape(name="customer", columns={}, events={})},
        main_unit="customer",
        timezone="UTC",
    )
    segments, missing = suggest_segments(shape, {}, {}, GAPS)
    assert segments == {}
    assert {each.name for each in missing} == set(B2C + B2B)
    assert starter_segmentation(shape, segments) == {}


def test_rules_follow_variables_that_had_to_be_renamed() -> None:
    """A column called like a suggested variable keeps its name; the rule means the computed one."""
    customer = CYCLE_SHOP.units["customer"]
    columns = {**customer.columns, "orders_ever": customer.columns["total_children"]}
    shape = CYCLE_SHOP.model_copy(
        update={"units": {"customer": customer.model_copy(update={"columns": columns})}}
    )
    variables = suggest_variables(shape, CYCLE_SOURCES, "sale")
    segments, _ = suggest_segments(shape, CYCLE_SOURCES, variables, GAPS, "sale")
    assert segments["never-bought"].rule == "customer_orders_ever = 0"
    assert segments["vips"].rule == "top 10% by net_revenue_12m among recent-buyers"


def test_a_main_event_that_is_no_order_gives_segments_of_activity() -> None:
    visits = Shape(
        units={"customer": UnitShape(name="customer", columns={}, events=events_of(page_view={}))},
        main_unit="customer",
        timezone="UTC",
    )
    segments, missing = suggest_segments(visits, {}, {}, GAPS, "page_view")
    assert segments["recently-active"].rule == "days since last(page_view) <= 60"
    assert segments["gone-quiet"].rule == "days since last(page_view) > 240"
    assert "never-active" not in segments, "nobody is known who was not seen"
    assert {each.name for each in missing} == set(B2C + B2B)
    starter = starter_segmentation(visits, segments)["starter"]
    assert starter.priorities[0].name == "gone-quiet"


def test_check_finds_nothing_wrong() -> None:
    for shape, sources, variables, segments in (
        (CYCLE_SHOP, CYCLE_SOURCES, CYCLE_VARIABLES, CYCLE),
        (FULL_SHOP, FULL_SOURCES, FULL_VARIABLES, FULL),
    ):
        definitions = Definitions(
            project=ProjectDefinition(name="shop"),
            sources=sources,
            variables=variables,
            segments=segments,
            segmentations=starter_segmentation(shape, segments),
        )
        assert check_vocabulary(definitions, shape) == []

"""Contents made by hand, so that the report's figures can be checked by eye."""

from __future__ import annotations

from dataclasses import replace

from satsuma.describe.content import Followed, HistoryPoint, ReportContent
from satsuma.model.accounts import (
    Action,
    MoneyAccount,
    MoneyMonth,
    Quality,
    Reason,
    SourceAccount,
)
from satsuma.model.definitions import ColumnDefinition, Format, ProjectDefinition, SourceDefinition
from satsuma.model.kinds import Family, Kind, Role, Sensitivity
from satsuma.model.results import (
    FamilyCoverage,
    Overlap,
    ProfileLine,
    SegmentationSizes,
    SegmentProfile,
    SegmentSize,
    Unavailable,
    VariableInfo,
)

POPULATION = 20_412
PARTS = (
    # name, title, customers, share of the KPI, action
    ("never-bought", "Never bought", 2_204, 0.0, "Invite them to a first order with one clear offer."),
    ("lapsing-vips", "Slipping VIPs", 1_480, 0.192, "Call or write to each personally this week."),
    ("vips", "VIPs", 1_102, 0.318, "Give them a named contact and first choice."),
    ("lost", "Lost", 5_910, 0.004, "Ask once what went wrong, then stop writing."),
    ("lapsing", "Lapsing", 2_760, 0.071, "Remind them of what they liked."),
    ("new-customers", "New customers", 1_890, 0.093, "Welcome them and suggest a next step."),
    ("second-order-due", "Second order due", 1_633, 0.058, "Remind them now with what goes with their first order."),
    ("active-repeat", "Active repeat customers", 2_430, 0.249, "Keep them coming with news rather than discounts."),
)  # fmt: skip
VARIABLES = (
    ("age", "Age", Family.DEMOGRAPHIC, Kind.NUMBER, 14_210),
    ("household", "Household", Family.DEMOGRAPHIC, Kind.CATEGORY, 11_300),
    ("country", "Country", Family.GEOGRAPHIC, Kind.CATEGORY, 20_100),
    ("living", "Lives in", Family.GEOGRAPHIC, Kind.CATEGORY, 12_020),
    ("orders_12m", "Orders, last 12 months", Family.BEHAVIOURAL, Kind.NUMBER, POPULATION),
    ("days_since_order", "Days since the last order", Family.BEHAVIOURAL, Kind.NUMBER, 18_208),
    ("return_rate", "Return rate", Family.BEHAVIOURAL, Kind.SHARE, 18_208),
    ("net_revenue_12m", "Net revenue, last 12 months", Family.VALUE, Kind.MONEY, POPULATION),
    ("click_rate", "Click rate, 90 days", Family.ENGAGEMENT, Kind.SHARE, 9_410),
    ("device", "Device", Family.TECHNOGRAPHIC, Kind.CATEGORY, 8_004),
    ("last_visit", "Last visit", Family.ENGAGEMENT, Kind.DATE, 8_004),
)
COLLECT = {
    Family.PSYCHOGRAPHIC: "Ask two survey questions about hobbies and values. Read the open answers.",
    Family.NEEDS: "Ask what was hard about the last purchase.",
    Family.FIRMOGRAPHIC: "Ask business customers for their industry.",
    Family.INTENT: "Track carts and the pages people visit before they buy.",
    Family.JOURNEY: "Record the stage of each contact.",
}


def rich() -> ReportContent:
    """A shop with everything a report can show."""
    parts = tuple(make_parts())
    segments = tuple(make_segments())
    profiles = {size.name: make_profile(size, place) for place, size in enumerate((*parts, *segments))}
    return ReportContent(
        project=ProjectDefinition(
            name="Larkfield",
            problem="Revenue is flat although new customers are up; the board wants more discounts.",
            kpi="net_revenue_12m",
            teams=("marketing", "sales"),
            timezone="Europe/Berlin",
            currency="EUR",
            main_event="order",
        ),
        version="0.1.0",
        run="2026-06-30-1a2b3c",
        as_of="2026-06-30",
        as_of_reason="the last day of order",
        units={"customer": POPULATION, "account": 900},
        sources=make_sources(),
        quality=make_quality(),
        variables=make_variables(),
        coverage=make_coverage(),
        segments=segments,
        segmentations=(
            SegmentationSizes(
                name="starter",
                title="Starter segmentation",
                unit="customer",
                population=POPULATION,
                covered=1 - parts[-1].customers / POPULATION,
                segments=parts,
            ),
        ),
        profiles=profiles,
        overlaps=(make_overlap(segments),),
        unavailable=(
            Unavailable(name="abandoned-cart", title="Abandoned cart", needs="web or app visits with carts"),
            Unavailable(name="unhappy-valuable", title="Unhappy but valuable", needs="a survey or tickets"),
        ),
        kpi=next(info for info in make_variables() if info.name == "net_revenue_12m"),
        kpi_total=2_914_330.55,
        history={
            size.name: [
                HistoryPoint(f"2026-0{m}-28", size.customers - (6 - m) * 37 + m % 3 * 60) for m in range(1, 7)
            ]
            for size in (*parts, *segments)
        },
        followed=(
            Followed("lapsing-vips", "Slipping VIPs", "2026-04-01", 90, 1_391, 0.44, 18_204, 0.17),
            Followed("vips", "VIPs", "2026-04-01", 90, 1_060, 0.081, 18_204, 0.17),
        ),
        warnings=("Source newsletter ends on 2026-05-20, 41 days before the newest source (2026-06-30).",),
        truth=(
            ("Slipping regulars", "lapsing-vips", 0.09, 0.073),
            ("One-time December", "lost", 0.18, 0.29),
        ),
    )


def make_parts() -> list[SegmentSize]:
    found = [
        size_of(
            f"starter/{name}", title, customers, kpi, action, rule=RULES.get(name), segmentation="starter"
        )
        for name, title, customers, kpi, action in PARTS
    ]
    rest = POPULATION - sum(part.customers for part in found)
    found.append(size_of("starter/everyone-else", "Everyone else", rest, 0.015, None, segmentation="starter"))
    return found


RULES = {
    "lapsing-vips": "top 10% by net_revenue_ever among buyers and days_since_order between 121 and 400",
    "vips": "top 10% by net_revenue_12m among recent-buyers",
    "lost": "days_since_order > 400",
    "new-customers": "tenure_days <= 60",
}


def make_segments() -> list[SegmentSize]:
    found = [
        size_of(name, title, customers + 200, kpi + 0.01, action, rule=RULES.get(name, "orders_ever >= 1"))
        for name, title, customers, kpi, action in PARTS
    ]
    found.append(size_of("tiny", "A tiny segment", 3, 0.0123, "Nothing.", rule="orders_ever > 900"))
    found.append(
        size_of("by-name", "Chosen by a personal field", 61, 0.011, None, rule='surname = "Zwetschgenkern"')
    )
    return found


def size_of(
    name: str,
    title: str,
    customers: int,
    kpi_share: float,
    action: str | None,
    rule: str | None = None,
    segmentation: str | None = None,
) -> SegmentSize:
    return SegmentSize(
        name=name,
        title=title,
        unit="customer",
        customers=customers,
        share=customers / POPULATION,
        contactable={"email": int(customers * 0.71), "phone": int(customers * 0.2)},
        entered=customers // 20 + 7,
        left=customers // 31,
        kpi_share=kpi_share,
        sentence=f"Customers who fit: {rule}." if rule and segmentation is None else "",
        rule=rule,
        action=action,
        segmentation=segmentation,
    )


def make_variables() -> list[VariableInfo]:
    found = [
        VariableInfo(
            name=name, title=title, unit="customer", family=family, kind=kind, customers=known, population=POPULATION,
            currency="EUR" if kind is Kind.MONEY else None, as_known_on="2026-06-30" if name == "household" else None,
        )
        for name, title, family, kind, known in VARIABLES
    ]  # fmt: skip
    personal = {"name": "surname", "title": "Surname", "kind": Kind.TEXT, "sensitivity": Sensitivity.PERSONAL}
    secret = {
        "name": "religion",
        "title": "Religion",
        "kind": Kind.CATEGORY,
        "sensitivity": Sensitivity.SENSITIVE,
    }
    family = Family.DEMOGRAPHIC
    found.append(VariableInfo.model_validate({"unit": "customer", "family": family} | personal))
    found.append(
        VariableInfo.model_validate({"unit": "customer", "family": family, "allowed": False} | secret)
    )
    return found


def make_coverage() -> list[FamilyCoverage]:
    found = []
    for family in Family:
        names = [name for name, _, of, _, _ in VARIABLES if of is family]
        known = [each / POPULATION for _, _, of, _, each in VARIABLES if of is family]
        share = sum(known) / len(known) if known else 0.0
        collect = None if names else COLLECT.get(family, "Ask for it.")
        found.append(
            FamilyCoverage(family=family, variables=tuple(names), share_known=share, collect=collect)
        )
    return found


def make_profile(size: SegmentSize, place: int) -> SegmentProfile:
    bend = (place % 5 - 2) / 6
    revenue, orders = 412.5 * (1 + 2 * bend), 4.2 * (1 + bend)
    lines = [
        level_line("household", "Household", Family.DEMOGRAPHIC, "family with children", 0.34 + bend, 0.34, 700),
        level_line("living", "Lives in", Family.GEOGRAPHIC, "city", 0.41 - bend, 0.41, 840),
        level_line("country", "Country", Family.GEOGRAPHIC, "Germany", 0.62, 0.61, 1_400),
        level_line("device", "Device", Family.TECHNOGRAPHIC, "phone", 0.055 + abs(bend) / 2, 0.058, 300),
        number_line("net_revenue_12m", "Net revenue, last 12 months", Family.VALUE, Kind.MONEY, revenue, 142.8, True),
        number_line("orders_12m", "Orders, last 12 months", Family.BEHAVIOURAL, Kind.NUMBER, orders, 2.31, False),
        number_line("age", "Age", Family.DEMOGRAPHIC, Kind.NUMBER, 44.1, 43.8, False, marker=False),
        number_line("return_rate", "Return rate", Family.BEHAVIOURAL, Kind.SHARE, 0.083, 0.061, False),
        ProfileLine(
            variable="last_visit", title="Last visit", family=Family.ENGAGEMENT, kind=Kind.DATE, n=300,
            text="2026-05-14", sentence="Last visit: 2026-05-14 in the middle (n = 300).",
        ),
        ProfileLine(
            variable="country", title="Country", family=Family.GEOGRAPHIC, kind=Kind.CATEGORY, level="Liechtenstein",
            n=0, suppressed=True, sentence="Country: Liechtenstein: too few to show.",
        ),
        level_line("religion", "Religion", Family.DEMOGRAPHIC, "Pastafarian", 0.5, 0.1, 90),
    ]  # fmt: skip
    return SegmentProfile(size=size, population=POPULATION, lines=tuple(lines))


def level_line(
    variable: str, title: str, family: Family, level: str, value: float, everyone: float, n: int
) -> ProfileLine:
    marker = abs(value - everyone) > 0.1
    judged = (
        ("Over-represented, not most." if value < 0.5 else "Most, and over-represented.")
        if value > everyone
        else ""
    )
    return ProfileLine(
        variable=variable, title=title, family=family, kind=Kind.CATEGORY, level=level, n=n, missing=40, value=value,
        low=max(0, value - 0.03), high=value + 0.03, everyone=everyone, everyone_n=12_020, lift=value / everyone,
        effect=2 * (value - everyone), marker=marker,
        sentence=f"{title}: {level}: {value * 100:.0f} % here, {everyone * 100:.0f} % of everyone (n = {n:,}). {judged}",
    )  # fmt: skip


def number_line(
    variable: str, title: str, family: Family, kind: Kind, value: float, everyone: float, in_rule: bool, *, marker: bool = True
) -> ProfileLine:  # fmt: skip
    return ProfileLine(
        variable=variable, title=title, family=family, kind=kind, n=1_480, value=value, median=value * 0.8,
        low=value * 0.95, high=value * 1.05, everyone=everyone, everyone_n=POPULATION, lift=value / everyone,
        effect=min(3.0, value / everyone - 1), marker=marker, in_rule=in_rule,
        sentence=f"{title}: {value:,.2f} on average here, {everyone:,.2f} for everyone (n = 1,480).",
    )  # fmt: skip


def make_overlap(segments: tuple[SegmentSize, ...]) -> Overlap:
    counts = tuple(
        tuple(
            one.customers if one is other else min(one.customers, other.customers) * (abs(i - j) % 4) // 5
            for j, other in enumerate(segments)
        )
        for i, one in enumerate(segments)
    )
    return Overlap(
        unit="customer",
        names=tuple(size.name for size in segments),
        titles=tuple(size.title for size in segments),
        counts=counts,
        population=POPULATION,
        covered=18_905,
    )


def make_sources() -> dict[str, SourceDefinition]:
    columns = {
        "surname": ColumnDefinition.model_validate(
            {"from": "Surname", "kind": "text", "sensitivity": "personal"}
        ),
        "age": ColumnDefinition.model_validate({"from": "Age", "kind": "number"}),
    }
    contacts = SourceDefinition(
        role=Role.PROFILE,
        files=("contacts.csv",),
        format=Format(type="csv"),
        unit="customer",
        columns=columns,
    )
    orders = SourceDefinition(
        role=Role.EVENT,
        files=("orders_*.csv",),
        format=Format(type="csv"),
        unit="customer",
        event="order",
        columns={"total": ColumnDefinition.model_validate({"from": "Total", "kind": "money"})},
    )
    return {"contacts": contacts, "orders": orders}


def make_quality() -> Quality:
    months = []
    for i in range(24):
        year, month = 2024 + (6 + i) // 12, (6 + i) % 12 + 1
        net = 240_000 + (i * 7919) % 60_000 - (20_000 if i > 12 else 0)
        months.append(
            MoneyMonth(
                month=f"{year}-{month:02d}",
                gross=f"{net + 21_000}.50",
                tax=f"{net * 19 // 119}.00",
                discount="14000.25",
                returns="7000.25",
                net=f"{net}.00",
                orders=net // 61,
                lines=net // 25,
            )
        )
    net_total = sum(int(float(month.net)) for month in months)
    money = MoneyAccount(
        source="orders",
        currency="EUR",
        total_in=f"{net_total + 9_500}.75",
        total_kept=f"{net_total}.00",
        excluded={"test orders": "9000.75"},
        quarantined={"date cannot be read": "500.00"},
        gross=f"{net_total + 24 * 21_000 + 12}.00",
        tax=f"{sum(int(float(month.tax)) for month in months)}.00",
        discount=f"{24 * 14_000 + 6}.00",
        returns=f"{24 * 7_000 + 6}.00",
        net=f"{net_total}.00",
        orders=sum(month.orders for month in months),
        lines=sum(month.lines for month in months),
        months=tuple(months),
    )
    return Quality(
        accounts=(
            SourceAccount(
                source="contacts",
                role="profile",
                unit="customer",
                rows_in=21_088,
                rows_kept=20_377,
                excluded=(Reason(reason="staff", rows=35, own_total=35),),
                merged=(Reason(reason="identical rows", rows=676, own_total=676),),
            ),
            SourceAccount(
                source="orders",
                role="event",
                unit="customer",
                rows_in=104_300,
                rows_kept=102_611,
                excluded=(Reason(reason="test orders", rows=60, own_total=60),),
                quarantined=(
                    Reason(reason="order without an id", rows=1_565, own_total=1_570),
                    Reason(reason="date cannot be read", rows=64, own_total=64),
                ),
                first_date="2024-07-01",
                last_date="2026-06-30",
                future_rows=2,
            ),
        ),
        money=(money,),
        actions=(
            Action(
                source="contacts",
                column="country",
                action="spellings merged",
                count=2_310,
                detail="4 spellings replaced by the commonest",
                switch="columns.country.cleaning.merge_variants: false",
            ),
            Action(
                source="contacts",
                column="surname",
                action="declared missing",
                count=12,
                detail="Mirabellenstein",
                switch="columns.surname.missing: []",
            ),
            Action(source="orders", column=None, action="exact duplicates, kept", count=18),
        ),
        warnings=(
            "Source orders has 2 rows after the as-of date; they are kept.",
            "The main event source orders ends on 2026-06-30.",
        ),
    )


def bare() -> ReportContent:
    """One source, one unit, nothing else: the first run of somebody's survey."""
    content = rich()
    quality = content.quality
    return replace(
        content,
        project=ProjectDefinition(name="survey"),
        units={"customer": 1_010},
        sources={"contacts": content.sources["contacts"]},
        quality=Quality(accounts=quality.accounts[:1], money=(), actions=()),
        variables=(),
        coverage=(),
        segments=(),
        segmentations=(),
        profiles={},
        overlaps=(),
        unavailable=(),
        kpi=None,
        kpi_total=None,
        history={},
        followed=(),
        warnings=(),
        truth=(),
        as_of_reason="today",
    )


def business() -> ReportContent:
    """Accounts as the main unit, no KPI, no segmentation, no contact data, no earlier run."""
    content = rich()

    def turn(size: SegmentSize) -> SegmentSize:
        return size.model_copy(
            update={"unit": "account", "kpi_share": None, "contactable": {}, "entered": None, "left": None}
        )

    segments = tuple(turn(size) for size in content.segments)
    sized = {size.name: size for size in segments}
    return replace(
        content,
        project=ProjectDefinition(name="Larkfield Trade", main_unit="account"),
        units={"account": POPULATION, "person": 3_200},
        quality=Quality(accounts=content.quality.accounts, money=(), actions=()),
        variables=[info.model_copy(update={"unit": "account"}) for info in content.variables],
        segments=segments,
        segmentations=(),
        profiles={
            name: profile.model_copy(update={"size": sized[name]})
            for name, profile in content.profiles.items()
            if name in sized
        },
        overlaps=(content.overlaps[0].model_copy(update={"unit": "account"}),),
        kpi=None,
        kpi_total=None,
        history={},
        followed=(),
        truth=(),
    )

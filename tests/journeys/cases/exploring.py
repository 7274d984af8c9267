"""`explore` asked about what is not there, does not vary, or lies beyond the data."""

from __future__ import annotations

from tests.journeys.cases.case import ProjectCase, both, write

STEADY = write(
    "variables/steady.yaml", "steady: {value: count(order where amount > 1000000), family: value}\n"
)
ODD = write(
    "variables/odd.yaml",
    "age_again: {value: age + 0, family: demographic}\nnever: {value: age / 0, family: demographic}\n",
)
SECRET = write(
    "variables/secret.yaml", "land: {column: country, family: geographic, sensitivity: sensitive}\n"
)
BUSY = write("variables/busy.yaml", "busy: {value: count(order), family: behavioural}\n")

CASES = (
    ProjectCase("explore all of sixty customers", ("explore",), 0, ("60 customers", "No drivers of", "at least 100")),
    ProjectCase(
        "explore odd variables", ("explore", "age", "age_again", "never", "country"), 0,
        ("'Age' and 'Age again' say nearly the same", "because it has no values: 'Never'"), ODD,
    ),
    ProjectCase("explore one variable", ("explore", "age"), 0, ("Age (age)",), never_says=("What goes together",)),
    ProjectCase("explore a variable with a typo", ("explore", "agee"), 2, ("There is no variable 'agee'", "'age'")),
    ProjectCase(
        "explore several typos at once", ("explore", "agee", "--kpi", "contry", "--confirm", "zzzz"), 2,
        ("'agee'", "'contry'", "Did you mean 'country'?", "'zzzz'", "satsuma variables"),
    ),
    ProjectCase(
        "explore for a KPI of words", ("explore", "--kpi", "country"), 2,
        ("category with 3 values", "a KPI is a number, money, a share, or yes or no"),
    ),
    ProjectCase(
        "explore for a KPI that is a date", ("explore", "--kpi", "signup"), 2, ("a KPI is a number, money, a share",),
    ),
    ProjectCase(
        "explore for a constant KPI", ("explore", "--kpi", "steady", "--json"), 2, ("does not vary: all",), STEADY
    ),
    ProjectCase("explore for a KPI of few", ("explore", "--kpi", "age"), 2, ("Age is known for 60 of 60",)),
    ProjectCase(
        "explore for a window beyond the data", ("explore", "--kpi", "busy", "--as-of", "2023-01-12"), 2,
        ("reaches beyond the data",), BUSY,
    ),
    ProjectCase(
        "explore for a KPI before all events", ("explore", "--kpi", "busy", "--as-of", "2022-12-01"), 2,
        ("has no events before 2022-12-01",), BUSY,
    ),
    ProjectCase("explore nobody", ("explore", "--as-of", "1990-01-01"), 2, ("There is no customer to explore",)),
    ProjectCase("explore no unit", ("explore", "--unit", "planet"), 2, ("There is no unit 'planet'",)),
    ProjectCase("explore no day", ("explore", "--as-of", "someday"), 2, ("'someday' is not a day",)),
    ProjectCase(
        "explore what is not allowed", ("explore", "land", "--kpi", "steady"), 2,
        ("'land' is personal or sensitive and not allowed", "allow_sensitive"), both(STEADY, SECRET),
    ),
    ProjectCase("explore for programs", ("explore", "age", "--json"), 0, ('"distributions"', '"usable"')),
)  # fmt: skip

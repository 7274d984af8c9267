"""`discover`, `adopt`, `assign`, `recipe`, `target` and `answer` asked for what cannot be."""

from __future__ import annotations

from tests.journeys.cases.case import ProjectCase, both, write

ODD = write(
    "variables/odd.yaml",
    "steady: {value: age * 0, family: demographic}\nnever: {value: age / 0, family: demographic}\n",
)
SECRET = write(
    "variables/secret.yaml", "land: {column: country, family: geographic, sensitivity: sensitive}\n"
)
VAGUE = write("objectives/vague.yaml", "vague: {question: What is good?}\n")

CASES = (
    ProjectCase("discover from a constant", ("discover", "x", "--basis", "steady,age", "--quick"), 2,
        ("'Steady'", "Everyone has the same value", "Leave it out"), ODD),
    ProjectCase("discover from several useless variables", ("discover", "x", "--basis", "never,steady", "--json"), 2,
        ("No customer has a value", "Everyone has the same value"), ODD),
    ProjectCase("discover from what is not allowed", ("discover", "x", "--basis", "land,age"), 2,
        ("is sensitive, and the project does not allow it", "allow_sensitive"), SECRET),
    ProjectCase("discover from typos", ("discover", "x", "--basis", "agee,zork"), 2,
        ("'agee'", "Did you mean 'age'?", "'zork'", "satsuma variables")),
    ProjectCase("discover one group", ("discover", "x", "--basis", "age", "--k", "1..3"), 2, ("cannot be tried", "2 to 20")),
    ProjectCase("discover too many groups", ("discover", "x", "--basis", "age", "--k", "5000"), 2, ("2 to 20",)),
    ProjectCase("discover from more to fewer groups", ("discover", "x", "--basis", "age", "--k", "5..3"), 2,
        ("the smaller number first",)),
    ProjectCase("discover no number of groups", ("discover", "x", "--basis", "age", "--k", "x"), 2,
        ("'x' is no number of groups", "2..10")),
    ProjectCase("discover by an unknown algorithm", ("discover", "x", "--basis", "age", "--algorithm", "dbscan"), 2,
        ("no algorithm 'dbscan'", "k-means, latent classes")),
    ProjectCase("discover under an odd name", ("discover", "<b>my groups</b>", "--basis", "age"), 2,
        ("cannot be a name", "begin with a letter")),
    ProjectCase("discover outside the project", ("discover", "../x", "--basis", "age"), 2, ("cannot be a name",)),
    ProjectCase("discover under a segment's name", ("discover", "vips", "--basis", "age"), 2,
        ("'vips' is a segment already", "another name")),
    ProjectCase("adopt what was not discovered", ("adopt", "nothing", "--json"), 2,
        ("Nothing was discovered under the name 'nothing'", "satsuma discover nothing")),
    ProjectCase("adopt one group", ("adopt", "nothing", "--k", "1"), 2, ("'--k'", "greater than or equal to 2")),
    ProjectCase("assign by a model that is not there", ("assign", "../customers.csv", "--using", "nothing"), 2,
        ("no model 'nothing'", "satsuma discover NAME")),
    ProjectCase("recipe of no segment", ("recipe", "nothing", "--for", "hubspot"), 2, ("no segment 'nothing'", "vips")),
    ProjectCase("recipe for no product", ("recipe", "vips", "--for", "mailchimp"), 2,
        ("no recipes for 'mailchimp'", "hubspot, salesforce, klaviyo")),
    ProjectCase("target that is not there", ("target", "t"), 2, ("no target 't'", "--problem", "--kpi")),
    ProjectCase("target without a KPI", ("target", "t", "--problem", "p"), 2, ("The KPI is missing", "--kpi")),
    ProjectCase("target with an unknown KPI", ("target", "t", "--problem", "p", "--kpi", "zork"), 2,
        ("'zork' is no variable of the customer",)),
    ProjectCase("target with a KPI of words", ("target", "t", "--problem", "p", "--kpi", "country"), 2,
        ("is a category, which has no total or average",)),
    ProjectCase("target with several mistakes", ("target", "t", "--problem", "", "--kpi", "age", "--goal", "inf"), 2,
        ("The problem is missing", "--goal is not a number")),
    ProjectCase("answer nothing", ("answer",), 2, ("Name one objective, or ask for --all",)),
    ProjectCase("answer one and all", ("answer", "x", "--all"), 2, ("Name one objective, or ask for --all",)),
    ProjectCase("answer without objectives", ("answer", "--all"), 0, ("no objectives yet",)),
    ProjectCase("answer a vague objective", ("answer", "vague"), 2,
        ("not specific", "not measurable", "no deadline", "no team"), VAGUE),
    ProjectCase("run with a model that is not there", ("run",), 2, ("models/gone.json", "satsuma adopt gone"),
        both(ODD, write("variables/lone.yaml", "fan: {model: gone, family: behavioural, kind: category}\n"))),
)  # fmt: skip

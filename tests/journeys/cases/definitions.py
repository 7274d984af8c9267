"""Definitions that no program should swallow, and rules that mean nothing here. `satsuma.yaml` and the folders beside it
are spoiled; `check` and `run` must say where and what."""

from __future__ import annotations

import os
from pathlib import Path

from tests.journeys.cases.case import ProjectCase, Spoil, both, replace, write

CHECK, RUN = ("check",), ("run", "--json")
SEGMENTS = "segments/mine.yaml"
ORDERS = "sources/orders.yaml"


def rule(text: str, name: str = "mine") -> Spoil:
    """A segment with this rule."""
    return write(SEGMENTS, f"{name}:\n  rule: {text}\n")


def segment(name: str, text: str) -> str:
    return f"{name}:\n  rule: '{text}'\n"


def billion_laughs() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefghi", "bcdefghij", strict=True):
        lines.append(f"{name}: &{name} [{', '.join(f'*{before}' for _ in range(9))}]")
    return "\n".join(lines) + "\n"


def nested(levels: int) -> str:
    return "(" * levels + "age >= 20" + ")" * levels


def negated(levels: int) -> str:
    return "not (" * levels + "age >= 20" + ")" * levels


def link_outside(folder: Path) -> None:
    outside = folder.parent / "outside.yaml"
    outside.write_text(segment("stolen", "age > 1"), encoding="utf-8")
    os.symlink(outside, folder / "segments" / "link.yaml")


def turn_into_folder(folder: Path) -> None:
    (folder.parent / "orders.csv").unlink()
    (folder.parent / "orders.csv").mkdir()


def delete_all_sources(folder: Path) -> None:
    for path in folder.parent.glob("*.csv"):
        path.unlink()


def files(pattern: str) -> Spoil:
    return replace(ORDERS, "../orders.csv", pattern)


CASES = (
    # YAML
    ProjectCase(
        "YAML bomb of aliases",
        CHECK,
        2,
        ("aliases", "segments/mine.yaml:1"),
        write(SEGMENTS, billion_laughs()),
    ),
    ProjectCase(
        "YAML tag that makes objects",
        CHECK,
        2,
        ("tag", "not allowed"),
        write(SEGMENTS, "a: !!python/object/apply:os.system ['echo x']\n"),
    ),
    ProjectCase(
        "YAML with tabs",
        CHECK,
        2,
        ("segments/mine.yaml:2", "tab"),
        write(SEGMENTS, "mine:\n\trule: age > 1\n"),
    ),
    ProjectCase(
        "YAML never closed",
        CHECK,
        2,
        ("segments/mine.yaml:", "not valid YAML"),
        write(SEGMENTS, "mine: {rule: 'age > 1'\n"),
    ),
    ProjectCase(
        "YAML of two documents",
        CHECK,
        2,
        ("several YAML documents",),
        write(SEGMENTS, segment("a", "age > 1") + "---\n" + segment("b", "age > 2")),
    ),
    ProjectCase(
        "YAML nested 500 levels deep",
        CHECK,
        2,
        ("segments/mine.yaml", "level"),
        write(SEGMENTS, "a: " + "[" * 500 + "]" * 500 + "\n"),
    ),
    ProjectCase("YAML that is a list", CHECK, 2, ("holds a list",), write(SEGMENTS, "- rule: age > 1\n")),
    ProjectCase(
        "YAML that is binary",
        CHECK,
        2,
        ("segments/mine.yaml", "UTF-8"),
        write(SEGMENTS, b"\xff\x00\x9c\x81" * 50),
    ),
    ProjectCase("YAML of 5 MB", CHECK, 2, ("bytes",), write(SEGMENTS, "# " + "x" * 5_000_000)),
    ProjectCase(
        "same key twice in a file",
        CHECK,
        2,
        ("segments/mine.yaml:3", "mine"),
        write(SEGMENTS, segment("mine", "age > 1") + segment("mine", "age > 2")),
    ),
    ProjectCase(
        "same name in two files",
        CHECK,
        2,
        ("defined twice",),
        both(
            write(SEGMENTS, segment("mine", "age > 1")),
            write("segments/other.yaml", segment("mine", "age > 2")),
        ),
    ),
    ProjectCase(
        "unknown field",
        CHECK,
        2,
        ("no field 'roule'", "Did you mean 'rule'"),
        write(SEGMENTS, "mine:\n  roule: age > 1\n"),
    ),
    ProjectCase(
        "wrong type",
        CHECK,
        2,
        ("'enabled' must be true or false",),
        write(SEGMENTS, "mine:\n  rule: age > 1\n  enabled: [1]\n"),
    ),
    ProjectCase(
        "variable called like a column",
        CHECK,
        2,
        ("age",),
        write("variables/mine.yaml", "age:\n  value: age + 1\n  family: value\n"),
    ),
    ProjectCase(
        "name with a path in it",
        CHECK,
        2,
        ("cannot be a name",),
        write(SEGMENTS, segment("../../etc/passwd", "age > 1")),
    ),
    ProjectCase("link to a file outside", CHECK, 2, ("link to a file outside",), link_outside),
    ProjectCase(
        "several mistakes at once",
        CHECK,
        2,
        ("roule", "enabled", "cannot be a name"),
        write(SEGMENTS, "a:\n  roule: x\nb:\n  rule: age > 1\n  enabled: 5\n1x:\n  rule: age > 2\n"),
    ),
    ProjectCase(
        "project file gone",
        RUN,
        2,
        ("not a Satsuma project",),
        lambda folder: (folder / "satsuma.yaml").unlink(),
    ),
    ProjectCase("project file empty", RUN, 2, ("satsuma.yaml", "name"), write("satsuma.yaml", "")),
    ProjectCase(
        "unknown time zone",
        RUN,
        2,
        ("not a time zone", "Mars"),
        replace("satsuma.yaml", "name: p", "name: p\ntimezone: Mars/Olympus"),
    ),
    ProjectCase(
        "time zone with a path in it",
        RUN,
        2,
        ("not a time zone",),
        replace("satsuma.yaml", "name: p", "name: p\ntimezone: ../../../etc/passwd"),
    ),
    ProjectCase(
        "no runs to keep", RUN, 2, ("keep_runs",), replace("satsuma.yaml", "name: p", "name: p\nkeep_runs: 0")
    ),
    # paths
    ProjectCase("path of a user's home", RUN, 2, ("starts with ~",), files("~/orders.csv")),
    ProjectCase("path that is an address", RUN, 2, ("network",), files("http://example.com/orders.csv")),
    ProjectCase("path of a device", RUN, 2, ("device",), files("/dev/zero")),
    ProjectCase("path of a folder", RUN, 2, ("..",), files("..")),
    ProjectCase(
        "path of a secret", RUN, 2, ("orders", "column"), files("/etc/passwd"), never_says=("root:",)
    ),
    ProjectCase("path with SQL in it", RUN, 2, ("no such file",), files("x'); ATTACH 'evil.db'; --")),
    ProjectCase("no path at all", RUN, 2, ("empty path",), files("''")),
    ProjectCase(
        "source file deleted",
        RUN,
        2,
        ("../orders.csv", "no such file"),
        lambda folder: (folder.parent / "orders.csv").unlink(),
    ),
    ProjectCase(
        "all source files deleted",
        RUN,
        2,
        ("../orders.csv", "../customers.csv"),
        delete_all_sources,
    ),
    ProjectCase(
        "source file became a folder",
        RUN,
        2,
        ("../orders.csv",),
        turn_into_folder,
    ),
    ProjectCase(
        "source lost its key column",
        RUN,
        2,
        ("sources/orders.yaml", "no column 'customer_id'"),
        lambda folder: replace("orders.csv", "customer_id", "buyer")(folder.parent),
    ),
    ProjectCase(
        "source lost all its rows",
        RUN,
        0,
        ("Source orders is empty",),
        lambda folder: write("orders.csv", "order_id,customer_id,order_date,amount,channel\n")(folder.parent),
    ),
    # sources
    ProjectCase(
        "key that is no column",
        RUN,
        2,
        ("'key' names 'custmer_id'", "customer_id"),
        replace(ORDERS, "key: customer_id", "key: custmer_id"),
    ),
    ProjectCase(
        "events that lost their key",
        RUN,
        2,
        ("no column says whose",),
        replace(ORDERS, "  key: customer_id\n", ""),
    ),
    ProjectCase(
        "time that is no date",
        RUN,
        2,
        ("must have the kind date",),
        replace(ORDERS, "time: order_date", "time: channel"),
    ),
    ProjectCase(
        "joined lookup that is none",
        RUN,
        2,
        ("'prices', which is no source",),
        replace(
            ORDERS, "  columns:\n", "  joins:\n    - {lookup: prices, on: order_id, key: id}\n  columns:\n"
        ),
    ),
    ProjectCase(
        "money made of words",
        RUN,
        2,
        ("sources/orders.yaml",),
        replace(ORDERS, "amount: amount", "amount: channel"),
    ),
    ProjectCase(
        "exclusion that is no rule",
        RUN,
        2,
        ("sources/orders.yaml", "ends too early"),
        replace(ORDERS, "  columns:\n", "  exclude:\n    - {name: bad, where: 'amount >'}\n  columns:\n"),
    ),
    ProjectCase(
        "exclusion of everything",
        RUN,
        0,
        ("everything", "Source orders is empty"),
        replace(
            ORDERS,
            "  columns:\n",
            "  exclude:\n    - {name: everything, where: 'amount >= 0 or amount < 0'}\n  columns:\n",
        ),
    ),
    # rules
    ProjectCase("rule that is none", CHECK, 2, ("segments/mine.yaml:2",), rule("age >")),
    ProjectCase("empty rule", CHECK, 2, ("segments/mine.yaml:2",), rule("''")),
    ProjectCase(
        "rule on a missing column", CHECK, 2, ("shoe_size", "segments/mine.yaml:2"), rule("shoe_size > 40")
    ),
    ProjectCase("rule on a near name", CHECK, 2, ("Did you mean", "age"), rule("agee > 40")),
    ProjectCase(
        "rule of the wrong type", CHECK, 2, ("segments/mine.yaml:2", "age"), rule("age contains 'x'")
    ),
    ProjectCase("impossible rule", CHECK, 2, ("can never be true",), rule("age > 50 and age < 20")),
    ProjectCase(
        "segment cycle of two",
        CHECK,
        2,
        ("one", "two", "circle"),
        write(SEGMENTS, segment("one", "in segment two") + segment("two", "in segment one")),
    ),
    ProjectCase("segment in itself", CHECK, 2, ("mine",), rule("in segment mine")),
    ProjectCase(
        "variable cycle",
        CHECK,
        2,
        ("circle",),
        write(
            "variables/mine.yaml",
            "one:\n  value: two + 1\n  family: value\ntwo:\n  value: one + 1\n  family: value\n",
        ),
    ),
    ProjectCase("rule 200 levels deep", ("count", nested(200)), 2, ("deep",)),
    ProjectCase("rule 200 negations deep", ("count", negated(200)), 2, ("deep",)),
    ProjectCase("rule 100,000 levels deep", ("count", nested(100_000)), 2, ("20,000 is the most",)),
    ProjectCase("rule of a megabyte", ("count", " and ".join(["age >= 20"] * 100_000)), 2, ("rule",)),
    ProjectCase("pattern that is none", ("count", "country matches '('"), 2, ("pattern",)),
    ProjectCase(
        "pattern that never ends", ("count", "country matches '(a+)+(a+)+(a+)+$'"), 2, ("can take for ever",)
    ),
    ProjectCase("number beyond reason", ("count", "age >= 1" + "0" * 400), 2, ("number",)),
    ProjectCase("window beyond reason", ("count", "count(order, last 999999999999 days) >= 1"), 2, ("days",)),
    ProjectCase(
        "day that is none",
        ("count", "count(order, between 2024-02-30 and 2024-03-01) >= 1"),
        2,
        ("2024-02-30",),
    ),
    ProjectCase("text never closed", ("count", "country = 'Spain"), 2, ("'",)),
    ProjectCase("SQL instead of a rule", ("count", "1=1; DROP TABLE customers"), 2, ("cannot be read",)),
    ProjectCase("emoji in a rule", ("count", "country = '🍊'"), 0, ("0 of 60",)),
    ProjectCase("NUL in a rule", ("count", "country = '\0'"), 0, ("0 of 60",)),
)

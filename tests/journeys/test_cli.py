"""A newcomer at the command line: every command once, for people and for programs, on a small made-up company."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.journeys.command import ROOT, Outcome, command_line, satsuma, satsuma_process
from tests.journeys.company import (
    BUYERS,
    CUSTOMERS,
    LAST_DAY,
    customer_rows,
    order_rows,
    orders_csv,
    write_company,
)

NOW = "{now}"
RUN_KEYS = {
    "customers", "units", "rows_in", "rows_kept", "excluded", "quarantined", "merged", "money", "segments", "report",
}  # fmt: skip
INIT_KEYS = {"role", "unit", "key", "time", "kinds"}
WITH_RESULT = ("run", "segments", "overlap", "variables", "check", "runs")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files and the project `shop` made of them, run once."""
    folder = tmp_path_factory.mktemp("company")
    write_company(folder)
    assert satsuma("init", "shop", "customers.csv", "orders.csv", cwd=folder).code == 0
    done = satsuma("-C", "shop", "run", cwd=folder)
    assert done.code == 0, done
    return folder


@pytest.fixture
def own(company: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    shutil.copytree(company, tmp_path / "own")
    return tmp_path / "own"


def ask(folder: Path, *words: str) -> Outcome:
    outcome = satsuma("-C", "shop", *words, cwd=folder)
    assert outcome.code == 0, outcome
    return outcome


def test_init_says_what_it_understood(tmp_path: Path) -> None:
    write_company(tmp_path)
    purpose = ("--problem", "Regulars slip away", "--kpi", "revenue", "--teams", "CRM, Sales")
    outcome = satsuma("init", "shop", "customers.csv", "orders.csv", *purpose, "--json", cwd=tmp_path)
    assert outcome.code == 0, outcome
    sources = {source["name"]: source for source in outcome.json["sources"]}
    assert all(source.keys() >= INIT_KEYS for source in sources.values())
    customers, orders = sources["customers"], sources["orders"]
    assert (customers["role"], customers["unit"], customers["key"]) == ("profile", "customer", "customer_id")
    assert (orders["role"], orders["key"], orders["time"]) == ("event", "customer_id", "order_date")
    assert orders["kinds"]["amount"] == "money"
    assert customers["kinds"]["newsletter"] == "flag"
    project = (tmp_path / "shop" / "satsuma.yaml").read_text(encoding="utf-8")
    assert "Regulars slip away" in project
    assert "Sales" in project


def test_init_for_people(tmp_path: Path) -> None:
    write_company(tmp_path)
    outcome = satsuma("init", "shop", "customers.csv", "orders.csv", cwd=tmp_path)
    assert "customers: profile of customer" in outcome.out
    assert "Next: satsuma -C" in outcome.out
    again = satsuma("init", "shop", "customers.csv", cwd=tmp_path)
    assert again.code == 2
    assert "already is a project" in again.err


def test_run_for_programs(own: Path) -> None:
    result = ask(own, "run", "--as-of", "2024-03-31", "--json").json
    assert result.keys() >= RUN_KEYS
    assert (result["customers"], result["units"]) == (CUSTOMERS, {"customer": CUSTOMERS})
    assert result["rows_in"] == {"customers": CUSTOMERS, "orders": len(order_rows())}
    assert result["rows_in"] == result["rows_kept"]
    assert result["as_of"] == "2024-03-31"
    cents = sum(round(float(str(row[3])) * 100) for row in order_rows())
    assert round(float(result["money"][0]["total_kept"]) * 100) == cents
    for segment in result["segments"]:
        assert segment.keys() >= {"name", "customers", "share", "contactable"}
        assert segment["share"] == pytest.approx(segment["customers"] / CUSTOMERS)
        assert segment["contactable"]["email"] <= segment["customers"]
    starter = next(each for each in result["segmentations"] if each["name"] == "starter")
    assert sum(part["customers"] for part in starter["segments"]) == CUSTOMERS
    report = Path(result["report"])
    assert report == own / "shop" / "report.html"
    page = report.read_text(encoding="utf-8")
    assert not re.search(r"""(src|href|action)=["']?https?:|url\(["']?https?:|@import|<iframe|<link""", page)


def test_run_for_people(own: Path) -> None:
    text = ask(own, "run", "--as-of", "2024-03-31").out
    for phrase in (f"{CUSTOMERS} customers", "2024-03-31", "orders", "Starter segmentation", "Report: "):
        assert phrase in text


def test_second_run_does_no_work_again(own: Path) -> None:
    first = ask(own, "run", "--json").json
    assert first["unchanged"] is True
    assert "Nothing has changed" in ask(own, "run").out
    with (own / "orders.csv").open("a", encoding="utf-8") as file:
        file.write("9001,1001,2024-06-24,10.00,web\n")
    second = ask(own, "run", "--json").json
    assert second["unchanged"] is False
    assert second["rows_in"]["orders"] == first["rows_in"]["orders"] + 1
    assert second["run"] != first["run"]


def test_a_changed_rule_is_evaluated_again(own: Path) -> None:
    (own / "shop/segments/mine.yaml").write_text("mine:\n  rule: age >= 40\n", encoding="utf-8")
    result = ask(own, "run", "--json").json
    sizes = {segment["name"]: segment["customers"] for segment in result["segments"]}
    assert result["unchanged"] is False
    assert sizes["mine"] == sum(int(str(row[3])) >= 40 for row in customer_rows())


def test_count(company: Path) -> None:
    rule = "age >= 40 and has(order)"
    result = ask(company, "count", rule, "--json").json
    assert result.keys() >= {"customers", "population", "as_of", "seconds"}
    expected = sum(int(str(row[3])) >= 40 and int(str(row[0])) <= 1000 + BUYERS for row in customer_rows())
    assert (result["customers"], result["population"]) == (expected, CUSTOMERS)
    assert result["as_of"] == LAST_DAY.isoformat()
    text = ask(company, "count", rule).out
    assert f"{expected} of {CUSTOMERS} customers" in text
    assert ask(company, "count", f"not ({rule})", "--json").json["customers"] == CUSTOMERS - expected


def test_count_looking_back(company: Path) -> None:
    rows = {int(str(row[1])) for row in order_rows() if str(row[2]) <= "2023-06-30"}
    result = ask(company, "count", "has(order)", "--as-of", "2023-06-30", "--json").json
    assert (result["customers"], result["as_of"]) == (len(rows), "2023-06-30")


def test_explain(company: Path) -> None:
    for customer, member in (("1001", False), (str(1000 + CUSTOMERS), True)):
        result = ask(company, "explain", customer, "never-bought", "--json").json
        assert result["member"] is member
        assert result["lines"]
    text = ask(company, "explain", "1001", "never-bought").out
    assert "customer 1001 is not in never-bought" in text


def test_segments(company: Path) -> None:
    result = ask(company, "segments", "--json").json
    never = next(segment for segment in result["segments"] if segment["name"] == "never-bought")
    assert never["customers"] == CUSTOMERS - BUYERS
    assert "Never bought" in ask(company, "segments").out
    back = ask(company, "segments", "--as-of", "2023-01-01", "--json").json
    assert back["as_of"] == "2023-01-01"
    assert ask(company, "segments", "--history", "--json").json["rows"]
    history = ask(company, "segments", "--history").out.splitlines()
    assert any("never-bought" in line and str(CUSTOMERS - BUYERS) in line for line in history)
    assert "outside Everyone else" in " ".join(ask(company, "segments").out.split())


def test_scorecard(company: Path) -> None:
    card = ask(company, "scorecard", "starter", "--json").json
    assert {"points", "knocked_out", "judged", "scores", "segments", "merges", "sentence"} <= card.keys()
    assert len(card["scores"]) == 9
    shown = ask(company, "scorecard", "starter").out
    assert "Manageable" in shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "█" in line or "·" in line)
    cards = ask(company, "scorecard", "--json").json["cards"]
    assert "starter" in {each["name"] for each in cards}
    assert "Points of 100" in ask(company, "scorecard").out


def test_check_names_unknown_fields_and_misspelt_names_at_once(own: Path) -> None:
    text = "mine:\n  rule: agee >= 40\n  colour: red\nother:\n  rule: in segment mine and in segment gone\n"
    text += "broken:\n  title: No rule\nlast:\n  rule: in segment broken\n"
    (own / "shop/segments/mine.yaml").write_text(text, encoding="utf-8")
    outcome = satsuma("-C", "shop", "check", "--json", cwd=own)
    assert outcome.code == 2
    messages = " ".join(finding["message"] for finding in outcome.json)
    for words in ("colour", "'agee'", "'gone'", "rule"):
        assert words in messages, words
    assert "'broken'" not in messages.replace("broken:", "")
    assert "'mine'" not in messages
    (own / "shop/segments/mine.yaml").write_text("mine:\n  rule: agee >= 40\n", encoding="utf-8")
    assert "1 error, 0 warnings." in satsuma("-C", "shop", "check", cwd=own).out


def test_results_of_an_earlier_definition_say_so(own: Path) -> None:
    """Commands that show the last run's results warn where a definition is no longer the run's."""
    target = str(own / "old.csv")
    asked = (("segments",), ("profile", "vips"), ("overlap",), ("export", "vips", "--to", target))
    for words in asked:
        assert "changed since the last run" not in " ".join(ask(own, *words).out.split()), words
    (own / "shop/segments/mine.yaml").write_text("mine:\n  rule: age >= 40\n", encoding="utf-8")
    for words in asked:
        assert "changed since the last run (segment mine)" in " ".join(ask(own, *words).out.split()), words
    assert "changed" not in ask(own, "profile", "mine").out
    assert ask(own, "segments", "--as-of", "2024-01-01", "--json").json["warnings"] == []
    ask(own, "run")
    assert ask(own, "overlap", "--json").json["warnings"] == []


def test_profile(company: Path) -> None:
    result = ask(company, "profile", "vips", "--json").json
    assert result["population"] == CUSTOMERS
    for line in result["lines"]:
        assert {"n", "value", "low", "high", "lift", "effect", "marker"} <= line.keys()
    markers = [line["marker"] for line in result["lines"]]
    assert markers == sorted(markers, reverse=True)
    assert "VIPs" in ask(company, "profile", "vips").out


def test_overlap(company: Path) -> None:
    result = ask(company, "overlap", "--json").json
    size = len(result["names"])
    assert [len(row) for row in result["counts"]] == [size] * size
    assert not any(count is not None and 0 < count < 5 for row in result["counts"] for count in row)
    assert all(result["counts"][i][j] == result["counts"][j][i] for i in range(size) for j in range(size))
    assert "at least one" in ask(company, "overlap").out


def test_variables(company: Path) -> None:
    rows = ask(company, "variables", "--json").json
    assert {"name", "family", "kind", "customers"} <= rows[0].keys()
    assert "orders_ever" in {row["name"] for row in rows}
    assert "orders_ever" in ask(company, "variables").out


def test_check(own: Path) -> None:
    assert ask(own, "check", "--json").json == []
    assert "in order" in ask(own, "check").out
    (own / "shop/segments/mine.yaml").write_text("mine:\n  rule: agee >= 40\n", encoding="utf-8")
    outcome = satsuma("-C", "shop", "check", "--json", cwd=own)
    assert outcome.code == 2
    assert outcome.json[0]["place"]["file"] == "segments/mine.yaml"
    assert outcome.json[0]["place"]["line"] == 2


def test_runs_and_undo(own: Path) -> None:
    sizes = ask(own, "segments", "--json").json
    ask(own, "run", "--as-of", "2023-06-30")
    assert [row["status"] for row in ask(own, "runs", "--json").json] == ["published", "published"]
    assert ask(own, "segments", "--json").json["as_of"] == "2023-06-30"
    undone = ask(own, "undo", "--json").json
    rows = ask(own, "runs", "--json").json
    assert [row["status"] for row in rows] == ["withdrawn", "published"]
    assert (undone["withdrawn"], undone["current"]) == (rows[0]["id"], rows[1]["id"])
    assert ask(own, "segments", "--json").json == sizes
    assert "withdrawn" in ask(own, "runs").out
    assert satsuma("-C", "shop", "undo", cwd=own).code == 2


def test_entered_and_left(own: Path) -> None:
    ask(own, "run", "--as-of", "2023-06-30")
    result = ask(own, "run", "--as-of", "2024-06-24", "--json").json
    never = next(segment for segment in result["segments"] if segment["name"] == "never-bought")
    buyers = {int(str(row[1])) for row in order_rows() if str(row[2]) <= "2023-06-30"}
    assert never["left"] == BUYERS - len(buyers)
    assert never["entered"] == 0


def test_export(company: Path, tmp_path: Path) -> None:
    target = tmp_path / "members.csv"
    result = ask(company, "export", "never-bought", "--to", str(target), "--json").json
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    never = [row for row in customer_rows() if int(str(row[0])) > 1000 + BUYERS]
    willing = [row for row in never if row[5] == "yes"]
    assert (result["members"], result["rows"]) == (len(never), len(willing))
    assert result["opted_out"] == len(never) - len(willing)
    assert {(row["key"], row["email"]) for row in rows} == {(str(row[0]), str(row[1])) for row in willing}
    assert {row["segment"] for row in rows} == {"never-bought"}
    everyone = ask(
        company, "export", "never-bought", "--to", str(target), "--include-unconsented", "--json"
    ).json
    assert everyone["rows"] == len(never)


@pytest.mark.parametrize(
    ("tool", "column"),
    [("hubspot", "Email"), ("klaviyo", "Email"), ("mailchimp", "Email Address"), ("salesforce", "Email")],
)
def test_export_for_a_tool(company: Path, tmp_path: Path, tool: str, column: str) -> None:
    target = tmp_path / "members.csv"
    text = ask(company, "export", "never-bought", "--to", str(target), "--for", tool).out
    assert "written to" in text
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert column in next(csv.reader(file))


def test_export_workbook(company: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    target = tmp_path / "members.xlsx"
    ask(company, "export", "never-bought", "--to", str(target), "--xlsx")
    assert load_workbook(target).sheetnames == ["summary", "segments", "profiles", "members"]


def test_the_project_may_be_named_behind_the_command(company: Path) -> None:
    outcome = satsuma("segments", "-C", "shop", "--json", cwd=company)
    assert outcome.code == 0, outcome
    assert outcome.json["segments"]


# ------------------------------------------------------------- exit codes


def test_exit_codes(company: Path, tmp_path: Path) -> None:
    assert satsuma_process("--version", cwd=tmp_path).code == 0
    assert satsuma_process("-C", "shop", "segments", cwd=company).code == 0
    assert satsuma_process("-C", "nowhere", "segments", cwd=company).code == 2
    assert satsuma_process("-C", "shop", "segments", "--nothing", cwd=company).code == 2


def test_a_bug_is_ours(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsuma.project import Project

    def fail(*_: object, **__: object) -> None:
        raise KeyError("secret value")

    monkeypatch.setattr(Project, "sizes", fail)
    outcome = satsuma("-C", "shop", "segments", cwd=company)
    assert outcome.code == 1
    assert "KeyError" in outcome.err
    assert "secret value" not in outcome.text
    assert "Traceback" not in outcome.text


def test_a_closed_pipe_is_no_error(company: Path) -> None:
    line = " ".join(f"'{word}'" for word in command_line(("-C", "shop", "variables", "--json")))
    done = subprocess.run(
        ["sh", "-c", f"{line} | true"], cwd=company, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize("after", [0.0, 0.2, 0.5, 0.9])
def test_ctrl_c_leaves_the_last_good_run(own: Path, after: float) -> None:
    """A run of a larger file is interrupted; whenever that is, what was published stays and the next run works."""
    before = ask(own, "segments", "--json").json
    rows = [[f"{i}{row[0]}", *row[1:]] for i in range(400) for row in order_rows()]
    (own / "orders.csv").write_text(orders_csv(rows=rows), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        command_line(("-C", "shop", "run")),
        cwd=own,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for(own / "shop" / ".satsuma" / "scratch", process)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode in ((0, 130) if after else (130,)), (process.returncode, out, err)
    if process.returncode == 130:
        assert "Interrupted" in err
        assert ask(own, "segments", "--json").json == before
    done = ask(own, "run", "--json").json
    assert done["rows_in"]["orders"] == len(rows)


def wait_for(scratch: Path, process: subprocess.Popen[str]) -> None:
    """Until the run is at work on the files."""
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        if scratch.is_dir() and any(scratch.iterdir()):
            return
        time.sleep(0.01)


# ------------------------------------------------------------- the same again


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Two folders, the same files and the same moment: reports and results are equal to the byte."""
    from satsuma.project import Project

    def clock() -> float:
        return 1_750_000_000.0

    texts = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        write_company(folder)
        Project.init(folder / "shop", [folder / "customers.csv", folder / "orders.csv"], clock=clock)
        result = Project.open(folder / "shop", clock=clock).run().model_dump(mode="json")
        body = {key: value for key, value in result.items() if key not in ("seconds", "report")}
        yaml = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))
        }
        texts.append((json.dumps(body), (folder / "shop" / "report.html").read_bytes(), yaml))
    assert texts[0][0] == texts[1][0]
    assert texts[0][2] == texts[1][2]
    assert texts[0][1] == texts[1][1]


def test_segments_are_set_against_time_and_one_another(company: Path) -> None:
    after = ask(company, "after", "active-repeat", "--since", "2024-01-31", "--json").json
    assert (after["since"], after["until"]) == ("2024-01-31", after["points"][-1]["end"])
    assert (
        "active-repeat" not in ask(company, "after", "active-repeat", "--since", "2024-01-31").out.split()[0]
    )
    compared = ask(company, "compare", "active-repeat", "never-bought", "--json").json
    assert [size["name"] for size in compared["segments"]] == ["active-repeat", "never-bought"]
    assert compared["shared"][0][1] == 0
    traced = ask(company, "compare", "active-repeat", "--over", "orders_ever", "--steps", "3", "--json").json
    assert [len(series["points"]) for series in traced["series"]] == [3, 3]
    combined = ask(company, "combinations", "--json").json
    assert combined["outside"] <= combined["population"] == CUSTOMERS
    assert "In exactly these segments" in ask(company, "combinations").out

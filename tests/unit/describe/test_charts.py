"""Chart specifications: plain JSON that Vega-Lite compiles, from the numbers of the report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from satsuma.describe.report import write_report
from satsuma.describe.report.digest import digest
from satsuma.describe.report.specs import file_name, list_specs
from tests.unit.describe import contents, findings


def test_each_picture_has_its_specification(tmp_path: Path) -> None:
    write_report(tmp_path, contents.rich())
    names = {path.name for path in (tmp_path / "charts").iterdir()}
    assert {
        "shares.json",
        "money-orders.json",
        "coverage.json",
        "overlap-customer.json",
        "history.json",
    } <= names
    assert "segment-starter--never-bought.json" in names
    spec = json.loads((tmp_path / "charts" / "shares.json").read_text(encoding="utf-8"))
    assert {"label": "VIPs", "measure": "share of customers", "share": pytest.approx(1_102 / 20_412)} in spec[
        "data"
    ]["values"]


def test_vega_lite_compiles_them() -> None:
    vl_convert = pytest.importorskip(
        "vl_convert", reason="vl-convert-python (satsuma[report]) is not installed"
    )
    specs = list_specs(digest(findings.rich()))
    assert len(specs) > 30
    for name, spec in specs.items():
        drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
        assert "<svg" in drawn, name
        assert "NaN" not in drawn, name
        assert "mark-" in drawn, name


def test_file_names_fit_every_file_system() -> None:
    assert file_name("segment", "starter/vips") == "segment-starter--vips"
    long = file_name("segment", "ж" * 80)
    assert len(long.encode()) < 60
    assert long != file_name("segment", "ж" * 79)


def test_no_specification_without_data() -> None:
    assert list_specs(digest(contents.bare())) == {}


def test_each_finding_has_its_specification() -> None:
    specs = list_specs(digest(findings.rich()))
    found = {name.removeprefix("found-") for name in specs if name.startswith("found-")}
    assert {
        "missing", "associations", "drivers", "target-growth", "answer-frequent", "answer-rates", "groups-habits",
        "profiles-habits", "gorge-habits", "stability-habits", "stability-attitudes", "scorecard-starter", "distribution-age",
    } <= found  # fmt: skip
    assert not found & {"distribution-religion", "groups-attitudes", "answer-nothing", "answer-compared"}


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("missing", {"label", "share"}),
        ("associations", {"row", "column", "share"}),
        ("answer-rates", {"label", "here", "everyone", "low", "high"}),
        ("profiles-habits", {"label", "segment", "effect", "value"}),
        ("gorge-habits", {"segment", "label", "share"}),
        ("stability-habits", {"algorithm", "k", "low", "middle", "high", "chosen"}),
        ("own-stability-habits", {"k", "value", "customers"}),
        ("criteria-habits", {"criterion", "algorithm", "k", "value"}),
    ],
)
def test_every_encoded_field_is_in_the_data(name: str, fields: set[str]) -> None:
    spec = list_specs(digest(findings.rich()))[f"found-{name}"]
    rows = spec["data"]["values"]  # type: ignore[index]
    assert rows
    assert all(set(row) == fields for row in rows)
    assert set(find_fields(spec)) <= fields


def find_fields(part: object) -> Iterator[str]:
    """All `field` entries, however deep."""
    if isinstance(part, dict):
        if isinstance(part.get("field"), str):
            yield part["field"]
        for each in part.values():
            yield from find_fields(each)
    elif isinstance(part, list):
        for each in part:
            yield from find_fields(each)


def test_rates_are_drawn_over_what_they_are_read() -> None:
    spec = list_specs(digest(findings.rich()))["found-answer-rates"]
    assert spec["data"]["values"][0]["here"] == pytest.approx(3.2987654321 * 365)  # type: ignore[index]

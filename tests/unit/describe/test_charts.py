"""Chart specifications: plain JSON that Vega-Lite compiles, from the numbers of the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from satsuma.describe.report import write_report
from satsuma.describe.report.digest import digest
from satsuma.describe.report.specs import file_name, list_specs
from tests.unit.describe import contents


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
    specs = list_specs(digest(contents.rich()))
    assert len(specs) > 10
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

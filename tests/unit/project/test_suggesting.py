"""What init suggests from values: margins of whole lines, and nothing from a column that never varies."""

from __future__ import annotations

from pathlib import Path

from satsuma.model.results import DemoResult
from satsuma.project import Project
from satsuma.store.definitions import read_definitions

NOW = 1_790_000_000


def start(folder: Path, discount: str) -> Project:
    rows = [
        f"{i},{100 + i % 30},2024-0{1 + i % 6}-1{i % 9},{i % 3 + 1},{5 + i % 4}.50,{discount if i % 2 else '0.00'},sku-{i % 4}"
        for i in range(200)
    ]
    head = "order_id,customer_id,order_date,quantity,price,discount,sku\n"
    (folder / "orders.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    products = "sku,category,margin\n" + "".join(f"sku-{i},Cat {i % 2},{i + 1}.25\n" for i in range(4))
    (folder / "products.csv").write_text(products, encoding="utf-8")
    Project.init(folder / "shop", [folder / "orders.csv", folder / "products.csv"], clock=lambda: NOW)
    return Project.open(folder / "shop", clock=lambda: NOW)


def test_a_margin_per_piece_is_multiplied_by_the_quantity(tmp_path: Path) -> None:
    project = start(tmp_path, "1.00")
    project.run()
    assert project.definitions.sources["orders"].joins[0].times == {"margin": "quantity"}
    # Customer 100: rows 0, 30, 60 … have (quantity, sku) as written above.
    mine = [i for i in range(200) if i % 30 == 0]
    margin = sum((i % 3 + 1) * (i % 4 + 1.25) for i in mine)
    (event,) = {
        source.event or name for name, source in project.definitions.sources.items() if source.role == "event"
    }
    assert project.count(f"sum({event}.margin) = {margin}").customers >= 1
    assert project.explain("100", f"sum({event}.margin) = {margin}").member


def test_a_discount_that_never_varies_suggests_nothing(tmp_path: Path) -> None:
    definitions = read_definitions(start(tmp_path, "0.00").folder).definitions
    assert "discount_share" not in definitions.variables
    assert "discount-driven" not in definitions.segments


def test_a_discount_that_varies_suggests_who_waits_for_it(tmp_path: Path) -> None:
    definitions = read_definitions(start(tmp_path, "1.00").folder).definitions
    assert "discount_share" in definitions.variables
    assert "discount-driven" in definitions.segments


def test_the_made_up_companys_margin_counts_quantities(shown: DemoResult) -> None:
    sources = Project.open(shown.project).definitions.sources
    assert sources["till"].joins[0].times == {"margin": "menge"}
    assert sources["shop_orders"].joins[0].times == {"margin": "lineitem_quantity"}

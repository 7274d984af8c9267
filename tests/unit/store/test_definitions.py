"""YAML files ⇄ definitions: everything wrong is said at once, with its line; what people wrote is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from satsuma.model.definitions import (
    ColumnDefinition,
    Definitions,
    Format,
    Grouping,
    Priority,
    Product,
    ProjectDefinition,
    SegmentationDefinition,
    SegmentDefinition,
    SourceDefinition,
    VariableDefinition,
)
from satsuma.model.errors import DefinitionError, ProjectNotFoundError
from satsuma.model.kinds import Family, Kind, Role
from satsuma.store.definitions import (
    SECTIONS,
    make_schemas,
    read_definitions,
    update_definition,
    write_definitions,
    write_schemas,
)

SHOP = Definitions(
    project=ProjectDefinition(name="Café: 'Nord' #1", teams=("sales", "no")),
    sources={
        "orders": SourceDefinition(
            role=Role.EVENT,
            files=("data/*.csv",),
            format=Format(type="csv", delimiter=";", decimal=","),
            unit="customer",
            key="customer",
            groups=Grouping(event="order", by="order_id"),
            amount=Product(product_of=("quantity", "price")),
            columns={
                "order_id": ColumnDefinition(raw="Order: ID", kind=Kind.IDENTIFIER),
                "quantity": ColumnDefinition(
                    raw="Qty", kind=Kind.NUMBER, missing=("-999", "N/A", "null"), evidence="x" * 120
                ),
            },
            reasons={"role": "It has a time, a customer and an amount, line by line."},
        )
    },
    variables={"orders_ever": VariableDefinition(value="count(order, ever)", family=Family.BEHAVIOURAL)},
    segments={
        "vip-s": SegmentDefinition(
            rule='sum(order.amount, ever) >= 100 and city = "no"', title="VIPs: the best"
        )
    },
    segmentations={
        "starter": SegmentationDefinition(
            priorities=(Priority(name="a", segment="vip-s"), Priority(name="b", rule="age >= 3"))
        )
    },
)


def find(folder: Path, files: dict[str, str]) -> list[str]:
    """The findings of the files as text."""
    for name, text in {"satsuma.yaml": "name: Shop\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        read_definitions(folder)
    return [str(finding) for finding in caught.value.findings]


def test_written_definitions_are_read_back_equal(tmp_path: Path) -> None:
    write_definitions(tmp_path, SHOP, {("segments", "vip-s"): "Asked for by sales.\nReview in May."})
    loaded = read_definitions(tmp_path)
    assert loaded.definitions == SHOP
    text = (tmp_path / "segments/segments.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.satsuma/schemas/segments.json\n")
    assert "# Asked for by sales.\n# Review in May.\nvip-s:\n" in text
    assert "enabled" not in text
    place = loaded.places.find("segments", "vip-s", "rule")
    assert (place.file, text.splitlines()[(place.line or 0) - 1].strip()[:6]) == (
        "segments/segments.yaml",
        "rule: ",
    )


def test_a_folder_without_a_project_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProjectNotFoundError, match="satsuma init"):
        read_definitions(tmp_path)


def test_all_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = find(
        tmp_path,
        {
            "satsuma.yaml": "name: Shop\ntimezne: UTC\n",
            "sources/a.yaml": "a:\n  role: evnt\n  files: [a.csv]\n  format: {type: csv}\n  columns:\n"
            "    qty: {from: Q, kind: numbr}\n    ok: {from: O, kind: number, cleaning: {trm: false}}\n",
            "segments/s.yaml": "vips:\n  rule: x\n  enabled: maybe\nbad name: {rule: x}\n",
            "segmentations/s.yaml": "vips:\n  priorities:\n    - {name: a}\n",
            "variables/v.yaml": "v:\n\tvalue: 1\n",
        },
    )
    assert [text.split(" ")[0].rstrip(":") for text in found] == [
        "satsuma.yaml:2:1", "segmentations/s.yaml:1:1", "segmentations/s.yaml:3:7", "segments/s.yaml:3:3",
        "segments/s.yaml:4:1", "sources/a.yaml:2:3", "sources/a.yaml:6:20", "sources/a.yaml:7:44", "variables/v.yaml:2:1",
    ]  # fmt: skip
    text = "\n".join(found)
    for words in (
        "no field 'timezne' here. Did you mean 'timezone'?",
        "cannot be 'evnt'. Did you mean 'event'?",
        "cannot be 'numbr'. Did you mean 'number'?",
        "no field 'trm' here. Did you mean 'trim'?",
        "defined twice: also in segments/s.yaml:1",
        "Give either 'segment' or 'rule'",
        "'enabled' must be true or false",
        "'bad name' cannot be a name",
        "A tab stands where YAML wants spaces",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x {rule: y}\nb: *x\n", "Anchors (&) and aliases (*)"),
        ("a: {rule: y}\na: {rule: z}\n", "'a' stands here twice (first in line 1)"),
        ("a:\n  rule: x\n  rule: y\n", "'rule' stands here twice"),
        ("a: !!python/object:os.system {rule: x}\n", "The tag"),
        ("a: " + "[" * 200 + "]" * 200, "nests deeper"),
        ("- a\n- b\n", "holds a list instead"),
        ("only words\n", "holds a single value"),
        ("a: {rule: x}\n---\nb: {rule: y}\n", "several YAML documents"),
        ('a: {rule: "x}\n', "not valid YAML"),
        ("a: {rule: x: y}\n", "not valid YAML"),
        ("rule: x > 3\n", "Every definition needs a name above"),
        ("../evil: {rule: x}\n", "cannot be a name"),
        ("/etc/passwd: {rule: x}\n", "cannot be a name"),
        ("? [a]\n: {rule: x}\n", "must be a word"),
        ("a: {rule: x\x00}\n", "cannot be read as YAML"),
        ("x: {rule: y}\n" + "#" * 4_000_000, "may have 4,000,000"),
    ],
)
def test_what_yaml_allows_and_definitions_do_not(tmp_path: Path, text: str, words: str) -> None:
    found = find(tmp_path, {"segments/s.yaml": text})
    assert words in found[0]
    assert "segments/s.yaml" in found[0]


def test_bytes_that_are_no_text_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "satsuma.yaml").write_bytes(b"name: a\nproblem: caf\xe9\n")
    with pytest.raises(DefinitionError, match=r"satsuma.yaml:2.*not UTF-8"):
        read_definitions(tmp_path)


def test_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("a: {rule: x}\n", encoding="utf-8")
    (tmp_path / "shop/segments").mkdir(parents=True)
    (tmp_path / "shop/segments/s.yaml").symlink_to(outside)
    assert "outside the project" in find(tmp_path / "shop", {})[0]


def test_words_that_look_like_numbers_stay_as_written(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "satsuma.yaml").write_text("name: 007\nproblem: no\n", encoding="utf-8")
    (tmp_path / "sources/a.yaml").write_text(
        "a:\n  role: profile\n  files: [a.csv]\n  format: {type: csv}\n  columns:\n"
        "    x: {from: 2019, kind: number, missing: [-999, 1.50, no, true, 12345678901234567890123]}\n",
        encoding="utf-8",
    )
    found = read_definitions(tmp_path).definitions
    assert (found.project.name, found.project.problem) == ("007", "no")
    column = found.sources["a"].columns["x"]
    assert column.raw == "2019"
    assert column.missing == ("-999", "1.50", "no", "true", "12345678901234567890123")


def test_a_file_with_the_other_ending_is_pointed_out(tmp_path: Path) -> None:
    write_definitions(tmp_path, SHOP)
    (tmp_path / "segments/more.yml").write_text("x: {rule: y}\n", encoding="utf-8")
    warnings = read_definitions(tmp_path).warnings
    assert [warning.severity for warning in warnings] == ["warning"]
    assert "more.yaml" in str(warnings[0])


def test_a_file_that_a_person_changed_is_not_overwritten_unless_told(tmp_path: Path) -> None:
    write_definitions(tmp_path, SHOP)
    write_definitions(tmp_path, SHOP.model_copy(update={"variables": {}}))
    path = tmp_path / "segments/segments.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    changed = SHOP.model_copy(update={"project": ProjectDefinition(name="Other")})
    with pytest.raises(DefinitionError, match=r"segments\.yaml was changed by hand"):
        write_definitions(tmp_path, changed)
    assert read_definitions(tmp_path).definitions.project.name == SHOP.project.name
    write_definitions(tmp_path, changed, overwrite=True)
    assert "# mine" not in path.read_text(encoding="utf-8")


def test_updating_one_definition_leaves_every_other_byte(tmp_path: Path) -> None:
    write_definitions(tmp_path, SHOP)
    path = tmp_path / "segments/segments.yaml"
    before = (
        "# top\n\n# about a\na:   {rule:  x}   # odd\n\n# about b\nb:\n  rule: >-\n    y or\n    z\n\n"
        "# about c\nc: {rule: w}\n# end"
    )
    path.write_text(before + "\nvip-s: {rule: v}\n", encoding="utf-8")
    update_definition(tmp_path, "segments", "b", SegmentDefinition(rule="age > 3", title="Be"))
    after = path.read_text(encoding="utf-8")
    assert after == (before + "\nvip-s: {rule: v}\n").replace(
        "b:\n  rule: >-\n    y or\n    z\n", "b:\n  rule: age > 3\n  title: Be\n"
    )
    update_definition(tmp_path, "segments", "new", SegmentDefinition(rule="n"))
    assert path.read_text(encoding="utf-8") == after + "\nnew:\n  rule: n\n"
    update_definition(tmp_path, "segments", "c", None)
    found = read_definitions(tmp_path).definitions.segments
    assert set(found) == {"a", "b", "vip-s", "new"}
    assert found["b"].title == "Be"


def test_schemas_describe_what_is_read(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path)
    assert {path.stem for path in paths} == {"project", *SECTIONS}
    assert json.loads(paths[0].read_bytes())["additionalProperties"] is False
    column = make_schemas()["sources"]["$defs"]["ColumnDefinition"]
    assert "from" in column["properties"]
    assert "raw" not in column["properties"]

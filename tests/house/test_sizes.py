"""Small files, small functions, and names that say something."""

from __future__ import annotations

import ast

from tests.house.tree import ROOT, list_modules, list_sources, parse, shorten

FILE_LINES = 500
FUNCTION_LINES = 80
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc", "base", "shared"}
SOURCE_SUFFIXES = {".py", ".c", ".h", ".lark", ".html", ".css", ".js", ".ts", ".tsx"}
GENERATED = {"schema.d.ts"}


def test_there_is_something_to_look_at() -> None:
    assert len(list_modules()) > 10


def test_no_file_is_long() -> None:
    sizes = {
        shorten(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in list_sources()
        if path.suffix in SOURCE_SUFFIXES and path.name not in GENERATED
    }
    assert {name: lines for name, lines in sizes.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{shorten(path)}:{node.lineno} {node.name} has {count_lines(node)} lines"
        for path in list_modules()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and count_lines(node) > FUNCTION_LINES
    ]
    assert long == []


def count_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[0]
    is_documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_documented else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def test_no_module_has_an_empty_name() -> None:
    written = [path for path in list_sources() if path.suffix in SOURCE_SUFFIXES]
    parts = {part.split(".")[0] for path in written for part in path.relative_to(ROOT).parts}
    words = {word.lower() for part in parts for word in part.split("_")}
    assert words & EMPTY_NAMES == set()


def test_each_module_says_what_it_is_for() -> None:
    silent = [path for path in list_modules() if parse(path).body and not ast.get_docstring(parse(path))]
    assert list(map(shorten, silent)) == []

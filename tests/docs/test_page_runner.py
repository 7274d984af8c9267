"""The runner of the docs sees what is wrong in a page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.docs.pages import PageError, find_links, read_blocks, read_commands
from tests.docs.test_pages import run_page

PAGE = """# Title

<!-- setup
$ satsuma prepare
-->

```console
$ satsuma one \\
    --two
printed
$ satsuma three
```

<!-- no-test: it needs an account at a shop -->
```python
raise ValueError
```

<!-- exit: 2 -->
```console
$ satsuma wrong
```

```python
x = 1
```

```yaml
a: 1
```
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `satsuma` that prints its arguments, says which folder it is in, and fails when told to."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "satsuma"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n"
        "Path('made').touch()\nprint(*sys.argv[1:])\nsys.exit(2 * (sys.argv[1] == 'wrong'))\n"
    )
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_reads_blocks_in_order_with_their_lines() -> None:
    blocks = read_blocks(PAGE, "page.md")
    assert [(block.line, block.kind, block.exit_code) for block in blocks] == [
        (4, "console", 0), (8, "console", 0), (21, "console", 2), (25, "python", 0),
    ]  # fmt: skip


def test_reads_commands_with_what_they_print() -> None:
    commands = read_commands(read_blocks(PAGE, "page.md")[1], "page.md")
    assert [(command.line, command.text, command.shown) for command in commands] == [
        (8, "satsuma one --two", "printed\n"), (11, "satsuma three", ""),
    ]  # fmt: skip


def test_runs_a_page(program: Path) -> None:
    page = "```console\n$ satsuma a 'b c'\na b ...\n```\n```python\nfrom pathlib import Path\nx = 1\n```\n"
    run_page(page + "```python\nassert x == 1 and Path('made').exists()\n```\n", "page.md", program)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("```console\n$ satsuma a\nb\n```\n", r"page.md:2: `satsuma a` should print\nb\nbut prints\na"),
        ("```console\n$ satsuma wrong\n```\n", "ended with 2"),
        ("<!-- exit: 2 -->\n```console\n$ satsuma right\n```\n", "ended with 0"),
        ("```python\nassert 1 == 2, 'arithmetic'\n```\n", "arithmetic"),
    ],
)
def test_fails_where_a_page_is_wrong(program: Path, page: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        run_page(page, "page.md", program)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- no-test -->\n```python\nx\n```\n", "page.md:3: a block that is not run says why"),
        ("```console\nsatsuma a\n```\n", "page.md:2: a console block begins with"),
        ("```console\n$ rm -r x\n```\n", "page.md:2: only `satsuma` commands are run"),
    ],
)
def test_refuses_what_it_does_not_understand(tmp_path: Path, page: str, message: str) -> None:
    with pytest.raises(PageError, match=message):
        run_page(page, "page.md", tmp_path)


def test_finds_links_to_files() -> None:
    page = "[a](docs/a.md#part) [b](#here) [c](https://example.org/x) ![d](d.png)"
    assert find_links(page) == ["docs/a.md", "d.png"]

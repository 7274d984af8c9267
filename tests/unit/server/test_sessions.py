"""Tokens and the sessions that are opened with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.model.errors import OptionError, StorageError, UnknownNameError
from satsuma.server.access.sessions import LIFE_SECONDS, make_session, read_session
from satsuma.server.access.tokens import TokenBook, make_token, revoke_token

KEY = b"k" * 32
NOW = 1_000_000.0


def test_a_token_tells_whose_it_is(tmp_path: Path) -> None:
    book = TokenBook(tmp_path)
    ann, bo = make_token(tmp_path, "Ann"), make_token(tmp_path, "Bo")
    assert (book.find(ann), book.find(bo), book.find(ann + "x")) == ("Ann", "Bo", None)


def test_a_new_token_of_a_name_replaces_the_old(tmp_path: Path) -> None:
    book = TokenBook(tmp_path)
    old = make_token(tmp_path, "Ann")
    assert book.find(old) == "Ann"
    new = make_token(tmp_path, "Ann")
    assert (book.find(old), book.find(new)) == (None, "Ann")


@pytest.mark.parametrize("name", ["", " Ann", "<b>", "a" * 61, "a\nb"])
def test_a_name_is_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError):
        make_token(tmp_path, name)


def test_a_name_without_a_token_cannot_be_taken_back(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no token for 'Ann'"):
        revoke_token(tmp_path, "Ann")


def test_a_broken_file_of_tokens_lets_nobody_in(tmp_path: Path) -> None:
    token = make_token(tmp_path, "Ann")
    (tmp_path / ".satsuma" / "tokens.json").write_text("{", encoding="utf-8")
    with pytest.raises(StorageError):
        TokenBook(tmp_path).find(token)


@pytest.fixture
def book(tmp_path: Path) -> TokenBook:
    make_token(tmp_path, "Ann Öz")
    make_token(tmp_path, "Bo")
    return TokenBook(tmp_path)


def test_a_session_names_its_person_until_its_end(book: TokenBook) -> None:
    value = make_session(KEY, "Ann Öz", book, NOW)
    assert read_session(KEY, value, book, NOW) == "Ann Öz"
    assert read_session(KEY, value, book, NOW + LIFE_SECONDS - 1) == "Ann Öz"
    assert read_session(KEY, value, book, NOW + LIFE_SECONDS + 1) is None
    assert read_session(b"x" * 32, value, book, NOW) is None


def test_a_session_cannot_be_changed(book: TokenBook) -> None:
    label, end, signature = make_session(KEY, "Ann Öz", book, NOW).split(".")
    other = make_session(KEY, "Bo", book, NOW).split(".")[0]
    for value in (
        f"{other}.{end}.{signature}",
        f"{label}.{int(end) + 1}.{signature}",
        f"{label}.{end}.{signature[:-1]}",
        f"{label}.{end}.é",
        f"{label}.{end}",
        f"{label}.²²²²²²².{signature}",
        "é.1.x",
        "..",
        "",
    ):
        assert read_session(KEY, value, book, NOW) is None, value


def test_a_new_token_ends_old_sessions(book: TokenBook, tmp_path: Path) -> None:
    value = make_session(KEY, "Bo", book, NOW)
    make_token(tmp_path, "Bo")
    assert read_session(KEY, value, book, NOW) is None

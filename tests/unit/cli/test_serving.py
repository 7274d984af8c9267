"""`serve` before it listens: folders, ports, tokens."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from satsuma.model.errors import OptionError
from satsuma.server.access.tokens import TokenBook
from satsuma.server.serving import listen, name_address
from tests.journeys.command import satsuma


def test_a_token_is_shown_once_and_taken_back(tmp_path: Path) -> None:
    made = satsuma("serve", tmp_path, "--new-token", "Ann Miller", cwd=tmp_path)
    token = made.out.splitlines()[0]
    assert (made.code, TokenBook(tmp_path).find(token)) == (0, "Ann Miller")
    assert "shown only now" in made.out
    taken = satsuma("-C", tmp_path, "serve", "--revoke-token", "Ann Miller", cwd=tmp_path)
    assert (taken.code, TokenBook(tmp_path).find(token)) == (0, None)
    again = satsuma("serve", tmp_path, "--revoke-token", "Ann Miller", cwd=tmp_path)
    assert again.code == 2
    assert "no token for 'Ann Miller'" in again.err


def test_others_are_not_let_in_without_a_token(tmp_path: Path) -> None:
    done = satsuma("serve", tmp_path, "--host", "0.0.0.0", "--no-browser", cwd=tmp_path)
    assert done.code == 2
    assert "--new-token NAME" in done.err
    behind = satsuma("serve", tmp_path, "--allowed-host", "app.example", "--no-browser", cwd=tmp_path)
    assert behind.code == 2


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = satsuma("serve", tmp_path / "file", "--no-browser", cwd=tmp_path)
    assert done.code == 2
    assert "is a file" in done.err


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = satsuma("serve", tmp_path, "--port", str(port), "--no-browser", cwd=tmp_path)
    assert done.code == 2
    assert "--port" in done.err


def test_a_host_that_is_not_ours_is_a_sentence() -> None:
    with pytest.raises(OptionError, match=r"Nothing can listen at 192\.0\.2\.1"):
        listen("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("::1", "http://[::1]:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("box.example", "http://box.example:80"),
    ],
)
def test_where_a_browser_finds_it(host: str, address: str) -> None:
    assert name_address(host, 80) == address

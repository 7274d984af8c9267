"""Names of hosts, and requests from other sites."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.server.access.origins import find_foreign, is_known_host, strip_port
from satsuma.server.settings import ServerSettings


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Localhost:80", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]:8000", "::1"), ("::1", "::1"),
        ("[::1", "::1"), ("", ""), (":80", ""), ("a:b:c", "a:b:c"),
    ],
)  # fmt: skip
def test_a_host_without_its_port(host: str, name: str) -> None:
    assert strip_port(host) == name


def test_a_proxys_name_is_known_with_any_port() -> None:
    settings = ServerSettings(Path(), allowed_hosts=("App.example:443",))
    assert is_known_host("app.example", settings)
    assert is_known_host("APP.EXAMPLE:8443", settings)
    assert not is_known_host("other.example", settings)


def test_an_own_name_is_known_where_others_come_in() -> None:
    settings = ServerSettings(Path(), host="analysis.example")
    assert is_known_host("analysis.example:8000", settings)
    assert is_known_host("192.0.2.4", settings)
    assert not is_known_host("192.0.2.4.evil.example", settings)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_is_never_refused(method: str) -> None:
    assert find_foreign(method, {"origin": "https://evil.example", "host": "a"}) is None


@pytest.mark.parametrize(
    ("headers", "is_refused"),
    [
        ({"host": "a:1", "origin": "http://a:1"}, False),
        ({"host": "a:1", "origin": "http://a:2"}, True),
        ({"host": "a", "origin": "http://a", "sec-fetch-site": "cross-site"}, True),
        ({"host": "a", "origin": "http://[bad"}, True),
        ({"host": "a", "content-type": "application/json; charset=utf-8"}, False),
        ({"host": "a", "content-type": "application/jsonp"}, True),
        ({"host": "a", "authorization": "Bearer x"}, False),
        ({"host": "a", "authorization": "Basic x"}, True),
        ({"host": "a", "authorization": "Bearer x", "origin": "http://b"}, True),
        ({"host": "a"}, True),
    ],
)
def test_what_shows_where_a_request_comes_from(headers: dict[str, str], is_refused: bool) -> None:
    assert (find_foreign("DELETE", headers) is not None) == is_refused

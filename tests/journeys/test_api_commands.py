"""Everything the command line can do, the API can do; the API's description says so and is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsuma.cli.app import app as cli
from satsuma.server.app import create_app, list_commands
from satsuma.server.openapi import dump_openapi
from satsuma.server.settings import ServerSettings
from tests.house.tree import ROOT

ON_A_TERMINAL_ONLY = {"init", "serve", "demo"}
"""`init DIR` makes the folder that is served; /v1/start begins a project in it."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return list_commands(create_app(ServerSettings(tmp_path_factory.mktemp("empty"))))


def list_cli_commands() -> set[str]:
    return {
        command.name or command.callback.__name__ for command in cli.registered_commands if command.callback
    }


def test_every_command_has_an_address(described: dict[str, list[str]]) -> None:
    assert list_cli_commands() - ON_A_TERMINAL_ONLY - set(described) == set()


def test_no_address_claims_a_command_that_is_none(described: dict[str, list[str]]) -> None:
    assert set(described) - list_cli_commands() == set()


def test_the_description_is_the_one_that_the_web_client_is_made_from() -> None:
    kept = (ROOT / "web" / "openapi.json").read_text(encoding="utf-8")
    assert dump_openapi() == kept, (
        "make it anew: python -m satsuma.server.openapi web/openapi.json, then npm run api"
    )


def test_the_description_is_the_same_each_time() -> None:
    assert dump_openapi() == dump_openapi()


def test_every_operation_has_its_words(tmp_path: Path) -> None:
    paths = create_app(ServerSettings(tmp_path)).openapi()["paths"]
    operations = [each for path in paths.values() for each in path.values()]
    ids = [each["operationId"] for each in operations]
    assert len(ids) == len(set(ids))
    assert [each["operationId"] for each in operations if not each.get("summary")] == []
    unexplained = [
        each["operationId"]
        for each in operations
        if "application/problem+json" not in str(each["responses"]) or "HTTPValidationError" in str(each)
    ]
    assert unexplained == []

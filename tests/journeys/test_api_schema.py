"""Every address of the API, called with good and bad input: it answers as its description says and never breaks."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from satsuma.server.app import create_app
from satsuma.server.jobs import board
from satsuma.server.settings import ServerSettings
from tests.house.tree import ROOT
from tests.journeys.api import ADDRESS, MARK

SEED = 20261122
EXAMPLES = 8
PATIENCE_SECONDS = 120
"""Decks and sheets take their time on a busy machine."""
REFUSALS = [400, 401, 403, 404, 405, 406, 409, 411, 412, 413, 415, 422, 428]
"""What is well-formed may still name nothing that is there."""
CONFIG = SchemathesisConfig.from_dict(
    {
        "phases": {"coverage": {"enabled": False}},  # minutes for definitions nested as deeply as these
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", *map(str, REFUSALS)]},
            "negative_data_rejection": {"expected-statuses": [*map(str, REFUSALS), "501", "503"]},
        },
    }
)
STREAMS = "watch_job"
"""Tested by itself: it ends when its job does."""


def list_calls() -> list[tuple[str, str, GenerationMode]]:
    """Method, path and kind of input, from the description that is kept: another test holds it up to date. Where nothing is
    sent, nothing can be wrong."""
    paths = json.loads((ROOT / "web" / "openapi.json").read_text(encoding="utf-8"))["paths"]
    return [
        (method.upper(), path, mode)
        for path, operations in paths.items()
        for method, operation in operations.items()
        for mode in GenerationMode
        if operation["operationId"] != STREAMS
        and (mode.is_positive or "parameters" in operation or "requestBody" in operation)
    ]


class DoneAtOnce:
    """Stands for a job's process."""

    def __init__(self, *order: Any) -> None:
        self.order = order

    def lines(self) -> Iterator[dict[str, Any]]:
        yield {"done": True, "peak_mb": None}

    def wait(self) -> int:
        return 0

    def kill(self) -> None:
        return


@pytest.fixture(scope="module")
def app(begun_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """A server of a copy whose jobs are done at once."""
    here = tmp_path_factory.mktemp("schema") / "here"
    shutil.copytree(begun_company.parent, here)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "Child", DoneAtOnce)
        yield create_app(ServerSettings(here / "company"))


@pytest.fixture(scope="module")
def described(app: FastAPI) -> Any:
    found = schemathesis.openapi.from_dict(app.openapi(), config=CONFIG)
    found.app = app
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path", "mode"), list_calls())
def test_it_answers_as_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(case=described[path][method].as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=ADDRESS, headers=MARK, timeout=PATIENCE_SECONDS)

    call()

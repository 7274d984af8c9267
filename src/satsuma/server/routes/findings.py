"""What explore, discover, answer and scorecard found last. The work itself is a job; these read what it left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from satsuma.model.answers import AnswerResult, TargetResult
from satsuma.model.discoveries import DiscoveryResult
from satsuma.model.patterns import ExploreResult
from satsuma.model.scorecards import Scorecard, Scorecards
from satsuma.server.dependencies import HeldProject
from satsuma.server.problems import PROBLEMS

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS)

Named = Annotated[str, Path(description="Its name.", max_length=200)]


@router.get("/exploration", operation_id="get_exploration", summary="What was found in all variables")
def get_exploration(project: HeldProject) -> ExploreResult:
    """Distributions, what goes together, what moves the KPI; 404 before the first exploration."""
    return project.found.explored


@router.get("/targets", operation_id="list_targets", summary="The targets with their KPI as last looked at")
def list_targets(project: HeldProject) -> tuple[TargetResult, ...]:
    return project.found.targets


@router.get("/targets/{name:path}", operation_id="get_target", summary="A target as last looked at")
def get_target(project: HeldProject, name: Named) -> TargetResult:
    return project.found.target(name)


@router.get("/answers", operation_id="list_answers", summary="All objectives that were answered")
def list_answers(project: HeldProject) -> tuple[AnswerResult, ...]:
    return project.found.answers


@router.get("/answers/{name:path}", operation_id="get_answer", summary="An objective's last answer")
def get_answer(project: HeldProject, name: Named) -> AnswerResult:
    return project.found.answer(name)


@router.get("/discoveries", operation_id="list_discoveries", summary="All studies so far")
def list_discoveries(project: HeldProject) -> tuple[DiscoveryResult, ...]:
    return project.found.discoveries


@router.get("/discoveries/{name:path}", operation_id="get_discovery", summary="What a study found")
def get_discovery(project: HeldProject, name: Named) -> DiscoveryResult:
    return project.found.discovery(name)


@router.get(
    "/scorecards", operation_id="list_scorecards", summary="Segmentations side by side, the best first"
)
def list_scorecards(project: HeldProject) -> Scorecards:
    return project.found.scorecards


@router.get("/scorecards/{name:path}", operation_id="get_scorecard", summary="One segmentation's judgement")
def get_scorecard(project: HeldProject, name: Named) -> Scorecard:
    return project.found.scorecard(name)

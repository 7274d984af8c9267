"""What explore, discover, answer and scorecard found last. The work itself is a job; these read what it left."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from satsuma.model.answers import AnswerResult, Answers, TargetResult
from satsuma.model.discoveries import AdoptResult, DiscoveryResult
from satsuma.model.patterns import ExploreResult
from satsuma.model.scorecards import Scorecard, Scorecards
from satsuma.server.caching import KeptRoute
from satsuma.server.dependencies import HeldProject, OfJob
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["findings"], responses=PROBLEMS, route_class=KeptRoute)

Named = Annotated[str, Path(description="Its name.", max_length=200, examples=["slipping-regulars"])]


@router.get("/exploration", operation_id="get_exploration", summary="What was found in all variables")
def get_exploration(
    project: HeldProject,
    job: OfJob = None,
) -> ExploreResult:
    """Distributions, what goes together, what moves the KPI; 404 before the first exploration."""
    return project.found.explored if job is None else project.found.explored_by(job)


@router.get("/targets", operation_id="list_targets", summary="The targets with their KPI as last looked at")
def list_targets(project: HeldProject) -> tuple[TargetResult, ...]:
    """In the order of their definition; empty before any was looked at."""
    return project.found.targets


@router.get("/targets/{name:path}", operation_id="get_target", summary="A target as last looked at")
def get_target(project: HeldProject, name: Named) -> TargetResult:
    """404 before it was looked at; `/v1/aims` looks now."""
    return project.found.target(name)


@router.get("/answers", operation_id="list_answers", summary="All objectives that were answered")
def list_answers(project: HeldProject) -> tuple[AnswerResult, ...]:
    """By name; those that nobody asked yet are not among them."""
    return project.found.answers


@router.get("/answered", operation_id="get_answered", summary="All objectives as answered at once")
def get_answered(project: HeldProject) -> Answers:
    """With what the unanswerable ones lack; 404 before all were asked at once."""
    return project.found.answered


@router.get("/answers/{name:path}", operation_id="get_answer", summary="An objective's last answer")
def get_answer(project: HeldProject, name: Named) -> AnswerResult:
    """With numbers, intervals and what it rests on; 404 before it was asked."""
    return project.found.answer(name)


@router.get("/discoveries", operation_id="list_discoveries", summary="All studies so far")
def list_discoveries(project: HeldProject) -> tuple[DiscoveryResult, ...]:
    """In full; `/v1/studies` is the short list."""
    return project.found.discoveries


@router.get("/discoveries/{name:path}", operation_id="get_discovery", summary="What a study found")
def get_discovery(project: HeldProject, name: Named) -> DiscoveryResult:
    """Its groups, how stable they are, and the verdict; 404 before the first study."""
    return project.found.discovery(name)


@router.get("/adoptions/{name:path}", operation_id="get_adoption", summary="What an adoption made")
def get_adoption(project: HeldProject, name: Named) -> AdoptResult:
    """The segmentation, its size, and what it was made from; 404 before it was adopted."""
    return project.found.adoption(name)


@router.get(
    "/scorecards", operation_id="list_scorecards", summary="Segmentations side by side, the best first"
)
def list_scorecards(project: HeldProject) -> Scorecards:
    """As of the run that they were made for; 404 before the first judgement."""
    return project.found.scorecards


@router.get("/scorecards/{name:path}", operation_id="get_scorecard", summary="One segmentation's judgement")
def get_scorecard(project: HeldProject, name: Named) -> Scorecard:
    """Criterion by criterion; 404 before it was judged."""
    return project.found.scorecard(name)

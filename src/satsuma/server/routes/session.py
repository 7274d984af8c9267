"""Whether the server answers, who one is, signing in and out in a browser."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from satsuma.model.results import Result
from satsuma.server.access.gate import Doorkeeper
from satsuma.server.access.sessions import COOKIE, LIFE_SECONDS
from satsuma.server.problems import TokenError
from satsuma.server.refusals import PROBLEMS

router = APIRouter(prefix="/v1", tags=["session"], responses=PROBLEMS)


class Health(Result):
    """That the server answers."""

    status: Literal["ok"] = "ok"


@router.get("/health", operation_id="check_health", summary="Whether the server answers")
async def check_health() -> Health:
    """Needs no token."""
    return Health()


class Session(Result):
    """Who asks. Without a name nobody is signed in, and a token is needed."""

    who: str | None
    needs_token: bool


class SignIn(BaseModel):
    """A token, as it was shown once when it was made."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_extra={"examples": [{"token": "satsuma_…"}]}
    )

    token: str = Field(min_length=1, max_length=200, examples=["satsuma_…"])


async def get_keeper(request: Request) -> Doorkeeper:
    keeper: Doorkeeper = request.app.state.keeper
    return keeper


Keeper = Annotated[Doorkeeper, Depends(get_keeper)]


@router.get("/session", operation_id="get_session", summary="Who one is")
async def get_session(request: Request, keeper: Keeper) -> Session:
    """Needs no token; without one `who` is null where one is needed."""
    return Session(who=request.state.who or None, needs_token=keeper.needs_token)


@router.post("/session", operation_id="sign_in", summary="Sign in with a token")
def sign_in(request: Request, response: Response, keeper: Keeper, order: SignIn) -> Session:
    """Sets a cookie for two weeks that scripts cannot read and other sites cannot send."""
    found = keeper.open_session(order.token.strip())
    if found is None:
        raise TokenError("This token is not known here.", hint="Ask whoever runs the server for a new one.")
    name, value = found
    is_encrypted = request.url.scheme == "https" or bool(keeper.settings.allowed_hosts)
    response.set_cookie(
        COOKIE, value, max_age=LIFE_SECONDS, path="/", httponly=True, samesite="strict", secure=is_encrypted
    )
    return Session(who=name, needs_token=keeper.needs_token)


@router.delete("/session", operation_id="sign_out", summary="Sign out")
def sign_out(response: Response, keeper: Keeper) -> Session:
    """Takes the cookie away; the token still counts."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return Session(who=None, needs_token=keeper.needs_token)

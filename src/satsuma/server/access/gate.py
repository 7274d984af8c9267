"""The gate before everything: is the host ours, may this person in, does the request come from elsewhere?"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from satsuma.model.errors import OptionError, SatsumaError
from satsuma.model.problems import Problem
from satsuma.project.access_keys import load_key
from satsuma.project.editing import name_system_user
from satsuma.server.access.origins import FORWARDED, find_foreign, is_known_host
from satsuma.server.access.sessions import COOKIE, make_session, read_session
from satsuma.server.access.tokens import TokenBook
from satsuma.server.problems import answer_problem, describe_error, refuse
from satsuma.server.settings import ServerSettings

OPEN = frozenset({"/v1/health", "/v1/session"})
"""What needs no token; nor do the app's own files, which hold no data."""
KEY_BYTES = 32


class Doorkeeper:
    """Knows who may in: on loopback this machine's user, elsewhere whoever shows a token or a session."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.book = TokenBook(settings.folder)
        self.needs_token = not settings.is_loopback or bool(settings.allowed_hosts)
        fresh = secrets.token_bytes(KEY_BYTES)
        self.key = load_key(settings.folder, fresh) if self.needs_token else fresh

    def admit(self, headers: Headers) -> str | None:
        """Who asks; None where a token is needed and none is good."""
        if not self.needs_token:
            return name_system_user()
        kind, _, token = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self.book.find(token.strip())
        value = read_cookie(headers.get("cookie", ""))
        return read_session(self.key, value, self.book, self.settings.clock()) if value else None

    def open_session(self, token: str) -> tuple[str, str] | None:
        """A name and its cookie's value for a good token."""
        name = self.book.find(token)
        return (
            None if name is None else (name, make_session(self.key, name, self.book, self.settings.clock()))
        )


def read_cookie(header: str) -> str | None:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return found.value if found is not None else None


def refuse_open_door(settings: ServerSettings) -> None:
    """OptionError where a server would be reachable by others and has no token."""
    keeper_needs = not settings.is_loopback or bool(settings.allowed_hosts)
    if keeper_needs and not TokenBook(settings.folder).load():
        raise OptionError(
            f"Others could reach this server at {settings.host}, and it has no token yet.",
            hint="Make one for each person first: satsuma serve --new-token NAME",
        )


class Gate:
    """Middleware: refuses what may not in, tells everybody behind it who asks (`scope["state"]["who"]`)."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper) -> None:
        self._app = app
        self._keeper = keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            problem = self._judge(scope)
        except SatsumaError as error:
            problem = describe_error(error)
        if problem is None:
            await self._app(scope, receive, send)
            return
        extra = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else None
        await answer_problem(problem, extra)(scope, receive, send)

    def _judge(self, scope: Scope) -> Problem | None:
        """Why a request is refused; None where it may go on."""
        headers, keeper = Headers(scope=scope), self._keeper
        if not is_known_host(headers.get("host", ""), keeper.settings):
            hint = "Behind a proxy: satsuma serve --allowed-host NAME"
            return refuse(421, "refused", "This server is not known by that name.", hint)
        if not keeper.needs_token and any(name in headers for name in FORWARDED):
            hint = "Start it with --allowed-host NAME, and make a token: see the guide on serving."
            return refuse(403, "refused", "This came through a proxy, and the server has no token.", hint)
        foreign = find_foreign(scope["method"], headers)
        if foreign is not None:
            hint = "Send JSON, or the header 'X-Requested-With: satsuma'."
            return refuse(403, "refused", foreign, hint)
        who = keeper.admit(headers)
        path = scope["path"]
        is_guarded = (path == "/v1" or path.startswith("/v1/")) and path not in OPEN
        if who is None and is_guarded:
            hint = "Send 'Authorization: Bearer TOKEN', or sign in in the browser."
            return refuse(401, "token", "This server asks for a token.", hint)
        scope.setdefault("state", {})["who"] = who or ""
        return None

"""Coming and going: home by role, sign-in, sign-out, and how a visitor wants pages to look."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from web.answers import page
from web.auth import require, sign_in
from web.fields import Text
from web.looks import COOKIE as LOOKS_COOKIE
from web.looks import looks_of
from web.navigation import PLACES
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

YEAR_SECONDS = 365 * 24 * 3600


@router.get("/")
def home(visitor: Annotated[Visitor, Depends(require())]) -> Response:
    """Everybody's first page."""
    return _go(PLACES[visitor.role][0].path)


@router.get("/sign-in")
def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002  # the name in the address
    """Ask who it is."""
    return page(request, "sign_in.html", None, next=next, username="", failed=False)


@router.post("/sign-in")
async def sign_in_answer(
    request: Request,
    username: Text,
    password: Text,
    next: Annotated[str, Form()] = "/",  # noqa: A002  # the name in the form
) -> Response:
    """Let them in, or say that name and password do not match."""
    user = await sign_in(request, username.strip(), password)
    if user is None:
        context = {"next": next, "username": username, "failed": True}
        return page(request, "sign_in.html", None, status=HTTPStatus.UNAUTHORIZED, **context)
    answer = _go(_own_path(next))
    site_of(request).sessions.issue(answer, user)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Let them go."""
    answer = _go("/sign-in")
    site_of(request).sessions.end(request, answer)
    return answer


@router.post("/looks")
def choose_looks(
    request: Request,
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    large: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
) -> Response:
    """Remember language, type size or theme on this device."""
    answer = _go(_own_path(back))
    chosen = looks_of(request).choose(language, large, theme)
    answer.set_cookie(LOOKS_COOKIE, chosen.cookie(), max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


def _own_path(path: str) -> str:
    """A path on this site; anything that could lead elsewhere becomes the home page."""
    own = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if own else "/"


def _go(path: str) -> RedirectResponse:
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)

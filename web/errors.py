"""Maps what the hospital refuses to HTTP: a sentence for the page that asked, or a page that says it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bedcentre.domain.errors import (
    BadInputError,
    HospitalError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from bedcentre.domain.messages import Message
from web.answers import fragment, is_fragment_request, page
from web.auth import NotSignedInError
from web.limits import TooOftenError
from web.origin import SAFE_METHODS

STATUS: dict[type[HospitalError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    NotPermittedError: HTTPStatus.FORBIDDEN,
    RefusedError: HTTPStatus.CONFLICT,
    BadInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why something was not done: sentences with a way out. Nothing was changed."""

    reasons: tuple[Message, ...]


def install(site: FastAPI) -> None:
    """Let the site answer every refusal in ward language."""
    site.add_exception_handler(HospitalError, _hospital)
    site.add_exception_handler(NotSignedInError, _sign_in)
    site.add_exception_handler(TooOftenError, _too_often)
    site.add_exception_handler(RequestValidationError, _form)
    site.add_exception_handler(HTTPException, _http)


def status_of(error: HospitalError) -> HTTPStatus:
    """The HTTP status of a domain error: of its own class or the nearest above."""
    return next(STATUS[each] for each in type(error).__mro__ if each in STATUS)


def refuse(request: Request, status: int, *reasons: Message) -> Response:
    """Say why not: as a notice on the page that asked, or as a page."""
    if is_fragment_request(request):
        answer = fragment(request, "refusal.html", Refusal(reasons=reasons), status=status)
        answer.headers["HX-Retarget"] = "#notices"
        answer.headers["HX-Reswap"] = "beforeend"
        return answer
    return page(request, "refusal.html", None, status=status, reasons=reasons)


def _hospital(request: Request, error: Exception) -> Response:
    if not isinstance(error, HospitalError):
        raise error
    return refuse(request, status_of(error), *error.reasons)


def _sign_in(request: Request, _error: Exception) -> Response:
    if is_fragment_request(request):
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": "/sign-in"})
    if request.method not in SAFE_METHODS:
        return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/sign-in?next={quote(asked)}", HTTPStatus.SEE_OTHER)


def _too_often(request: Request, error: Exception) -> Response:
    if not isinstance(error, TooOftenError):
        raise error
    answer = refuse(request, HTTPStatus.TOO_MANY_REQUESTS, Message("web.error.too_often", {"seconds": error.seconds}))
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _form(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    fields = [str(each["loc"][1]) for each in error.errors()]
    reasons = [Message("web.error.field", {"field": f"@web.field.{field}"}) for field in fields]
    return refuse(request, HTTPStatus.UNPROCESSABLE_ENTITY, *reasons)


def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    known = error.status_code == HTTPStatus.NOT_FOUND
    return refuse(request, error.status_code, Message("web.error.not_found" if known else "web.error.request"))

"""Behind the link in a letter: "I come" or "I cannot come", without a sign-in.

Looking changes nothing, for mail programs look at links by themselves. Wrong links are limited by address.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bedcentre.domain.appointments import Reply
from bedcentre.domain.errors import NotFoundError
from bedcentre.domain.messages import Message
from bedcentre.messaging.postman import hash_of
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.appointments.answers import AnswerNotice
from bedcentre.usecases.appointments.asked import Asked, asked
from web.answers import page
from web.limits import address_of
from web.site import site_of

router = APIRouter()

Token = Annotated[str, Path(max_length=64)]


@router.get("/answer/{token}")
async def question(request: Request, token: Token) -> Response:
    """What is asked, and what was answered."""
    it = await _asked(request, token)
    return await run_in_threadpool(page, request, "answer.html", None, it=it)


@router.post("/answer/{token}")
async def answer(request: Request, token: Token, reply: Annotated[Reply, Form()]) -> Response:
    """Take the answer and show what became of it; the same answer again changes nothing."""
    it = await _asked(request, token)
    command = AnswerNotice(notice_id=it.notice.id, reply=Reply.YES if reply is Reply.YES else Reply.NO)
    await run_in_threadpool(site_of(request).app.execute, command, SYSTEM)
    return RedirectResponse(f"/answer/{token}", HTTPStatus.SEE_OTHER)


async def _asked(request: Request, token: str) -> Asked:
    links, address = site_of(request).limits.links, address_of(request)
    links.spend(address)
    it = await run_in_threadpool(_look, request, token)
    if it is None:
        raise NotFoundError(Message("answer.unknown"))
    links.give_back(address)
    return it


def _look(request: Request, token: str) -> Asked | None:
    with site_of(request).app.reader() as reader:
        return asked(reader, hash_of(token))

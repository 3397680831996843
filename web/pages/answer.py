"""Behind the link in a letter: "I come" or "I cannot come", without a sign-in.

Looking changes nothing, for mail programs look at links by themselves. A wrong link is answered slowly.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

import anyio
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
from web.auth import FAILED_SIGN_IN_SECONDS
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
    it = await run_in_threadpool(_look, request, token)
    if it is None:
        await anyio.sleep(FAILED_SIGN_IN_SECONDS)
        raise NotFoundError(Message("answer.unknown"))
    return it


def _look(request: Request, token: str) -> Asked | None:
    with site_of(request).app.reader() as reader:
        return asked(reader, hash_of(token))

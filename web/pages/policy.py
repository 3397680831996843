"""The hospital's own times and limits: whoever watches the board may read them, administrators change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from bedcentre.domain.policy import PolicyVersion
from bedcentre.domain.vocabulary import Role
from bedcentre.usecases.policy import ChangePolicy
from web.acting import carry_out, said
from web.answers import page
from web.auth import require
from web.fields import Id, Text
from web.live.following import line_of
from web.pages.board import Watcher
from web.policy_form import Entry, read, sections
from web.sessions import Visitor
from web.site import site_of

router = APIRouter()

Administrator = Annotated[Visitor, Depends(require(Role.ADMINISTRATOR))]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySheet:
    """The policy in force by section. ``changes``: whether whoever looks may change it; ``authors`` by user id."""

    version: int
    sections: dict[str, list[Entry]]
    versions: tuple[PolicyVersion, ...]
    authors: dict[int, str]
    changes: bool


@router.get("/policy")
def policy(request: Request, visitor: Watcher) -> Response:
    """The policy in force and what it was before."""
    site = site_of(request)
    live = line_of(request, visitor, "policy")
    authors = {user.id: user.name for user in site.app.users.all()}
    with site.app.reader() as reader:
        it = PolicySheet(
            version=reader.policy_version,
            sections=sections(reader.policy, reader.specialties()),
            versions=tuple(reader.policy_versions()),
            authors=authors,
            changes=visitor.role is Role.ADMINISTRATOR,
        )
    return page(request, "policy.html", visitor, live=live, it=it)


async def _form(request: Request) -> FormData:
    return await request.form()


@router.post("/policy/change")
def change(
    request: Request,
    visitor: Administrator,
    form: Annotated[FormData, Depends(_form)],
    based_on: Annotated[Id, Form()],
    reason: Text,
) -> Response:
    """Put the next version in force."""
    with site_of(request).app.reader() as reader:
        current = reader.policy
    changed = read({name: " ".join(map(str, form.getlist(name))).strip() for name in form}, current)
    carry_out(request, visitor, ChangePolicy(policy=changed, reason=reason, based_on=based_on))
    return said(request, "policy.changed")

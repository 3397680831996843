"""Builds the web site over a running hospital."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from bedcentre.bootstrap import Application, Service, build, services
from bedcentre.config import Settings
from bedcentre.planning.ahead import LookAhead
from bedcentre.planning.what_if import WhatIfs
from bedcentre.planning.why.service import Explainer
from web import errors
from web.assets import STATIC, LastingFiles
from web.fields import no_nulls
from web.limits import Limits
from web.live import socket
from web.live.hub import Hub
from web.live.outlooks import Outlooks
from web.origin import OwnOriginOnly
from web.pages import (
    acts,
    admissions,
    ahead,
    ambulances,
    answer,
    appointments,
    bed,
    board,
    borrowing,
    centre,
    day_surgery,
    day_surgery_share,
    demand,
    discharge,
    emergency,
    entrance,
    lounge,
    milestones,
    nursing,
    onward,
    papers,
    plan,
    policy,
    preadmission,
    referrals,
    review,
    search,
    special_groups,
    standby,
    surgeon,
    together,
    wall,
    ward,
    ward_acts,
    what_if,
    why,
)
from web.rendering import Renderer
from web.sessions import Passwords, Sessions
from web.shields import HeadAsGet, SafeHeaders, SmallBodiesOnly
from web.site import Site

ROUTERS = (
    entrance.router,
    board.router,
    bed.router,
    demand.router,
    why.router,
    what_if.router,
    acts.router,
    together.router,
    emergency.router,
    ambulances.router,
    review.router,
    search.router,
    special_groups.router,
    plan.router,
    ahead.router,
    policy.router,
    admissions.router,
    preadmission.router,
    referrals.router,
    onward.router,
    appointments.router,
    standby.router,
    answer.router,
    borrowing.router,
    centre.router,
    day_surgery_share.router,
    day_surgery.router,
    discharge.router,
    lounge.router,
    milestones.router,
    nursing.router,
    wall.router,
    papers.router,
    ward.router,
    ward_acts.router,
    surgeon.router,
)


def from_environment() -> FastAPI:
    """The site as the server starts it, configured by the environment, with planner and demo beside it."""
    application = build(Settings())
    site = create_app(application, services(application))
    gc.freeze()  # all that was imported stays: looking through it for garbage stops every board for a fifth of a second
    return site


def create_app(application: Application, beside: Sequence[Service] = ()) -> FastAPI:
    """The site; its hub listens to the hospital, and the services ``beside`` it work, while it runs."""
    renderer = Renderer(application.settings.zone)
    outlooks = Outlooks(application)
    explainer, what_ifs = Explainer(application), WhatIfs(application)
    working = (*beside, explainer, what_ifs)
    hub = Hub(application, renderer, outlooks)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        outlooks.start()
        async with hub.running():
            for service in working:
                service.start()
            try:
                yield
            finally:
                for service in working:
                    await run_in_threadpool(service.stop)

    site = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    site.state.site = Site(
        app=application,
        renderer=renderer,
        hub=hub,
        outlooks=outlooks,
        ahead=next((each for each in beside if isinstance(each, LookAhead)), None),
        explainer=explainer,
        what_ifs=what_ifs,
        sessions=Sessions(application),
        passwords=Passwords(),
        limits=Limits(),
    )
    site.add_middleware(HeadAsGet)
    site.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=3)
    site.add_middleware(OwnOriginOnly, allowed=application.settings.allowed_origins)
    site.add_middleware(SmallBodiesOnly)
    site.add_middleware(SafeHeaders, https=application.settings.secure_cookies)
    errors.install(site)
    site.mount("/static", LastingFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        site.include_router(router, dependencies=[Depends(no_nulls)])
    site.include_router(socket.router)
    return site

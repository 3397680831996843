"""Builds the web site over a running hospital."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from bedcentre.bootstrap import Application, build
from bedcentre.config import Settings
from web import errors
from web.assets import STATIC, LastingFiles
from web.live import socket
from web.live.hub import Hub
from web.origin import OwnOriginOnly
from web.pages import acts, bed, board, demand, emergency, entrance, papers, plan, search, wall
from web.rendering import Renderer
from web.sessions import Passwords, Sessions
from web.site import Site

ROUTERS = (
    entrance.router,
    board.router,
    bed.router,
    demand.router,
    acts.router,
    emergency.router,
    search.router,
    plan.router,
    wall.router,
    papers.router,
    socket.router,
)


def from_environment() -> FastAPI:
    """The site as the server starts it, configured by the environment."""
    return create_app(build(Settings()))


def create_app(application: Application) -> FastAPI:
    """The site; its hub listens to the hospital while it runs."""
    renderer = Renderer(application.settings.timezone)
    hub = Hub(application, renderer)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with hub.running():
            yield

    site = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    site.state.site = Site(
        app=application,
        renderer=renderer,
        hub=hub,
        sessions=Sessions(application.settings),
        passwords=Passwords(),
    )
    site.add_middleware(GZipMiddleware, minimum_size=2000, compresslevel=3)
    site.add_middleware(OwnOriginOnly, allowed=application.settings.allowed_origins)
    errors.install(site)
    site.mount("/static", LastingFiles(directory=STATIC), name="static")
    for router in ROUTERS:
        site.include_router(router)
    return site

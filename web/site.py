"""What every request handler needs, kept on the FastAPI application: the hospital, the renderer, the hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from starlette.requests import HTTPConnection

from bedcentre.bootstrap import Application
from bedcentre.planning.ahead import LookAhead
from bedcentre.planning.what_if import WhatIfs
from bedcentre.planning.why.service import Explainer
from web.limits import Limits
from web.live.hub import Hub
from web.live.outlooks import Outlooks
from web.rendering import Renderer
from web.sessions import Passwords, Sessions


@dataclass(frozen=True, slots=True)
class Site:
    """One running web site over one hospital. ``ahead`` is None where no planner works beside it."""

    app: Application
    renderer: Renderer
    hub: Hub
    outlooks: Outlooks
    ahead: LookAhead | None
    explainer: Explainer
    what_ifs: WhatIfs
    sessions: Sessions
    passwords: Passwords
    limits: Limits


def site_of(connection: HTTPConnection) -> Site:
    """The site that a request or socket came to."""
    return cast("Site", connection.app.state.site)

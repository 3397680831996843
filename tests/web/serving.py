"""The web site alone, without planner or demo, for browser tests: ``python -m tests.web.serving``."""

from __future__ import annotations

import uvicorn

from bedcentre.bootstrap import build
from bedcentre.config import Settings
from web.app import create_app

if __name__ == "__main__":
    settings = Settings()
    uvicorn.run(create_app(build(settings)), host=settings.host, port=settings.port, access_log=False)

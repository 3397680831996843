"""A running site over that hospital, the people who use it, and browsers to use it with."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import APIRequestContext, APIResponse, Browser, BrowserContext, Page, expect
from pwdlib import PasswordHash
from starlette.responses import Response

from bedcentre.bootstrap import Application, Done, build
from bedcentre.config import Settings
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.seeding import records
from bedcentre.store import meta
from bedcentre.store.engine import open_engine
from bedcentre.store.migrate import migrate
from bedcentre.store.planting import plant
from bedcentre.store.users import NewUser
from tests.store.small import START, WARD_IDS
from tests.web.ward_hospital import DIRTY, FREE, LEAVING, OCCUPIED, ward_hospital
from web.sessions import COOKIE, Sessions

PASSWORD = "right-and-long-enough"  # noqa: S105  of people who do not exist

PHONE = (390, 844)
LAPTOP = (1280, 800)

COORDINATOR = Actor(user_id=0, name="coordinator", role=Role.COORDINATOR)
SYSTEM = Actor(user_id=0, name="system", role=Role.SYSTEM)


@dataclass
class WardSite:
    """The site's address, a second process on its hospital (this one), and beds no other test has touched."""

    address: str
    app: Application
    beds: dict[str, int]
    unused: dict[str, list[str]] = field(
        default_factory=lambda: {
            "occupied": list(OCCUPIED),
            "leaving": list(LEAVING),
            "free": list(FREE),
            "dirty": list(DIRTY),
        }
    )

    def take(self, kind: str) -> Bed:
        """A bed of a kind (occupied, leaving, free, dirty) for this test alone."""
        label = self.unused[kind].pop(0)
        return Bed(label, self.beds[label])

    def do(self, command: object, actor: Actor = COORDINATOR) -> Done:
        """Give a command from this process; the site hears of it as of any other process's."""
        return self.app.execute(command, actor)


@dataclass(frozen=True)
class Bed:
    """One bed and where it stands on the ward's page."""

    label: str
    id: int

    @property
    def number(self) -> str:
        """Its number within the ward."""
        return self.label.removeprefix("M-")

    @property
    def card(self) -> str:
        """The selector of its card."""
        return f"#bed-{self.id}"


@contextmanager
def running_site(folder: Path, hospital: records.Hospital | None = None) -> Iterator[WardSite]:
    """Plant the hospital (None: the wards' own) and serve it from a process of its own."""
    url = f"sqlite:///{folder / 'ward.sqlite'}"
    engine = open_engine(url, to_disk=False)
    migrate(engine)
    plant(engine, hospital or ward_hospital())
    meta.set_demo_clock(engine, START, datetime.now(UTC), 1.0)
    engine.dispose()
    app = build(Settings(database_url=url))
    _add_users(app)
    with app.reader() as reader:
        beds = {each.bed.label: each.bed.id for each in reader.beds()}
    with _served(url) as address:
        yield WardSite(address=address, app=app, beds=beds)
    app.close()


@dataclass(frozen=True)
class Client:
    """Requests as a page of the site sends them."""

    request: APIRequestContext
    address: str

    def get(self, path: str) -> APIResponse:
        """Ask for a page."""
        return self.request.get(self.address + path, max_redirects=0)

    def post(self, path: str, form: dict[str, str | float | bool] | None = None, **headers: str) -> APIResponse:
        """Send a form as a fragment request; headers are named with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Origin": self.address, "HX-Request": "true", **named}
        return self.request.post(self.address + path, form=form or {}, headers=sent, max_redirects=0)


@dataclass
class Visitors:
    """Opens windows for people of a role; every window has its own cookies. ``errors``: what scripts stumbled over."""

    site: WardSite
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(
        self,
        user: str,
        path: str,
        *,
        size: tuple[int, int] = PHONE,
        language: str = "zh-CN",
        style: str = "0.light",
    ) -> Page:
        """A signed-in window on a page, once its line is up. ``style``: large type (0 or 1) and theme."""
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.contexts.append(context)
        context.add_cookies([{"name": "looks", "value": f"{language}.{style}", "url": self.site.address}])
        self._enter(context, user)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self.site.address + path)
        expect(page.locator("html")).to_have_attribute("data-sequence", re.compile(r"\d"), timeout=30_000)
        return page

    def _enter(self, context: BrowserContext, user: str) -> None:
        context.add_cookies([{"name": COOKIE, "value": session_of(self.site.app, user), "url": self.site.address}])

    def client(self, user: str) -> Client:
        """Plain requests of somebody signed in, without a window."""
        context = self.browser.new_context()
        self.contexts.append(context)
        self._enter(context, user)
        return Client(context.request, self.site.address)

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()


def session_of(app: Application, username: str) -> str:
    """The session cookie that a user gets by signing in; checking the password would take each window a while."""
    user = app.users.find(username)
    assert user is not None
    answer = Response()
    Sessions(app).issue(answer, user)
    return answer.headers["set-cookie"].split(";")[0].removeprefix(f"{COOKIE}=")


def _add_users(app: Application) -> None:
    digest = PasswordHash.recommended().hash(PASSWORD)
    ward = frozenset({WARD_IDS["M"]})
    for username, role, wards, surgeon in (
        ("nurse", Role.NURSE, ward, None),
        ("floating", Role.NURSE, ward | {WARD_IDS["S"]}, None),
        ("colleague", Role.NURSE, ward, None),
        ("cleaner", Role.CLEANER, ward, None),
        ("surgeon", Role.SURGEON, frozenset[int](), "W1"),
    ):
        person = NewUser(
            username=username, name=username, role=role, password_hash=digest, ward_ids=wards, surgeon=surgeon
        )
        app.users.add(person)
    guest = NewUser(username="partner", name="partner", role=Role.PARTNER, password_hash=digest, partner="P1")
    app.users.add(guest)


@contextmanager
def _served(url: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BEDCENTRE_DATABASE_URL": url, "BEDCENTRE_PORT": str(port)}
    command = [sys.executable, "-m", "tests.web.serving"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)  # noqa: S603  our own
    try:
        said = []
        for line in server.stderr or ():
            said.append(line)
            if "startup complete" in line:
                break
        else:
            raise RuntimeError("The site did not start: " + "".join(said))
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate()

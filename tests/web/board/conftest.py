"""The ward's site with the people who look after the whole house."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pwdlib import PasswordHash

from bedcentre.domain.vocabulary import Role
from bedcentre.store.users import NewUser
from tests.web.board.house import HousePeople
from tests.web.ward_site import PASSWORD, WardSite

PEOPLE = (
    ("zhou", Role.COORDINATOR),
    ("wu", Role.COORDINATOR),
    ("director", Role.DIRECTOR),
    ("admin", Role.ADMINISTRATOR),
)


@pytest.fixture(scope="session")
def site(ward_site: WardSite) -> WardSite:
    """The running site with two coordinators, a director and an administrator."""
    digest = PasswordHash.recommended().hash(PASSWORD)
    for username, role in PEOPLE:
        ward_site.app.users.add(NewUser(username=username, name=username, role=role, password_hash=digest))
    return ward_site


@pytest.fixture(scope="session")
def house(site: WardSite) -> HousePeople:
    """What coordinators and emergencies do in the tests."""
    return HousePeople(site)


@pytest.fixture
def client(site: WardSite) -> Iterator[httpx.Client]:
    """Requests to the site as a page of its own would make them, without a browser."""
    with httpx.Client(base_url=site.address, headers={"origin": site.address}, timeout=30) as client:
        yield client

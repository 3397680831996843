"""Who may sign in. Passwords are kept as hashes that the caller makes."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Engine, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from bedcentre.domain.errors import BadInputError, NotFoundError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role
from bedcentre.store.engine import reading, writing
from bedcentre.store.tables.people import user_ward, users
from bedcentre.store.tables.places import ward

SYSTEM = Actor(user_id=0, name="system", role=Role.SYSTEM)
"""The machine itself: it plants, plans and lets holds expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who signs in, with the hash of their password."""

    id: int
    username: str
    name: str
    role: Role
    surgeon: str | None
    partner: str | None
    active: bool
    password_hash: str
    ward_ids: frozenset[int]

    @property
    def actor(self) -> Actor:
        """The person as the one who gives commands."""
        return Actor(
            user_id=self.id,
            name=self.name,
            role=self.role,
            ward_ids=self.ward_ids,
            surgeon=self.surgeon,
            partner=self.partner,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What is needed to let somebody sign in."""

    username: str
    name: str
    role: Role
    password_hash: str
    surgeon: str | None = None
    partner: str | None = None
    ward_ids: frozenset[int] = field(default_factory=frozenset)


class Users:
    """The list of those who may sign in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, user: NewUser) -> int:
        """Let somebody sign in; returns their id.

        Raises:
            BadInputError: the username is taken, or a ward does not exist.
        """
        row = {
            "username": user.username,
            "name": user.name,
            "role": user.role,
            "surgeon": user.surgeon,
            "partner": user.partner,
            "active": True,
            "password_hash": user.password_hash,
        }
        try:
            with writing(self.engine) as connection:
                known = set(connection.scalars(select(ward.c.id).where(ward.c.id.in_(user.ward_ids))))
                if missing := user.ward_ids - known:
                    raise BadInputError(Message("input.user_ward", {"ward": min(missing)}))
                user_id: int = connection.execute(insert(users).values(row).returning(users.c.id)).scalar_one()
                wards = [{"user_id": user_id, "ward_id": ward_id} for ward_id in sorted(user.ward_ids)]
                if wards:
                    connection.execute(insert(user_ward), wards)
        except IntegrityError as error:
            raise BadInputError(Message("input.username_taken", {"username": user.username})) from error
        return user_id

    def all(self) -> list[User]:
        """Everybody, by username."""
        return self._users(select(users).order_by(users.c.username))

    def find(self, username: str) -> User | None:
        """The person with a username, active or not."""
        return next(iter(self._users(select(users).where(users.c.username == username))), None)

    def get(self, user_id: int) -> User | None:
        """The person with an id, active or not."""
        return next(iter(self._users(select(users).where(users.c.id == user_id))), None)

    def deactivate(self, username: str) -> None:
        """Let somebody no longer sign in; what they did stays theirs.

        Raises:
            NotFoundError: nobody has that username.
        """
        self._change(username, active=False)

    def set_password(self, username: str, password_hash: str) -> None:
        """Give somebody a new password.

        Raises:
            NotFoundError: nobody has that username.
        """
        self._change(username, password_hash=password_hash)

    def _change(self, username: str, **values: object) -> None:
        with writing(self.engine) as connection:
            changed = connection.execute(update(users).where(users.c.username == username).values(values))
            if changed.rowcount == 0:
                raise NotFoundError(Message("missing.user", {"username": username}))

    def _users(self, which: Select[*tuple[object, ...]]) -> list[User]:
        with reading(self.engine) as connection:
            rows = connection.execute(which).mappings().all()
            wards: dict[int, set[int]] = {}
            for user_id, ward_id in connection.execute(select(user_ward.c.user_id, user_ward.c.ward_id)):
                wards.setdefault(user_id, set()).add(ward_id)
        return [User(**row, ward_ids=frozenset(wards.get(row["id"], ()))) for row in rows]

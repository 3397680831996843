"""Column types: what a column keeps of a domain value. None stays NULL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Dialect, String, Text, TypeDecorator

from bedcentre.store.codec import from_text, to_text

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Code = TypeVar("Code", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as microseconds since 1970: nothing is lost, and ranges are ranges of whole numbers."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002  given by SQLAlchemy
        """Domain → database; a naive datetime is a TypeError."""
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the same
        """Database → domain."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Coded(TypeDecorator[Code], Generic[Code]):
    """A member of a closed list by its value."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[Code]) -> None:
        super().__init__()
        self.members = members
        self._by_value = {member.value: member for member in members}

    def process_bind_param(self, value: Code | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the same
        """Domain → database."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Code | None:  # noqa: ARG002  the same
        """Database → domain."""
        return None if value is None else self._by_value[value]


class Codes(TypeDecorator[frozenset[Any]]):
    """A small set of codes as one text, sorted, with spaces between. The few sets there are, are built once."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[str]) -> None:
        super().__init__()
        self.members = members
        self._known: dict[str, frozenset[Any]] = {}

    def process_bind_param(self, value: frozenset[Any] | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the same
        """Domain → database."""
        return None if value is None else " ".join(sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Any] | None:  # noqa: ARG002  the same
        """Database → domain."""
        if value is None:
            return None
        if value not in self._known:
            self._known[value] = frozenset(map(self.members, value.split()))
        return self._known[value]


class Document(TypeDecorator[Any]):
    """A nested value as canonical JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: Any) -> None:  # noqa: ANN401  any type that pydantic understands
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002  given by SQLAlchemy
        """Domain → database."""
        return None if value is None else to_text(self.kind, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002  the same
        """Database → domain."""
        return None if value is None else from_text(self.kind, value)

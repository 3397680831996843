"""What all tables share: one catalogue, names for constraints, and dataclasses as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Column, MetaData, Table

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing", bound="DataclassInstance")


class Rows(Generic[Thing]):
    """A dataclass as rows of a table whose columns are named like its fields.

    ``elsewhere`` gives the columns of fields that live in another table.
    """

    def __init__(self, kind: type[Thing], table: Table, **elsewhere: Column[Any]) -> None:
        self.kind = kind
        self.table = table
        self.names = [field.name for field in fields(kind)]
        self.columns = [elsewhere[name] if name in elsewhere else table.c[name] for name in self.names]
        self.stored = [name for name in self.names if name not in elsewhere]

    def thing(self, row: Sequence[Any], offset: int = 0) -> Thing:
        """The thing whose columns begin at ``offset`` of a result row."""
        return self.kind(**dict(zip(self.names, row[offset : offset + len(self.names)], strict=True)))

    def things(self, rows: Sequence[Sequence[Any]]) -> list[Thing]:
        """The things of a result."""
        return [self.thing(row) for row in rows]

    def values(self, thing: Thing) -> dict[str, Any]:
        """What to store of a thing."""
        return {name: getattr(thing, name) for name in self.stored}

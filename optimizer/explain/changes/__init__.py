"""Small explicit changes of a problem: what would help, and what if.

Each is a frozen dataclass of ids and ticks; ``apply(problem)`` gives the changed problem, or raises a ``ProblemError``.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias, get_args

from pydantic import TypeAdapter, ValidationError

from optimizer.explain.changes.people import (
    AcceptOtherWard,
    Elsewhere,
    LeavesEarlier,
    MoreEmergencies,
    MoveOccupant,
    Postpone,
    WaitLonger,
)
from optimizer.explain.changes.places import AnyAge, CloseWard, Lend, MixSexes, OpenPlace, OpenToAll, UseReserve
from optimizer.explain.changes.theatres import AddSession, LongerSession, Overtime
from optimizer.formats.findings import ProblemError

__all__ = [
    "CHANGES",
    "AcceptOtherWard",
    "AddSession",
    "AnyAge",
    "Change",
    "CloseWard",
    "Elsewhere",
    "LeavesEarlier",
    "Lend",
    "LongerSession",
    "MixSexes",
    "MoreEmergencies",
    "MoveOccupant",
    "OpenPlace",
    "OpenToAll",
    "Overtime",
    "Postpone",
    "UseReserve",
    "WaitLonger",
    "read_change",
    "write_change",
]

Change: TypeAlias = (
    LeavesEarlier
    | MoveOccupant
    | Elsewhere
    | Postpone
    | WaitLonger
    | AcceptOtherWard
    | MoreEmergencies
    | Lend
    | MixSexes
    | AnyAge
    | UseReserve
    | OpenToAll
    | OpenPlace
    | CloseWard
    | LongerSession
    | AddSession
    | Overtime
)

CHANGES: dict[str, type[Change]] = {kind.__name__: kind for kind in get_args(Change)}


def write_change(change: Change) -> dict[str, Any]:
    """The change as JSON: its ``kind`` and its fields."""
    return {"kind": type(change).__name__} | dict(TypeAdapter(type(change)).dump_python(change))


def read_change(data: object) -> Change:
    """The change that :func:`write_change` wrote.

    Raises:
        ProblemError: there is no such kind, or a field is missing, unknown or of the wrong type.
    """
    kind = CHANGES.get(str(data.get("kind"))) if isinstance(data, dict) else None
    if kind is None or not isinstance(data, dict):
        raise ProblemError((f"change: kind must be one of {', '.join(CHANGES)}",))
    fields = {name: value for name, value in data.items() if name != "kind"}
    strangers = fields.keys() - set(kind.__dataclass_fields__)
    if strangers:
        raise ProblemError((f"change {kind.__name__}: has no {', '.join(sorted(strangers))}",))
    try:
        return TypeAdapter[Change](kind).validate_json(json.dumps(fields), strict=True)
    except ValidationError as error:
        findings = (
            f"change {kind.__name__}.{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise ProblemError(tuple(findings)) from error

"""The engine's own JSON: the dataclasses as they are, nothing more and nothing less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from optimizer.formats.findings import ProblemError
from optimizer.formats.validation import check_references
from optimizer.plan import Plan
from optimizer.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Thing = TypeVar("Thing", Problem, Plan)


def read_problem(data: object) -> Problem:
    """Turn parsed JSON into a problem.

    Raises:
        ProblemError: something is missing, unknown, of the wrong type, or refers to what is not there.
    """
    problem = _read(Problem, data)
    check_references(problem)
    return problem


def read_plan(_problem: Problem, data: object) -> Plan:
    """Turn parsed JSON into a plan; what is wrong with it in its problem is the checker's to say."""
    return _read(Plan, data)


def write_problem(problem: Problem) -> dict[str, Any]:
    """The problem as JSON, without what has its default."""
    return _write(Problem, problem)


def write_plan(_problem: Problem, plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    return _write(Plan, plan)


def _read(kind: type[Thing], data: object) -> Thing:
    try:
        thing = TypeAdapter(kind).validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise ProblemError(tuple(_messages(error))) from error
    strangers = tuple(_strangers(data, TypeAdapter(kind).dump_python(thing, mode="json")))
    if strangers:
        raise ProblemError(strangers)
    return thing


def _write(kind: type[Thing], thing: Thing) -> dict[str, Any]:
    return dict(TypeAdapter(kind).dump_python(thing, mode="json", exclude_defaults=True))


def _messages(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in detail["loc"])
        yield f"{where.lstrip('.') or 'file'}: {detail['msg']}, not {json.dumps(detail['input'], default=str)[:60]}"


def _strangers(given: object, known: object, where: str = "") -> Iterator[str]:
    """Keys that came in and did not come out again."""
    if isinstance(given, dict) and isinstance(known, dict):
        for key, value in given.items():
            path = f"{where}.{key}".lstrip(".")
            if key in known:
                yield from _strangers(value, known[key], path)
            else:
                yield f"{path}: is not a field here; remove it or mend its name"
    elif isinstance(given, list) and isinstance(known, list):
        for at, (one, other) in enumerate(zip(given, known, strict=False)):
            yield from _strangers(one, other, f"{where}[{at}]")

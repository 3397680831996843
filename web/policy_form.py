"""The policy as a form: one entry for each number in it, durations in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from enum import Enum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.messages import Message
from bedcentre.domain.places import Specialty
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Feature

MINUTE = timedelta(minutes=1)

FEATURES = "group_prefers"
SPECIALTIES = "centre_specialties"
"""The fields whose entries are codes of bed features, or of specialties, each a word of a text."""

SECTIONS = {
    "turnaround": "beds",
    "discharge_ahead": "leaving",
    "preadmission_clock": "preadmission",
    "borrow_night_hour": "borrowing",
    "ambulance_slack": "emergency",
    "review_hour": "review",
    "remind_ahead": "home",
    "referral_answer": "referrals",
    "day_check_owner": "day_surgery",
    "shift_starts": "nursing",
    "group_prefers": "groups",
}
"""The field that each section begins with, and the section's word below ``policy.section``."""

PERCENT = frozenset({"bed_free_sure", "word_kept", "review_booked", "review_more_slots"})
"""Fields in hundredths, besides the reserves by time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A number of the policy. ``part`` is the word key of the part it is for (a triage grade), if the field has parts.

    ``unit`` is the word key of its unit, empty for a plain number. ``choices``: what it may be if it is one of a closed
    list, each with the key of its word or with the specialty that it names; ``several``: it may be more than one of
    them, or none.
    """

    name: str
    field: str
    part: str
    value: str
    unit: str
    choices: tuple[tuple[str, str | Specialty], ...] = ()
    several: bool = False


def sections(policy: Policy, specialties: Sequence[Specialty]) -> dict[str, list[Entry]]:
    """All entries, in the policy's order, by the word of their section; ``specialties`` are those of the hospital."""
    found: dict[str, list[Entry]] = {}
    several: dict[str, tuple[tuple[str, str | Specialty], ...]] = {
        FEATURES: tuple((_plain(feature), _part(feature)) for feature in Feature),
        SPECIALTIES: tuple((each.code, each) for each in specialties),
    }
    section = ""
    for each in fields(policy):
        section = SECTIONS.get(each.name, section)
        for entry in _entries(each.name, getattr(policy, each.name)):
            chosen = several.get(entry.field)
            found.setdefault(section, []).append(
                replace(entry, choices=chosen, several=True) if chosen is not None else entry
            )
    return found


def read(form: Mapping[str, str], current: Policy) -> Policy:
    """The policy that the form describes; a field it does not have stays as it is.

    Raises:
        BadInputError: an entry is no number, or makes no sense; names it.
    """
    values = {each.name: _read(form, each.name, getattr(current, each.name)) for each in fields(current)}
    try:
        policy: Policy = TypeAdapter(Policy).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or first["msg"].removeprefix("Value error, ")
        raise BadInputError(Message("input.policy_value", {"field": field})) from error
    return policy


def _entries(name: str, value: Any, part: str = "", field: str = "") -> Iterator[Entry]:  # noqa: ANN401  nested numbers
    field = field or name
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entries(f"{name}.{_plain(key)}", inner, _part(key), field)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _entries(f"{name}.{index}", inner, part, field)
    elif isinstance(value, Enum):
        choices = tuple((_plain(member), _part(member)) for member in type(value))
        yield Entry(name=name, field=field, part=part, value=_plain(value), unit="", choices=choices)
    else:
        minutes = isinstance(value, timedelta)
        shown = f"{value / MINUTE:g}" if minutes else str(value)
        percent = field in PERCENT or field.startswith("reserve_")
        unit = "policy.minutes" if minutes else "policy.percent" if percent else ""
        yield Entry(name=name, field=field, part=part, value=shown, unit=unit)


def _read(form: Mapping[str, str], name: str, current: Any) -> Any:  # noqa: ANN401  the same
    if isinstance(current, dict):
        return {key: _read(form, f"{name}.{_plain(key)}", inner) for key, inner in current.items()}
    if isinstance(current, tuple):
        return tuple(_read(form, f"{name}.{index}", inner) for index, inner in enumerate(current))
    written = form.get(name)
    if written is None:
        return current
    try:
        return float(written) * MINUTE if isinstance(current, timedelta) else written.strip()
    except (ValueError, OverflowError) as error:
        raise BadInputError(Message("input.policy_value", {"field": name})) from error


def _plain(key: object) -> str:
    return str(key.value) if isinstance(key, Enum) else str(key)


def _part(key: object) -> str:
    """The word key of a member of a closed list: ``triage.1``."""
    if not isinstance(key, Enum):
        return ""
    kind = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in type(key).__name__)
    return f"{kind.lstrip('_')}.{key.value}"

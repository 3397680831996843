"""The model, as a table of contents: hard rules before soft ones. A new rule is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.cpsat.draft import Draft
from optimizer.cpsat.pricing import prices
from optimizer.cpsat.rules.capacity import capacity
from optimizer.cpsat.rules.mixed_age import mixed_age
from optimizer.cpsat.rules.open_theatre import open_theatre
from optimizer.cpsat.rules.organism import organism
from optimizer.cpsat.rules.placed_once import placed_once
from optimizer.cpsat.rules.reserve import reserve
from optimizer.cpsat.rules.room_sex import room_sex
from optimizer.cpsat.rules.session import session
from optimizer.cpsat.rules.session_minutes import session_minutes
from optimizer.cpsat.rules.surgeon_minutes import surgeon_minutes
from optimizer.cpsat.rules.surgeon_overlap import surgeon_overlap
from optimizer.cpsat.rules.surgeon_transfer import surgeon_transfer
from optimizer.cpsat.rules.theatre_overlap import theatre_overlap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.cpsat.options import Options
    from optimizer.state.hospital import Hospital


def build(hospital: Hospital, asked: Sequence[Options], *, relaxed: bool = False) -> Draft:
    """The model that gives demands one of their options around everything in ``hospital``.

    Window, pins, closures, suitability and the company of facts are kept by the choices there are.
    ``relaxed`` counts missing mandatory demands instead of refusing to leave them out.
    """
    draft = Draft(hospital, asked, relaxed=relaxed)
    placed_once(draft)
    capacity(draft)
    room_sex(draft)
    organism(draft)
    reserve(draft)
    session(draft)
    session_minutes(draft)
    surgeon_minutes(draft)
    theatre_overlap(draft)
    surgeon_overlap(draft)
    prices(draft)
    mixed_age(draft)
    open_theatre(draft)
    surgeon_transfer(draft)
    return draft

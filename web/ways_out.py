"""A way out as a form: where the page sends the command that takes it."""

from __future__ import annotations

from typing import NamedTuple

from bedcentre.planning.why.answer import Deed
from bedcentre.usecases.beds import UnblockBed
from bedcentre.usecases.proposals import ChooseBed, ReleaseClaim
from bedcentre.usecases.ways_out import AskToLeaveEarlier, MakeRoom


class Form(NamedTuple):
    """The address of the command, and its fields besides the reason."""

    path: str
    fields: dict[str, str]


def form_of(deed: Deed) -> Form:
    """The form that gives the command."""
    match deed:
        case ChooseBed():
            start = {} if deed.start is None else {"start": deed.start.isoformat()}
            return Form(f"/demands/{deed.demand_id}/choose", {"bed_id": str(deed.bed_id), **start})
        case UnblockBed():
            return Form(f"/beds/{deed.bed_id}/unblock", {})
        case ReleaseClaim():
            return Form(f"/beds/{deed.bed_id}/claims/{deed.interval_id}/release", {})
        case AskToLeaveEarlier():
            return Form(f"/encounters/{deed.encounter_id}/earlier", {"by": deed.by.isoformat()})
        case MakeRoom():
            return Form(f"/encounters/{deed.encounter_id}/make-room", {"bed_id": str(deed.bed_id)})

"""What the clock alone brings about: nobody asks for it, so whatever runs beside the hospital does it."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.usecases.appointments.tend import TendAppointments
from bedcentre.usecases.appointments.tend import due as appointments_due
from bedcentre.usecases.discharge import BeginDischarges
from bedcentre.usecases.emergency.escalation import TendEmergencies
from bedcentre.usecases.emergency.escalation import due as emergencies_due
from bedcentre.usecases.nursing.commands import BeginShift
from bedcentre.usecases.nursing.commands import due as shift_due
from bedcentre.usecases.planning import ExpireHolds
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import LapsePreAdmissions, run_out


def due(reader: Reader) -> Iterator[object]:
    """The commands whose time has come."""
    if reader.expired_holds():
        yield ExpireHolds()
    if reader.discharges_to_begin():
        yield BeginDischarges()
    if run_out(reader):
        yield LapsePreAdmissions()
    if emergencies_due(reader):
        yield TendEmergencies()
    if appointments_due(reader):
        yield TendAppointments()
    if shift_due(reader):
        yield BeginShift()

"""What is known of an emergency patient besides the bed: centre, way, deposit, recovery room."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bedcentre.domain.emergency import EmergencyCare
from bedcentre.domain.errors import RefusedError
from bedcentre.domain.events import EmergencyCareNoted
from bedcentre.domain.messages import Message
from bedcentre.domain.vocabulary import Centre, DemandKind, Deposit, Role, Route
from bedcentre.usecases.commands import handles
from bedcentre.usecases.newcomers import RequestForNewcomer, request_for_newcomer
from bedcentre.usecases.placement import closed
from bedcentre.usecases.ports import Reader, UnitOfWork

MAY = (Role.COORDINATOR, Role.NURSE)

OPERATED = frozenset({Route.THEATRE, Route.CATH_LAB})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEmergency:
    """Somebody whom the hospital may not know yet needs a bed; how they came, and what is to be counted of them."""

    newcomer: RequestForNewcomer
    centre: Centre | None = None
    route: Route = Route.EMERGENCY_ROOM
    deposit: Deposit = Deposit.UNPAID


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEmergency:
    """The patient goes another way (绕行急诊), perhaps to another centre."""

    demand_id: int
    route: Route
    centre: Centre | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeposit:
    """Whether a deposit was paid. Nothing depends on it (先诊疗后付费)."""

    demand_id: int
    deposit: Deposit


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterRecovery:
    """The operation is over: the patient lies in the recovery room (PACU) and could go to the bed."""

    demand_id: int


@handles(ReportEmergency, *MAY)
def report_emergency(uow: UnitOfWork, command: ReportEmergency) -> int | None:
    """Return the demand's id; the boarding clock starts."""
    demand_id = request_for_newcomer(uow, command.newcomer)
    if demand_id is not None:
        care = EmergencyCare(demand_id=demand_id, centre=command.centre, route=command.route, deposit=command.deposit)
        uow.record(EmergencyCareNoted(care=care))
    return demand_id


@handles(RouteEmergency, *MAY)
def route_emergency(uow: UnitOfWork, command: RouteEmergency) -> None:
    """Record the way.

    Raises:
        RefusedError: no emergency, the patient has the bed already, or nothing would change.
    """
    care = _of_open_emergency(uow, command.demand_id)
    changed = replace(care, route=command.route, centre=command.centre or care.centre)
    if changed == care:
        raise RefusedError(Message("refusal.route_same", {"route": f"@route.{care.route.value}"}))
    uow.record(EmergencyCareNoted(care=changed))


@handles(RecordDeposit, *MAY)
def record_deposit(uow: UnitOfWork, command: RecordDeposit) -> None:
    """Record it, also after the patient has the bed.

    Raises:
        RefusedError: that is recorded already.
    """
    care = care_of(uow, uow.demand(command.demand_id).id)
    if care.deposit is command.deposit:
        raise RefusedError(Message("refusal.deposit_same", {"deposit": f"@deposit.{care.deposit.value}"}))
    uow.record(EmergencyCareNoted(care=replace(care, deposit=command.deposit)))


@handles(EnterRecovery, *MAY)
def enter_recovery(uow: UnitOfWork, command: EnterRecovery) -> None:
    """Start the recovery room's clock.

    Raises:
        RefusedError: the patient has the bed, is no patient of a theatre, or is in the recovery room already.
    """
    demand = uow.demand(command.demand_id)
    if not demand.is_open:
        raise RefusedError(closed(demand))
    care = care_of(uow, demand.id)
    if care.route not in OPERATED and uow.booking_of(demand.id) is None:
        raise RefusedError(Message("refusal.no_operation"))
    if care.recovering_since is not None:
        raise RefusedError(Message("refusal.recovering", {"since": care.recovering_since}))
    uow.record(EmergencyCareNoted(care=replace(care, recovering_since=uow.now)))


def care_of(reader: Reader, demand_id: int) -> EmergencyCare:
    """What is known of a demand; nothing, if nobody said anything."""
    return reader.emergency_care([demand_id]).get(demand_id, EmergencyCare(demand_id=demand_id))


def _of_open_emergency(uow: UnitOfWork, demand_id: int) -> EmergencyCare:
    demand = uow.demand(demand_id)
    if not demand.is_open:
        raise RefusedError(closed(demand))
    if demand.kind is not DemandKind.EMERGENCY:
        raise RefusedError(Message("refusal.no_emergency"))
    return care_of(uow, demand.id)

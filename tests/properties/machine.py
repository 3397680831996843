"""Everybody in the small hospital gives commands in any order; refusals are fine, half-done things are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from typing import TypeVar

import pytest
from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.people import Actor, Encounter
from bedcentre.domain.proposals import Replaced
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import ActualKind, Checklist, DemandKind, PlannedKind, Sex, Triage
from bedcentre.store.unit_of_work import AlreadyDoneError
from bedcentre.usecases.beds import BlockBed, ConfirmBed, FinishCleaning, StartCleaning, UnblockBed
from bedcentre.usecases.day_surgery.requests import RequestSlot
from bedcentre.usecases.discharge import AskTransport, BeginDischarges
from bedcentre.usecases.lounge import AskBedAgain, GoToLounge, LeaveLounge, UndoLeavingLounge
from bedcentre.usecases.milestones import ReachMilestone, ReopenMilestone, WaiveMilestone
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.planning import ExpireHolds, PublishPlan, Suggestion
from bedcentre.usecases.proposals import (
    AcceptProposal,
    ChooseBed,
    HoldBed,
    RejectProposal,
    ReleaseClaim,
    RestorePromise,
)
from bedcentre.usecases.requests import CancelDemand, PinDemand, RegisterPatient, RequestBed
from bedcentre.usecases.slots.search import free_slots
from bedcentre.usecases.stays import ExpectDischarge, MovePatient, PatientLeaves, ReceivePatient, UndoLeaving
from tests.properties.laws import check_laws
from tests.store.fixtures import Rewindable
from tests.store.house import COORDINATOR, SYSTEM, House
from tests.store.small import BED_IDS, ZONE

TAPS: dict[ActualKind | None, tuple[type, ...]] = {
    None: (ConfirmBed,),
    ActualKind.OCCUPIED: (PatientLeaves, GoToLounge),
    ActualKind.VACATED: (StartCleaning, UndoLeaving),
    ActualKind.CLEANING: (FinishCleaning,),
    ActualKind.BLOCKED: (UnblockBed,),
}
"""What the ward's page offers for a bed that is so."""
IN_HOUSE = (DemandKind.STEP_DOWN, DemandKind.TRANSFER)
SIGNED = "病情需要"
FROM_LOUNGE = (LeaveLounge, UndoLeavingLounge, AskBedAgain, AskTransport)

BEDS = st.sampled_from([BED_IDS[label] for label in ("M-3", "M-2", "M-1", "S-1", "S-2", "I-1", "D-1")])
PICK = st.integers(0, 50)
OVERRIDE = st.sampled_from(["", SIGNED])
Thing = TypeVar("Thing")


class Commotion(RuleBasedStateMachine):
    """The hospital, and what can be done to it."""

    def __init__(self, worn: Rewindable, blank: Rewindable) -> None:
        super().__init__()
        worn.rewind()
        self.blank = blank
        self.house = House(worn.engine)
        self.numbers = count()
        self.sent: list[tuple[object, Actor, str]] = []
        self.accepted: list[int] = []

    @rule(minutes=st.integers(0, 90))
    def time_passes(self, minutes: int) -> None:
        """Nothing happens for a while, or two things at the same second."""
        self.house.wait(minutes=minutes)

    @rule(bed_id=BEDS, pick=PICK)
    def tap(self, bed_id: int, pick: int) -> None:
        """A tap that the ward's page offers."""
        with self.house.reader() as reader:
            actual = reader.bed(bed_id).actual
        self.give(TAPS[actual.kind if actual else None][pick % 2 - 1](bed_id=bed_id))

    @rule(bed_id=BEDS, pick=PICK)
    def tap_blindly(self, bed_id: int, pick: int) -> None:
        """A tap on what the bed was a while ago."""
        taps = [tap for offered in TAPS.values() for tap in offered]
        self.give(taps[pick % len(taps)](bed_id=bed_id))

    @rule(bed_id=BEDS, minutes=st.one_of(st.none(), st.integers(-10, 600)))
    def block(self, bed_id: int, minutes: int | None) -> None:
        """A bed breaks."""
        until = None if minutes is None else self.house.now + timedelta(minutes=minutes)
        self.give(BlockBed(bed_id=bed_id, reason="漏水", until=until))

    @rule(bed_id=BEDS, minutes=st.integers(-60, 3000))
    def expect_discharge(self, bed_id: int, minutes: int) -> None:
        """The ward says when somebody will leave."""
        self.give(ExpectDischarge(bed_id=bed_id, expected=self.house.now + timedelta(minutes=minutes)))

    @rule(bed_id=BEDS)
    def wait_in_the_lounge(self, bed_id: int) -> None:
        """A patient is to leave within hours, the discharge is ordered, and the bed is given up."""
        self.give(ExpectDischarge(bed_id=bed_id, expected=self.house.now + timedelta(hours=3)))
        with self.house.reader() as reader:
            encounter = reader.bed(bed_id).encounter
            orders = reader.milestones_of_encounter(encounter.id)[0] if encounter else None
        if orders:
            self.give(ReachMilestone(milestone_id=orders.id))
            self.give(GoToLounge(bed_id=bed_id))

    @rule(pick=PICK, command=st.sampled_from(FROM_LOUNGE))
    def from_the_lounge(self, pick: int, command: Callable[..., object]) -> None:
        """Something is said of somebody who waits in the lounge, or left a moment ago."""
        with self.house.reader() as reader:
            left = reader.departures(self.house.now - timedelta(minutes=20), self.house.now)
            encounter_id = chosen(
                [*(each.id for each in reader.in_lounge()), *(each.encounter_id for each in left)], pick
            )
        if encounter_id is not None:
            self.give(command(encounter_id=encounter_id))

    @rule(pick=PICK, way=st.integers(0, 2))
    def answer_a_milestone(self, pick: int, way: int) -> None:
        """Something of leaving is done, not needed, or to be done once more."""
        with self.house.reader() as reader:
            milestone = chosen(reader.open_milestones(Checklist.DISCHARGE), pick)
        if milestone:
            done = ReachMilestone(milestone_id=milestone.id)
            self.give(WaiveMilestone(milestone_id=milestone.id, reason="不需要") if way else done)
            if way > 1:
                self.give(ReopenMilestone(milestone_id=milestone.id))

    @rule()
    def checklists_begin(self) -> None:
        """The machine begins the checklists whose time has come."""
        self.give(BeginDischarges(), SYSTEM)

    @rule(kind=st.sampled_from([kind for kind in DemandKind if kind not in IN_HOUSE]), known=st.one_of(st.none(), PICK))
    def ask_for_a_bed(self, kind: DemandKind, known: int | None) -> None:
        """Somebody needs a bed: a newcomer, or one who lies in the house already."""
        encounter = None if known is None else self.encounter(known)
        if encounter:
            self.give(self.request(kind, patient_id=encounter.patient_id))
        else:
            self.give(RequestForNewcomer(person=self.newcomer(), request=self.request(kind)))

    @rule(kind=st.sampled_from(IN_HOUSE), patient=PICK, encounter=PICK)
    def ask_for_a_transfer(self, kind: DemandKind, patient: int, encounter: int) -> None:
        """Somebody needs another bed; now and then two people are mixed up."""
        one, other = self.encounter(patient), self.encounter(encounter)
        if one and other:
            self.give(self.request(kind, patient_id=one.patient_id, encounter_id=other.id))

    @rule(day=st.integers(-1, 1), pick=st.one_of(st.none(), PICK))
    def ask_for_a_slot(self, day: int, pick: int | None) -> None:
        """A surgeon asks for day surgery, perhaps in a free slot."""
        on = self.house.now.astimezone(ZONE).date() + timedelta(days=day)
        with self.house.reader() as reader:
            slots = free_slots(reader, "W1", reader.procedure("P1"), on, on)
        slot = None if pick is None else chosen(slots, pick)
        request = RequestSlot(
            patient_id=0,
            procedure="P1",
            surgeon="W1",
            first_day=on,
            last_day=on,
            operation_start=slot.start if slot else None,
            session_id=slot.session_id if slot else None,
        )
        self.give(RequestForNewcomer(person=self.newcomer(), request=request))

    @rule(pick=PICK, bed_id=BEDS, override=OVERRIDE)
    def choose(self, pick: int, bed_id: int, override: str) -> None:
        """The coordinator promises a bed."""
        if demand := self.demand(pick):
            self.give(ChooseBed(demand_id=demand.id, bed_id=bed_id, override=override))

    @rule(pick=PICK)
    def receive_as_promised(self, pick: int) -> None:
        """A ward receives somebody in the promised bed."""
        with self.house.reader() as reader:
            claim = chosen([claim for each in reader.beds() for claim in each.claims if claim.demand], pick)
        if claim and claim.demand:
            self.give(ReceivePatient(demand_id=claim.demand.id, bed_id=claim.interval.bed_id))

    @rule(pick=PICK, bed=PICK, override=OVERRIDE)
    def receive(self, pick: int, bed: int, override: str) -> None:
        """A ward receives somebody in an empty bed."""
        with self.house.reader() as reader:
            empty = chosen([each.bed for each in reader.beds() if each.actual is None], bed)
        demand = self.demand(pick)
        if demand and empty:
            self.give(ReceivePatient(demand_id=demand.id, bed_id=empty.id, override=override))

    @rule(pick=PICK, bed_id=BEDS, override=OVERRIDE)
    def move(self, pick: int, bed_id: int, override: str) -> None:
        """A patient changes beds."""
        if encounter := self.encounter(pick):
            self.give(MovePatient(encounter_id=encounter.id, bed_id=bed_id, override=override))

    @rule(bed_id=BEDS, pick=st.one_of(st.none(), PICK))
    def hold(self, bed_id: int, pick: int | None) -> None:
        """The coordinator keeps a bed for a while, for somebody or nobody."""
        demand = None if pick is None else self.demand(pick)
        self.give(HoldBed(bed_id=bed_id, reason="等家属", demand_id=demand.id if demand else None))

    @rule(bed_id=BEDS, pick=PICK)
    def release(self, bed_id: int, pick: int) -> None:
        """The coordinator takes a promise back."""
        with self.house.reader() as reader:
            claim = chosen(reader.bed(bed_id).claims, pick)
        if claim:
            self.give(ReleaseClaim(interval_id=claim.interval.id, bed_id=bed_id))

    @rule(pick=PICK, bed_id=st.one_of(st.none(), BEDS))
    def pin(self, pick: int, bed_id: int | None) -> None:
        """The coordinator fixes a bed for the plan."""
        if demand := self.demand(pick):
            self.give(PinDemand(demand_id=demand.id, bed_id=bed_id))

    @rule(pick=PICK)
    def cancel(self, pick: int) -> None:
        """A bed is no longer needed."""
        if demand := self.demand(pick):
            self.give(CancelDemand(demand_id=demand.id, reason="已转院"))

    @rule(places=st.lists(st.tuples(PICK, BEDS, st.integers(-60, 600)), max_size=3), complete=st.booleans())
    def publish(self, places: list[tuple[int, int, int]], *, complete: bool) -> None:
        """A plan is made, good or bad."""
        suggestions = [
            Suggestion(
                demand_id=demand.id,
                bed_id=bed_id,
                start=self.house.now + timedelta(minutes=minutes),
                end=self.house.now + timedelta(minutes=minutes + 600),
                reasons=(),
                replaces=self.promise_of(demand),
            )
            for pick, bed_id, minutes in places
            if (demand := self.demand(pick))
        ]
        plan = PublishPlan(
            sequence=1,
            method="greedy",
            milliseconds=1,
            unplaced=0,
            levels=(0,),
            suggestions=tuple(suggestions),
            complete=complete,
            items={},
        )
        self.give(plan, SYSTEM)

    @rule(pick=PICK, accept=st.booleans())
    def answer(self, pick: int, *, accept: bool) -> None:
        """The coordinator answers a proposal."""
        with self.house.reader() as reader:
            proposal = chosen(reader.proposals(), pick)
        if proposal and accept:
            self.give(AcceptProposal(proposal_id=proposal.id))
            self.accepted.append(proposal.id)
        elif proposal:
            self.give(RejectProposal(proposal_id=proposal.id, reason="太远"))

    @rule(pick=PICK)
    def take_back(self, pick: int) -> None:
        """The coordinator had not meant to accept another bed for somebody who was promised one."""
        proposal_id = chosen(self.accepted, pick)
        if proposal_id is not None:
            self.give(RestorePromise(proposal_id=proposal_id))

    @rule()
    def let_holds_end(self) -> None:
        """The machine lets holds end."""
        self.give(ExpireHolds(), SYSTEM)

    @invariant()
    def laws_hold(self) -> None:
        """Whatever happened: see ``laws``."""
        check_laws(self.house)

    def teardown(self) -> None:
        """The journal is whole, and its replay gives the same hospital."""
        self.blank.rewind()
        self.house.check_journal(self.blank.engine)

    @rule()
    def last_command_comes_again(self) -> None:
        """A phone without network sent its tap twice: the first answer is given, nothing is done."""
        if self.sent:
            before = self.sequence()
            with pytest.raises(AlreadyDoneError) as already:
                self.house.do(*self.sent[-1])
            assert already.value.sequence <= before == self.sequence()

    def give(self, command: object, actor: Actor = COORDINATOR) -> None:
        """Give a command. If it is refused, nothing has changed."""
        before = self.sequence()
        command_id = f"machine-{next(self.numbers)}"
        try:
            self.house.do(command, actor, command_id)
        except HospitalError as error:
            event(f"{type(command).__name__}: {type(error).__name__}")
            assert self.sequence() == before
        else:
            event(f"{type(command).__name__}: done")
            self.sent.append((command, actor, command_id))

    def sequence(self) -> int:
        """The newest journal row."""
        with self.house.reader() as reader:
            return reader.sequence()

    def demand(self, pick: int) -> Demand | None:
        """One of the open demands."""
        with self.house.reader() as reader:
            return chosen(reader.open_demands(), pick)

    def promise_of(self, demand: Demand) -> Replaced | None:
        """What a plan would have to replace for the demand."""
        with self.house.reader() as reader:
            claims = [each for each in reader.claims_of(demand.id) if each.kind is PlannedKind.RESERVATION]
        return Replaced(interval_id=claims[0].id, bed_id=claims[0].bed_id, start=claims[0].start) if claims else None

    def encounter(self, pick: int) -> Encounter | None:
        """One of those who lie in the house."""
        with self.house.reader() as reader:
            return chosen([each.encounter for each in reader.beds() if each.encounter], pick)

    def request(self, kind: DemandKind, *, patient_id: int = 0, encounter_id: int | None = None) -> RequestBed:
        """A request for a medical bed from now on."""
        return RequestBed(
            kind=kind,
            patient_id=patient_id,
            specialty="MED",
            wanted_from=self.house.now,
            latest=self.house.now + timedelta(hours=12),
            stay_minutes=600,
            triage=Triage.ACUTE,
            encounter_id=encounter_id,
        )

    def newcomer(self) -> RegisterPatient:
        """Somebody nobody knew."""
        number = next(self.numbers)
        return RegisterPatient(
            mrn=f"X{number}",
            name="新人",
            pinyin="xr",
            sex=Sex.MALE if number % 3 else Sex.FEMALE,
            birth_date=date(1970, 1, 1),
        )


def chosen(things: Sequence[Thing], pick: int) -> Thing | None:
    """One of the things, if there is any."""
    return things[pick % len(things)] if things else None

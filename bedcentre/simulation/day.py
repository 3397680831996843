"""The demo day: whatever is due at the hospital's present instant happens, through the same door as for people."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from threading import Event, Thread

from bedcentre.domain.errors import HospitalError
from bedcentre.domain.people import Actor
from bedcentre.seeding.records import Demand, Hospital
from bedcentre.simulation import roster
from bedcentre.simulation.appointments import appointments
from bedcentre.simulation.arrivals import Arrival, Arrivals
from bedcentre.simulation.chance import Chance, Memory
from bedcentre.simulation.cleaner import cleaner
from bedcentre.simulation.coordinator import coordinator
from bedcentre.simulation.day_surgery import day_surgery
from bedcentre.simulation.destiny import Destiny
from bedcentre.simulation.discharge import leaving
from bedcentre.simulation.door import Answer, Door
from bedcentre.simulation.elsewhere import elsewhere
from bedcentre.simulation.emergency import announcement, escalation
from bedcentre.simulation.nurse import nurse
from bedcentre.simulation.nursing import nursing as nursing_shifts
from bedcentre.simulation.preadmission import preadmission
from bedcentre.simulation.referrals import asked_by_partner, referrals
from bedcentre.simulation.scene import Scene
from bedcentre.simulation.standby import answering, joining
from bedcentre.store.users import SYSTEM
from bedcentre.usecases import chores
from bedcentre.usecases.board.picture import Changes, Picture, renew, take
from bedcentre.usecases.emergency.ambulances import AmbulanceArrives
from bedcentre.usecases.requests import CancelDemand
from bedcentre.usecases.stays import ReceivePatient

log = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=20)
TRY_AGAIN_AFTER = timedelta(minutes=10)
LISTS_EVERY = timedelta(minutes=15)
"""How often people look at their lists of what is to be done."""
PAGE = 5000
MARK = "demo:"
"""Begins the command id of a demand that the demo raised: it is raised once, also after a restart."""
AMBULANCE_MARK = "demo-ambulance:"
"""Begins the command id of an ambulance that the demo announced."""


@dataclass(slots=True)
class Tally:
    """What happened: commands carried out by name, refusals by command and first reason."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def refusals(self) -> dict[str, Counter[str]]:
        """By command, how often it was refused for which reason."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (command, reason), count in self.refused.items():
            found[command][reason] += count
        return dict(sorted(found.items()))


class Demo:
    """Lets the seed ``hospital``'s days happen in ``app``, as far as its clock has come.

    ``patience``: how long a proposal waits for the visitor before the coordinator's stand-in accepts it; zero = at
    once, None = for ever.
    """

    def __init__(self, app: Door, hospital: Hospital, *, seed: int = 1, patience: timedelta | None = PATIENCE) -> None:
        self.tally = Tally()
        self._app = app
        self._hospital = hospital
        self._patience = patience
        self._chance = Chance(seed)
        self._destiny = Destiny(hospital, self._chance)
        self._memory, self._lists = Memory(), Memory()
        self._arrivals = Arrivals(hospital, frozenset(_raised_before(app)))
        self._ambulances: dict[str, int | None] = {}
        self._refused: dict[object, datetime] = {}
        self._picture: Picture | None = None
        self._stop = Event()
        self._thread: Thread | None = None

    def step(self) -> int:
        """Let everything happen that is due now; how much was done. Again at once: nothing is due."""
        news = self._news()
        with self._app.reader() as reader:
            self._picture = renew(self._picture, reader, news) if self._picture and news else take(reader)
            scene = Scene.of(self._picture, reader, self._chance, self._destiny, self._memory)
            deeds = list(self._deeds(scene))
            arrivals = list(self._arrivals.due(scene))
            announced = self._arrivals.announced(scene.now)
        self._memory.end_round()
        self._refused = {command: at for command, at in self._refused.items() if at + TRY_AGAIN_AFTER > scene.now}
        done = sum(self._do(actor, command) is not None for actor, command in deeds)
        done += sum(self._announce(demand) for demand in announced)
        return done + sum(self._raise(arrival, scene) for arrival in arrivals)

    def start(self, pause: float = 1.0) -> None:
        """Step every ``pause`` real seconds, on a thread of its own, until ``stop``."""
        self._stop.clear()
        self._thread = Thread(target=self._run, args=(pause,), name="demo", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread after its present step."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, pause: float) -> None:
        while not self._stop.wait(pause):
            try:
                self.step()
            except Exception:
                log.exception("A step of the demo failed; it goes on with the next.")

    def _news(self) -> Changes | None:
        """What changed since the picture was drawn; None = so much that it is drawn anew."""
        rows = self._app.journal_since(self._picture.sequence, PAGE) if self._picture else []
        return Changes.of(rows) if len(rows) < PAGE else None

    def _deeds(self, scene: Scene) -> Iterator[tuple[Actor, object]]:
        for situation in scene.beds:
            ward = situation.ward.id
            for command in islice(cleaner(scene, situation), 1):
                yield roster.cleaner(ward), command
            for command in islice(nurse(scene, situation), 1):
                yield roster.nurse(ward), command
        if scene.looks_at("lists", LISTS_EVERY):
            yield from self._worked_off(replace(scene, memory=self._lists))
            self._lists.end_round()
        yield from day_surgery(scene)
        yield from escalation(scene)
        yield from answering(scene)
        for command in coordinator(scene, self._patience):
            yield roster.COORDINATOR, command
        for command in chores.due(scene.reader):
            yield SYSTEM, command

    def _worked_off(self, scene: Scene) -> Iterator[tuple[Actor, object]]:
        yield from leaving(scene)
        yield from preadmission(scene)
        yield from referrals(scene, self._hospital)
        yield from appointments(scene)
        yield from joining(scene)
        yield from nursing_shifts(scene)
        yield from elsewhere(scene)

    def _do(self, actor: Actor, command: object, command_id: str | None = None) -> Answer | None:
        """Give one command; what was refused is not tried again for a while."""
        if command in self._refused:
            return None
        name = type(command).__name__
        try:
            done = self._app.execute(command, actor, command_id)
        except HospitalError as refusal:
            self._refused[command] = self._app.clock.now()
            self.tally.refused[name, refusal.reasons[0].key] += 1
            return None
        self.tally.done[name] += 1
        return done

    def _announce(self, demand: Demand) -> int:
        """Let an ambulance tell of its patient, once."""
        if demand.code in self._ambulances:
            return 0
        done = self._do(roster.COORDINATOR, announcement(demand), AMBULANCE_MARK + demand.code)
        self._ambulances[demand.code] = done.made if done is not None else None
        return int(done is not None)

    def _arrive(self, arrival: Arrival) -> bool:
        """Whether the patient came by an announced ambulance and so was asked a bed for."""
        ambulance_id = self._ambulances.pop(arrival.demand.code, None)
        if ambulance_id is None:
            return False
        command = AmbulanceArrives(ambulance_id=ambulance_id, person=arrival.registration)
        return self._do(roster.COORDINATOR, command, MARK + arrival.demand.code) is not None

    def _raise(self, arrival: Arrival, scene: Scene) -> int:
        if self._arrive(arrival):
            self._arrivals.done(arrival.demand)
            return 1
        if arrival.demand.partner is not None:
            asked = asked_by_partner(self._hospital, arrival.demand, arrival.registration, scene.now)
            self._do(roster.partner(arrival.demand.partner), asked, MARK + arrival.demand.code)
            self._arrivals.done(arrival.demand)
            return 1
        registered = self._do(arrival.actor, arrival.registration)
        if registered is None or registered.made is None:
            return 0
        if arrival.from_home:
            self._do(arrival.actor, arrival.contact(registered.made))
        encounter_id = arrival.encounter_id or self._observe(arrival, registered.made, scene)
        request = arrival.request(registered.made, encounter_id, scene.now, self._app.settings.zone)
        self._do(arrival.actor, request, MARK + arrival.demand.code)
        self._arrivals.done(arrival.demand)
        return 1

    def _observe(self, arrival: Arrival, patient_id: int, scene: Scene) -> int | None:
        """Let an emergency patient lie in the observation ward; their encounter, if there was room."""
        couch = arrival.couch
        if couch is None:
            return None
        asked = self._do(couch.nurse, arrival.observation(couch, patient_id, scene.now))
        if asked is None or asked.made is None:
            return None
        received = self._do(couch.nurse, ReceivePatient(demand_id=asked.made, bed_id=couch.bed_id))
        if received is None:
            self._do(roster.COORDINATOR, CancelDemand(demand_id=asked.made, reason="留观床位不适合"))
        return received.made if received else None


def _raised_before(app: Door) -> Iterator[str]:
    """The codes of the seed's demands that the journal knows the demo to have raised."""
    sequence = 0
    while rows := app.journal_since(sequence, PAGE):
        sequence = rows[-1].sequence
        for row in rows:
            if row.command_id.startswith(MARK):
                yield row.command_id.removeprefix(MARK)

"""A hospital under test: commands by people, plans by the planner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bedcentre.bootstrap import Application
from bedcentre.domain.people import Actor
from bedcentre.domain.proposals import Proposal
from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, Role, Sex, Triage
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.house import PLANNER
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.shown import shown
from bedcentre.planning.snapshot import Snapshot, operational
from bedcentre.usecases.board.picture import Changes
from bedcentre.usecases.policy import ChangePolicy
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from optimizer.formats.validation import check_references

COORDINATOR = Actor(user_id=1, name="coordinator", role=Role.COORDINATOR)
ADMINISTRATOR = Actor(user_id=2, name="administrator", role=Role.ADMINISTRATOR)

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Clock:
    """Stands until it is moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class House:
    """The application and its clock."""

    app: Application
    clock: Clock

    def make(self, command: object, actor: Actor = COORDINATOR) -> int:
        made = self.app.execute(command, actor).made
        assert made is not None
        return made

    def ask(self, mrn: str, *, sex: Sex = Sex.FEMALE, born: date = date(1980, 1, 1), **changed: Any) -> int:
        """Somebody new needs a bed now; an emergency of internal medicine unless ``changed``."""
        patient = self.make(RegisterPatient(mrn=mrn, name=f"李{mrn}", pinyin="l", sex=sex, birth_date=born))
        now = self.clock.now()
        asked: dict[str, Any] = {
            "kind": DemandKind.EMERGENCY,
            "specialty": "MED",
            "wanted_from": now,
            "latest": now + 24 * HOUR,
            "stay_minutes": 3 * 24 * 60,
        } | changed
        if asked["kind"] is DemandKind.EMERGENCY:
            asked.setdefault("triage", Triage.ACUTE)
        return self.make(RequestBed(patient_id=patient, **asked))

    def count_on_beds(self, sure: int) -> None:
        """From now on the plan counts an occupied bed as free when it is so sure of that, in percent."""
        policy = replace(self.app.policy, bed_free_sure=sure)
        self.make(ChangePolicy(policy=policy, reason="test", based_on=0), ADMINISTRATOR)

    def snapshot(self) -> Snapshot:
        """The question as it is now, which hangs together."""
        with self.app.reader() as reader:
            snapshot = operational(reader)
        check_references(snapshot.problem)
        return snapshot

    def plan(self) -> dict[int, Proposal]:
        """Publish the instant plan; the open proposals by demand."""
        snapshot = self.snapshot()
        answer = greedy_answer(snapshot.problem, shown(snapshot))
        self.app.execute(full_plan(snapshot, answer, snapshot.picture, Changes()), PLANNER)
        return self.proposals()

    def proposals(self) -> dict[int, Proposal]:
        with self.app.reader() as reader:
            return {proposal.demand_id: proposal for proposal in reader.proposals()}

    def demand(self, demand_id: int) -> Demand:
        with self.app.reader() as reader:
            return reader.demand(demand_id)

    def offered(self) -> dict[int, str]:
        """The labels of the beds the plan offers, by demand."""
        proposals = self.plan()
        with self.app.reader() as reader:
            return {demand: reader.bed(proposal.bed_id).bed.label for demand, proposal in proposals.items()}

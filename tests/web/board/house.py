"""What happens to the hospital while boards look on: emergencies arrive, plans are published."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from bedcentre.domain.requests import Demand
from bedcentre.domain.vocabulary import DemandKind, Sex, Triage
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.first import first_proposal
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.snapshot import operational
from bedcentre.usecases.board.picture import Changes
from bedcentre.usecases.newcomers import RequestForNewcomer
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from tests.web.ward_site import SYSTEM, WardSite


@dataclass
class HousePeople:
    """Acts on the site's hospital from this process."""

    site: WardSite
    numbers: count[int] = field(default_factory=lambda: count(1))

    def emergency(self, triage: Triage = Triage.ACUTE, sex: Sex = Sex.MALE) -> Demand:
        """A new emergency patient of medicine whom nobody knew."""
        return self._asks(DemandKind.EMERGENCY, triage, sex)

    def planned(self) -> Demand:
        """A patient of medicine who is to come in as planned, from now on."""
        return self._asks(DemandKind.PLANNED, None, Sex.MALE)

    def _asks(self, kind: DemandKind, triage: Triage | None, sex: Sex) -> Demand:
        number = next(self.numbers)
        now = self.site.app.clock.now()
        person = RegisterPatient(
            mrn=f"E{number}", name=f"急诊{number}号", pinyin=f"jz{number}h", sex=sex, birth_date=date(1970, 1, 1)
        )
        asked = RequestBed(
            kind=kind,
            patient_id=0,
            specialty="MED",
            wanted_from=now,
            latest=now + timedelta(hours=4),
            stay_minutes=3 * 24 * 60,
            triage=triage,
        )
        made = self.site.do(RequestForNewcomer(person=person, request=asked)).made
        with self.site.app.reader() as reader:
            return reader.demand(made or 0)

    def plan(self) -> None:
        """Let the engine plan the whole house at once."""
        with self.site.app.reader() as reader:
            snapshot = operational(reader)
        self.site.do(full_plan(snapshot, greedy_answer(snapshot.problem), snapshot.picture, Changes()), SYSTEM)

    def propose(self, demand: Demand) -> str:
        """Let the engine propose a bed for the demand; its label."""
        with self.site.app.reader() as reader:
            command = first_proposal(operational(reader), demand.id)
            assert command is not None
            label = reader.bed(command.suggestions[0].bed_id).bed.label
        self.site.do(command, SYSTEM)
        if label in self.site.unused["free"]:
            self.site.unused["free"].remove(label)
        return label

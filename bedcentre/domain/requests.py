"""A demand: somebody needs a bed, from when, until when at the latest, with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bedcentre.domain.vocabulary import DemandKind, DemandState, Feature, Triage

ADMISSION_FROM = time(8)
ADMISSION_UNTIL = time(20)
"""Nobody who waits at home is called in at night."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One request for a bed.

    ``raised_at`` starts the boarding clock (the decision to admit). The stay may start in
    [``wanted_from``, ``latest``] and is expected to last ``stay_minutes``. ``expires_at`` is when a
    pre-admission's insurance clock runs out. ``encounter_id`` is set when the patient already lies in a bed.
    ``green_channel``: a partner hospital sent the patient with priority (绿色通道); the plan counts it as more urgent.
    """

    id: int
    kind: DemandKind
    patient_id: int
    specialty: str
    state: DemandState
    raised_at: datetime
    wanted_from: datetime
    latest: datetime
    stay_minutes: int
    triage: Triage | None = None
    severe: bool = False
    needs: frozenset[Feature] = frozenset()
    prefers: frozenset[Feature] = frozenset()
    organism: str | None = None
    encounter_id: int | None = None
    procedure: str | None = None
    surgeon: str | None = None
    expires_at: datetime | None = None
    pinned_bed_id: int | None = None
    note: str = ""
    green_channel: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still needs somebody's attention."""
        return self.state in {DemandState.WAITING, DemandState.PROMISED}

    @property
    def stay(self) -> timedelta:
        """How long the bed is expected to be theirs."""
        return timedelta(minutes=self.stay_minutes)

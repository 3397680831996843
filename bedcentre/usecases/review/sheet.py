"""Everything the review looks at, on one sheet that also works on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bedcentre.domain.places import Specialty, Ward
from bedcentre.domain.review import ReviewDecision, ReviewProposal
from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture, take
from bedcentre.usecases.ports import Reader
from bedcentre.usecases.preadmission import exams_done
from bedcentre.usecases.review.proposals import proposals
from bedcentre.usecases.review.tomorrow import (
    GroupTomorrow,
    coming_tomorrow,
    day_reviewed,
    leaving_tomorrow,
    tomorrow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a proposal or decision is about: a bed, or somebody who leaves a bed, or somebody who waits."""

    bed_label: str = ""
    ward: Ward | None = None
    leaves: datetime | None = None
    specialty: Specialty | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTomorrow:
    """Somebody who leaves, or comes into, a bed tomorrow. The name is empty where it may not be shown."""

    bed_label: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """The review of ``day``."""

    now: datetime
    day: date
    groups: tuple[GroupTomorrow, ...]
    proposals: tuple[tuple[ReviewProposal, About], ...]
    decisions: tuple[tuple[ReviewDecision, About], ...]
    leaving: tuple[PersonTomorrow, ...]
    coming: tuple[PersonTomorrow, ...]


def sheet(reader: Reader, usual: Mapping[int, float], names: Names) -> ReviewSheet:
    """Tomorrow as it looks now; ``usual`` are the patients that each ward usually gets in a day unannounced."""
    picture = take(reader)
    day = day_reviewed(picture)
    groups = tomorrow(picture, usual)
    decided = reader.review_decisions(day)
    about = _Abouts(picture)
    return ReviewSheet(
        now=reader.now,
        day=day,
        groups=tuple(groups),
        proposals=tuple((each, about.of(each)) for each in proposals(picture, groups, decided, exams_done(reader))),
        decisions=tuple((each, about.of(each.proposal)) for each in decided),
        leaving=tuple(
            PersonTomorrow(bed_label=situation.bed.label, name=names.of(patient), at=leaves)
            for situation, patient, leaves in leaving_tomorrow(picture)
        ),
        coming=tuple(
            PersonTomorrow(bed_label=each.bed.label, name=names.of(picture.patients[demand.patient_id]), at=at)
            for each, demand, at in coming_tomorrow(picture)
        ),
    )


class _Abouts:
    """Finds what proposals speak of; who has left or been placed meanwhile is no longer found."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._lying = {each.encounter.id: each for each in picture.beds.values() if each.encounter is not None}

    def of(self, proposal: ReviewProposal) -> About:
        """What it is about."""
        if proposal.bed_id is not None:
            situation = self._picture.beds[proposal.bed_id]
            return About(bed_label=situation.bed.label, ward=situation.ward)
        lying = self._lying.get(proposal.encounter_id or 0)
        if lying is not None and lying.encounter is not None:
            return About(bed_label=lying.bed.label, ward=lying.ward, leaves=lying.encounter.expected_discharge)
        demand = self._picture.demands.get(proposal.demand_id or 0)
        if demand is not None:
            return About(specialty=self._picture.specialties[demand.specialty], since=demand.raised_at)
        return About()

"""Who lies in which bed at the start: no shared room is mixed, who is isolated shares only with the same organism."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bedcentre.seeding.census import Census
from bedcentre.seeding.kit import Kit
from bedcentre.seeding.needs import isolation_features
from bedcentre.seeding.records import Bed, Occupant, Patient, Room
from bedcentre.seeding.rows import OrganismRow
from bedcentre.seeding.stays import Cases, Stream
from bedcentre.seeding.streams import critical_mix
from bedcentre.seeding.structure import CRITICAL_CARE, KIND_FEATURES, Unit
from bedcentre.seeding.timeline import DAY

CONFIRMED_SHARE = 0.7
"""Share of the discharges of the next 24 hours that a doctor has confirmed (assumption)."""
SLIPPED_SHARE = 0.02
"""Share of the other expected discharges that have passed without the patient leaving (assumption)."""
PREDICTED_WITHIN = 3 * DAY
EARLY_SHARES = (0.15, 0.65, 0.2)
"""Shares of the discharges of the next days that are expected a day late, rightly, a day early (assumption)."""
GUESS_SPREAD = 0.35
"""Standard deviation of the logarithm of the error of later ones (assumption)."""
GUESSED_AT = 10 * 60
"""The minute of the day that a guess names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sleeper:
    """An occupant, the level of care, and the minutes at which the stay began and the bed is really left."""

    occupant: Occupant
    level: str
    begun: int
    leaves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A bed to be filled: whose patient, of which sex (None = either), isolated for what."""

    bed: Bed
    unit: Unit
    specialty: str
    sex: str | None
    organism: OrganismRow | None


class Occupants:
    """Fills the house."""

    def __init__(self, kit: Kit) -> None:
        self._tables = kit.tables
        self._structure = kit.structure
        self._timeline = kit.timeline
        self._stays = kit.stays
        self._needs = kit.needs
        self._people = kit.people
        self._rng = kit.dice("occupants")

    def build(self, census: Census) -> tuple[Sleeper, ...]:
        """Everybody who lies in a bed at the start, ward by ward."""
        return tuple(
            self._sleeper(spot)
            for unit in self._structure.units
            if unit.ward.code in census
            for spot in self._spots(unit, list(census[unit.ward.code].elements()))
        )

    def _spots(self, unit: Unit, specialties: list[str]) -> Iterator[_Spot]:
        places = self._rng.permutation(len(unit.beds))[: len(specialties)]
        whose = {unit.beds[place].label: specialty for place, specialty in zip(places, specialties, strict=True)}
        isolating = [room for room in unit.rooms if all("isolation" in bed.features for bed in unit.beds_of(room))]
        inside = sum(bed.label in whose for room in isolating for bed in unit.beds_of(room))
        for room in unit.rooms:
            beds = [bed for bed in unit.beds_of(room) if bed.label in whose]
            sex = self._room_sex(room, [whose[bed.label] for bed in beds])
            boost = len(specialties) / inside if room in isolating and inside else 0.0
            organism = self._room_organism(room, {whose[bed.label] for bed in beds}, boost)
            for bed in beds:
                yield _Spot(bed=bed, unit=unit, specialty=whose[bed.label], sex=sex, organism=organism)

    def _room_sex(self, room: Room, specialties: list[str]) -> str | None:
        if room.sex_policy == "any" or not specialties:
            return None
        if room.sex_policy != "same":
            return room.sex_policy
        shares = [self._tables.specialty(code).male_share for code in specialties]
        male_share = 0.0 if 0 in shares else sum(shares) / len(shares)
        return "M" if self._rng.random() * 100 < male_share else "F"

    def _room_organism(self, room: Room, specialties: set[str], boost: float) -> OrganismRow | None:
        if len(specialties) != 1 or not boost:
            return None
        organism = self._needs.organism(next(iter(specialties)), boost)
        return None if organism is None or (organism.negative_pressure and not room.negative_pressure) else organism

    def _sleeper(self, spot: _Spot) -> Sleeper:
        level = spot.unit.template.level
        stream = self._stream(spot, level)
        cases, lain = self._stays.draw_present(self._rng, stream, 1)
        begun = self._timeline.now - lain
        leaves = self._stays.settle(self._rng, begun, begun + cases.stay, level)[0].item()
        if leaves <= self._timeline.now:
            leaves = self._timeline.now + int(self._rng.integers(30, 480))
        expected, certainty = self._expected(begun[0].item(), leaves)
        moment = self._timeline.moment
        occupant = Occupant(
            patient=self._patient(spot, stream, cases),
            bed=spot.bed.label,
            specialty=stream.specialty,
            diagnosis=self._stays.diagnoses(stream.specialty)[cases.diagnosis[0]].icd10,
            admitted_at=moment(begun[0]),
            expected_discharge=moment(expected),
            certainty=certainty,
            true_discharge=moment(leaves),
            severe=self._is_severe(spot, stream),
            needs=self._bed_needs(spot, stream),
            organism=spot.organism.code if spot.organism else None,
        )
        return Sleeper(occupant=occupant, level=level, begun=begun[0].item(), leaves=leaves)

    def _stream(self, spot: _Spot, level: str) -> Stream:
        if level != "ward":
            mix = critical_mix(self._tables, spot.specialty) if spot.specialty == CRITICAL_CARE else None
            whose = str(self._rng.choice(list(mix), p=list(mix.values()))) if mix else spot.specialty
            return Stream(specialty=whose, kind="emergency", level=level)
        ways = self._stays.ways(spot.specialty)
        kind = str(self._rng.choice(list(ways), p=list(ways.values())))
        return Stream(specialty=spot.specialty, kind=kind, level=level)

    def _patient(self, spot: _Spot, stream: Stream, cases: Cases) -> Patient:
        sex = spot.sex or ("M" if cases.male[0] else "F")
        return self._people.patient(sex, float(cases.age[0]), stream.specialty)

    def _is_severe(self, spot: _Spot, stream: Stream) -> bool:
        if spot.unit.template.level == "icu":
            return True
        at_home = spot.unit.ward.specialty in {spot.specialty, CRITICAL_CARE}
        return at_home and self._rng.random() * 100 < self._tables.specialty(stream.specialty).severe_share

    def _bed_needs(self, spot: _Spot, stream: Stream) -> frozenset[str]:
        usual = self._needs.usual(stream.specialty) & spot.bed.features
        return usual | {*KIND_FEATURES.get(spot.bed.kind, ())} | isolation_features(spot.organism)

    def _expected(self, begun: int, leaves: int) -> tuple[int, str]:
        """When the ward believes the bed is left, and how sure it is."""
        now = self._timeline.now
        remaining = leaves - now
        if remaining <= DAY and self._rng.random() < CONFIRMED_SHARE:
            return round(leaves / 30) * 30, "confirmed"
        if self._rng.random() < SLIPPED_SHARE:
            return max(now - int(self._rng.integers(30, 360)), (begun + now) // 2), "guessed"
        if remaining <= PREDICTED_WITHIN:
            days_early = int(self._rng.choice(len(EARLY_SHARES), p=EARLY_SHARES)) - 1
            return max(now + 60, leaves - days_early * DAY), "predicted"
        days = remaining * self._rng.lognormal(0, GUESS_SPREAD) / DAY
        return max(2, round(days)) * DAY + GUESSED_AT, "guessed"

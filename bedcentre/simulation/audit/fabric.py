"""What no event changes: the house itself, and by which policy it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bedcentre.domain.places import Bed, Ward
from bedcentre.domain.policy import Policy
from bedcentre.usecases.ports import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """Beds and wards by id; ``tiers``: how near a ward is to a specialty (absent: may not be used)."""

    beds: Mapping[int, Bed]
    wards: Mapping[int, Ward]
    tiers: Mapping[tuple[str, int], int]
    zone: ZoneInfo
    policy: Policy

    @classmethod
    def of(cls, reader: Reader) -> Fabric:
        """The fabric of a hospital."""
        wards = {ward.id: ward for ward in reader.wards()}
        near = {(each.code, ward): reader.tier(each.code, ward) for each in reader.specialties() for ward in wards}
        return cls(
            beds={each.bed.id: each.bed for each in reader.beds()},
            wards=wards,
            tiers={pair: tier for pair, tier in near.items() if tier is not None},
            zone=reader.zone,
            policy=reader.policy,
        )

    def label(self, bed_id: int) -> str:
        """What is written on a bed."""
        bed = self.beds.get(bed_id)
        return bed.label if bed else str(bed_id)

"""How near every ward is to every specialty, in the engine's words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from bedcentre.domain.places import Ward
from bedcentre.domain.suitability import SEVERE_OWN_WARD_KINDS
from bedcentre.planning.theatre_suite import SUITE
from bedcentre.usecases.board.picture import Picture
from bedcentre.usecases.ports import Reader
from optimizer.problem import Tier

Tiers = Mapping[tuple[str, int], int]
"""Steps by specialty and ward; no entry = may not be used."""


def tiers_of(
    reader: Reader, picture: Picture, wards: Iterable[int], specialties: Collection[str] | None = None
) -> Tiers:
    """The tiers of the specialties (None = all) in these wards."""
    ids = tuple(wards)
    return {
        (specialty, ward_id): tier
        for specialty in (picture.specialties if specialties is None else specialties)
        for ward_id in ids
        if (tier := reader.tier(specialty, ward_id)) is not None
    }


def engine_tiers(tiers: Tiers, picture: Picture) -> Iterator[Tier]:
    """The same for the engine, where severe patients are a specialty of their own: they have fewer wards.

    The theatre suite stands in every list: a specialty that no list names could lie anywhere.
    """
    for severe in (False, True):
        for specialty in picture.specialties:
            yield Tier(specialty=tier_group(specialty, severe=severe), ward=SUITE, tier=0)
        for (specialty, ward_id), tier in tiers.items():
            if _near_enough(picture.wards[ward_id], tier, severe=severe):
                yield Tier(specialty=tier_group(specialty, severe=severe), ward=str(ward_id), tier=tier)


def tier_group(specialty: str, *, severe: bool) -> str:
    """The specialty as far as tiers go."""
    return f"{specialty}-severe" if severe else specialty


def _near_enough(ward: Ward, tier: int, *, severe: bool) -> bool:
    """Whether a ward of that tier may be used: severe patients stay in their own ward or go to intensive care."""
    return not severe or tier == 0 or ward.kind in SEVERE_OWN_WARD_KINDS

"""The groups of wards that a director thinks in."""

from __future__ import annotations

from bedcentre.domain.places import Ward
from bedcentre.domain.vocabulary import WardGroup, WardKind
from bedcentre.usecases.board.picture import Picture

NO_NIGHTS = frozenset({WardKind.OBSERVATION, WardKind.DAY_SURGERY})
"""Where nobody is meant to stay for days."""

BY_KIND = {
    WardKind.ICU: WardGroup.INTENSIVE,
    WardKind.HDU: WardGroup.INTENSIVE,
    WardKind.PAEDIATRIC: WardGroup.FAMILY,
    WardKind.OBSTETRIC: WardGroup.FAMILY,
    WardKind.INFECTIOUS: WardGroup.INFECTIOUS,
    WardKind.REHABILITATION: WardGroup.LONG_TERM,
    WardKind.HOSPICE: WardGroup.LONG_TERM,
}
"""Ordinary wards are told apart by whether their specialty operates."""


def groups_of(picture: Picture) -> dict[int, WardGroup]:
    """The group of every ward in which patients stay for nights."""
    wards = (ward for ward in picture.wards.values() if ward.kind not in NO_NIGHTS)
    return {ward.id: _group(picture, ward) for ward in wards}


def homes_of(picture: Picture) -> dict[str, WardGroup]:
    """The group of every specialty's first own ward."""
    groups = groups_of(picture)
    homes: dict[str, WardGroup] = {}
    for ward in picture.wards.values():
        if ward.id in groups:
            homes.setdefault(ward.specialty, groups[ward.id])
    return homes


def _group(picture: Picture, ward: Ward) -> WardGroup:
    if ward.kind in BY_KIND:
        return BY_KIND[ward.kind]
    return WardGroup.SURGICAL if picture.specialties[ward.specialty].surgical else WardGroup.MEDICAL

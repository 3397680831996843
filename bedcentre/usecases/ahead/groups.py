"""The groups of wards that a director thinks in."""

from __future__ import annotations

from collections.abc import Iterable

from bedcentre.domain.places import Specialty, Ward
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
    surgical = frozenset(each.code for each in picture.specialties.values() if each.surgical)
    return {ward.id: _group(ward, surgical) for ward in picture.wards.values() if ward.kind not in NO_NIGHTS}


def homes_of(picture: Picture) -> dict[str, WardGroup]:
    """The group of every specialty's first own ward."""
    return homes_among(picture.wards.values(), picture.specialties.values())


def homes_among(wards: Iterable[Ward], specialties: Iterable[Specialty]) -> dict[str, WardGroup]:
    """The same, of wards in board order."""
    surgical = frozenset(each.code for each in specialties if each.surgical)
    homes: dict[str, WardGroup] = {}
    for ward in wards:
        if ward.kind not in NO_NIGHTS:
            homes.setdefault(ward.specialty, _group(ward, surgical))
    return homes


def _group(ward: Ward, surgical: frozenset[str]) -> WardGroup:
    if ward.kind in BY_KIND:
        return BY_KIND[ward.kind]
    return WardGroup.SURGICAL if ward.specialty in surgical else WardGroup.MEDICAL

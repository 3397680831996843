"""What a patient needs from a bed, kept to what some bed of the own wards can give."""

from __future__ import annotations

import numpy as np

from bedcentre.seeding.rows import OrganismRow
from bedcentre.seeding.structure import KIND_FEATURES, Structure
from bedcentre.seeding.tables import Tables

Features = frozenset[str]


class Needs:
    """Draws needs and isolation for the patients of each specialty."""

    def __init__(self, tables: Tables, structure: Structure, rng: np.random.Generator) -> None:
        self._rng = rng
        self._structure = structure
        self._shares = {
            row.code: [(need.need, need.share) for need in tables.needs if need.specialty == row.code]
            for row in tables.specialties
        }
        self._organisms = {
            row.code: [each for each in tables.organisms if each.specialty == row.code] for row in tables.specialties
        }
        self._offers: dict[tuple[str, str], tuple[Features, ...]] = {}
        self._musts: dict[tuple[str, str], Features] = {}

    def organism(self, specialty: str, boost: float = 1.0) -> OrganismRow | None:
        """What a patient of a specialty is isolated for, if anything; ``boost`` multiplies the shares."""
        point = self._rng.random() * 100
        for row in self._organisms[specialty]:
            point -= row.share * boost
            if point < 0:
                return row
        return None

    def usual(self, specialty: str) -> Features:
        """The needs of one patient of a specialty."""
        return frozenset(need for need, share in self._shares[specialty] if self._rng.random() * 100 < share)

    def of_demand(self, specialty: str, level: str, organism: OrganismRow | None) -> Features:
        """What somebody who comes, isolated for ``organism``, needs: some bed of the level's wards offers it all."""
        must = self._level_features(specialty, level) | isolation_features(organism)
        wanted = self.usual(specialty) | must
        offers = [offer for offer in self._offer(specialty, level) if must <= offer]
        return wanted & max(offers, key=lambda offer: len(offer & wanted)) if offers else must

    def treatable_organism(self, specialty: str, level: str) -> OrganismRow | None:
        """What somebody who comes is isolated for, if anything the level's wards can isolate."""
        organism = self.organism(specialty)
        isolation = isolation_features(organism)
        offers = self._offer(specialty, level)
        return organism if any(isolation <= offer for offer in offers) else None

    def _level_features(self, specialty: str, level: str) -> Features:
        way = specialty, level
        if way not in self._musts:
            kinds = {unit.template.bed_kind for unit in self._structure.units_for(specialty, level)}
            self._musts[way] = frozenset(feature for kind in kinds for feature in KIND_FEATURES.get(kind, ()))
        return self._musts[way]

    def _offer(self, specialty: str, level: str) -> tuple[Features, ...]:
        way = specialty, level
        if way not in self._offers:
            units = self._structure.units_for(specialty, level)
            offers = {bed.features for unit in units for bed in unit.beds}
            self._offers[way] = tuple(sorted(offers, key=sorted))
        return self._offers[way]


def isolation_features(organism: OrganismRow | None) -> Features:
    """What isolating for an organism asks of a bed."""
    if organism is None:
        return frozenset()
    return frozenset({"isolation", "negative_pressure"} if organism.negative_pressure else {"isolation"})

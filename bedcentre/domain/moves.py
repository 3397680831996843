"""Who lies in a bed and needs another one: what of their needs ends, and which kind of bed is left for which cause."""

from __future__ import annotations

from bedcentre.domain.vocabulary import BedKind, Feature, MoveCause

ONLY_THERE = frozenset({Feature.ICU, Feature.HDU, Feature.VENTILATOR, Feature.DAY_BAY})
"""What a patient needed where they lay and does not need in an ordinary bed."""


def causes_from(kind: BedKind) -> tuple[MoveCause, ...]:
    """For what a patient can be moved out of a bed of this kind; day cases are converted instead."""
    if kind in {BedKind.BAY, BedKind.CHAIR}:
        return ()
    never = {BedKind.ICU: {MoveCause.WORSE}, BedKind.HDU: set()}.get(kind, {MoveCause.STEP_DOWN})
    return tuple(cause for cause in MoveCause if cause not in never)

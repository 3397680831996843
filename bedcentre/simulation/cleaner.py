"""What a ward's cleaner does at a moment: begins with a vacated bed, and has it ready some time later."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.beds import BedSituation
from bedcentre.domain.vocabulary import ActualKind, WardKind
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.beds import FinishCleaning, StartCleaning

RESPONSE = (3, 14, 50)
NIGHT_RESPONSE = (10, 35, 110)
CLEANING = (12, 24, 50)
TERMINAL_CLEANING = (35, 55, 100)
"""Minutes (least, usual, most). Terminal cleaning is what an infectious ward needs."""
DAY_SHIFT = range(7, 19)


def cleaner(scene: Scene, situation: BedSituation) -> Iterator[object]:
    """The command a cleaner of the ward would give for one bed now, if any."""
    actual = situation.actual
    if actual is None:
        return
    if actual.kind is ActualKind.VACATED:
        spread = RESPONSE if scene.local.hour in DAY_SHIFT else NIGHT_RESPONSE
        if actual.start + scene.chance.minutes(*spread, "response", actual.id) <= scene.now:
            yield StartCleaning(bed_id=situation.bed.id)
    elif actual.kind is ActualKind.CLEANING:
        spread = TERMINAL_CLEANING if situation.ward.kind is WardKind.INFECTIOUS else CLEANING
        if actual.start + scene.chance.minutes(*spread, "cleaning", actual.id) <= scene.now:
            yield FinishCleaning(bed_id=situation.bed.id)

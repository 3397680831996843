"""Head nurses give the rooms: each ward's present shift when it begins, and newcomers' rooms as they fill."""

from __future__ import annotations

from collections.abc import Iterator

from bedcentre.domain.nursing import shifts_at
from bedcentre.domain.people import Actor
from bedcentre.planning.nursing import proposed
from bedcentre.simulation import roster
from bedcentre.simulation.scene import Scene
from bedcentre.usecases.nursing.commands import AcceptRooms
from bedcentre.usecases.nursing.shift import ward_shift


def nursing(scene: Scene) -> Iterator[tuple[Actor, object]]:
    """The commands of one moment: every ward with an uncovered room accepts what is proposed."""
    reader = scene.reader
    current = shifts_at(scene.now, reader.zone, reader.policy)[0]
    open_rooms = {
        situation.ward.id
        for situation in scene.beds
        if situation.encounter is not None and situation.room.id not in scene.picture.responsible
    }
    for ward in scene.picture.wards.values():
        rooms = tuple(proposed(ward_shift(reader, ward, current)).items()) if ward.id in open_rooms else ()
        if rooms:
            yield roster.nurse(ward.id), AcceptRooms(ward_id=ward.id, shift=current.start, rooms=rooms)

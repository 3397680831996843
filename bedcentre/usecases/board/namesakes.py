"""Patients in the house, or waiting for a bed, who share their name with another, and how to tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bedcentre.usecases.board.names import Names
from bedcentre.usecases.board.picture import Picture

SHOWN = 4
"""Characters of a record number that tell namesakes apart."""


def namesakes(picture: Picture, names: Names) -> Mapping[int, str]:
    """The last characters of the namesakes' record numbers, by patient; nobody's where names are not shown in full."""
    if names is not Names.FULL:
        return {}
    lying = (each.patient for each in picture.beds.values() if each.patient is not None)
    asking = (picture.patients[each.patient_id] for each in picture.demands.values())
    people = {each.id: each for each in (*lying, *asking)}
    shared = Counter(each.name for each in people.values())
    return {each.id: each.mrn[-SHOWN:] for each in people.values() if shared[each.name] > 1}

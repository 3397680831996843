"""What rules on beds, rooms, theatres and surgeons have in common: how many fit, and who fits together."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from ortools.sat.python import cp_model

    from optimizer.cpsat.draft import Choice, Draft, Slot
    from optimizer.problem import Demand
    from optimizer.state.spans import Step


def one_at_a_time(draft: Draft, choices: Sequence[Choice]) -> None:
    """No two of the choices at once; those that surely share a tick are also told to the linear relaxation."""
    if len(choices) > 1:
        draft.cp.add_no_overlap(intervals(choices))
        for together in _cliques(choices):
            draft.cp.add_at_most_one(choice.literal for choice in together)


def at_most(draft: Draft, choices: Sequence[Choice], steps: Iterable[Step]) -> None:
    """No more of the choices at once than the steps allow; outside the steps there is no limit."""
    people = len({choice.demand.id for choice in choices})
    tight = [(start, end, max(value, 0)) for start, end, value in steps if value < people]
    if tight and draft.timed:
        taken = [draft.cp.new_fixed_size_interval_var(start, end - start, "taken") for start, end, _ in tight]
        draft.cp.add_cumulative(
            [*intervals(choices), *taken],
            [*(1 for _ in choices), *(people - value for _, _, value in tight)],
            people,
        )
    elif tight:
        present = presence(choices)
        for start, end, value in tight:
            for tick in range(start, end):
                if len(present[tick]) > value:
                    draft.cp.add(sum(choice.literal for choice in present[tick]) <= value)


def alike(draft: Draft, choices: Sequence[Choice], label: Callable[[Demand], Hashable]) -> None:
    """Nobody is in the room at the same time as somebody with another label."""
    labels = list(dict.fromkeys(label(choice.demand) for choice in choices))
    if len(labels) > 1:
        (_alike_timed if draft.timed else _alike_nightly)(draft, choices, label, labels)


def within_minutes(draft: Draft, key: Callable[[Slot], Hashable], left: Callable[[Slot], int]) -> None:
    """Operations with the same ``key`` take no more than the minutes that are ``left``."""
    groups: dict[Hashable, list[Slot]] = defaultdict(list)
    for slot in draft.all_slots():
        groups[key(slot)].append(slot)
    for slots in groups.values():
        minutes = sum(slot.literal * slot.demand.surgery.minutes for slot in slots if slot.demand.surgery)
        draft.cp.add(minutes <= left(slots[0]))


def one_operation(draft: Draft, key: Callable[[Slot], str]) -> None:
    """Operations with the same ``key`` never overlap; on the night grid times of day are unknown."""
    if not draft.timed:
        return
    groups: dict[str, list[Slot]] = defaultdict(list)
    for slot in draft.all_slots():
        groups[key(slot)].append(slot)
    for slots in groups.values():
        draft.cp.add_no_overlap(intervals(slots))


def intervals(options: Iterable[Choice | Slot]) -> list[cp_model.IntervalVar]:
    """The options' time, which all of them have on the minute grid."""
    return [option.interval for option in options if option.interval is not None]


def presence(choices: Iterable[Choice]) -> dict[int, list[Choice]]:
    """On the night grid: the choices that mean being there, by night."""
    nights: dict[int, list[Choice]] = defaultdict(list)
    for choice in choices:
        for night in range(choice.low, choice.low + choice.demand.length):
            nights[night].append(choice)
    return nights


def _cliques(choices: Sequence[Choice]) -> list[list[Choice]]:
    """Largest sets of choices that surely cover one tick together."""
    found: list[list[Choice]] = []
    for tick in sorted({choice.high for choice in choices}):
        together = [choice for choice in choices if choice.covers(tick)]
        demands = {choice.demand.id for choice in together}
        if len(demands) > 1 and not any(set(together) <= set(other) for other in found):
            found.append(together)
    return found


def _alike_timed(
    draft: Draft,
    choices: Sequence[Choice],
    label: Callable[[Demand], Hashable],
    labels: Sequence[Hashable],
) -> None:
    """Label L in one bed and other labels in another never overlap; inside one bed nobody overlaps anyway."""
    beds: dict[str, list[Choice]] = defaultdict(list)
    for choice in choices:
        beds[choice.place.id].append(choice)
    for one, other in permutations(beds.values(), 2):
        for given in labels[:-1]:
            same = [choice for choice in one if label(choice.demand) == given]
            rest = [choice for choice in other if label(choice.demand) != given]
            if same and rest:
                one_at_a_time(draft, same + rest)


def _alike_nightly(
    draft: Draft,
    choices: Sequence[Choice],
    label: Callable[[Demand], Hashable],
    labels: Sequence[Hashable],
) -> None:
    """Each night the room is for one label."""
    beds = draft.index.beds[choices[0].place.room]
    nights = {given: presence(c for c in choices if label(c.demand) == given) for given in labels}
    for night in range(draft.index.problem.horizon.length):
        there = [present[night] for present in nights.values() if present[night]]
        if len(there) > 1:
            rooms = [draft.cp.new_bool_var(f"night {night}") for _ in there]
            draft.cp.add_at_most_one(rooms)
            for kind, present in zip(rooms, there, strict=True):
                draft.cp.add(sum(choice.literal for choice in present) <= beds * kind)
                draft.implied.append((kind, present))

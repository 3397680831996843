"""Explanations of random small problems against everything there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from optimizer.checker import check
from optimizer.explain import explain
from optimizer.explain.answers import Placed, Waiting
from optimizer.explain.around import Around
from optimizer.explain.changes import (
    AcceptOtherWard,
    AddSession,
    AnyAge,
    Change,
    Elsewhere,
    LeavesEarlier,
    Lend,
    LongerSession,
    MixSexes,
    OpenPlace,
    OpenToAll,
    Overtime,
    UseReserve,
    WaitLonger,
)
from optimizer.explain.trial import Trial
from optimizer.formats.findings import ProblemError
from optimizer.formats.validation import check_references
from optimizer.greedy import greedy
from optimizer.index import Index
from optimizer.plan import Placement, Plan
from optimizer.problem import Demand, Problem
from tests.benchmarks.explain import works
from tests.optimizer.small import LENGTH, problems

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


def planned(problem: Problem) -> Plan:
    """A greedy plan of a problem that hangs together."""
    try:
        check_references(problem)
    except ProblemError:
        assume(condition=False)
    return greedy(problem)


def free_demands(problem: Problem) -> list[Demand]:
    return [demand for demand in problem.demands if not demand.pinned]


def without(plan: Plan, name: str) -> tuple[Placement, ...]:
    return tuple(each for each in plan.placements if each.demand != name)


def every_placement(problem: Problem, demand: Demand) -> Iterator[Placement]:
    """All placements of the demand in its window, good or bad."""
    sessions = [session.id for session in problem.sessions] if demand.surgery else [None]
    for place in problem.places:
        for start in range(demand.release, min(demand.due, LENGTH - 1) + 1):
            for session in sessions:
                yield Placement(demand=demand.id, place=place.id, start=start, session=session)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(problems())
def test_the_other_places_are_the_best_there_are(problem: Problem) -> None:
    plan = planned(problem)
    before = check(problem, plan)
    for demand in free_demands(problem):
        placement = next((each for each in plan.placements if each.demand == demand.id), None)
        if placement is None:
            continue
        best: dict[str, tuple[int, ...]] = {}
        for other in every_placement(problem, demand):
            report = check(problem, Plan(placements=(*without(plan, demand.id), other)))
            if other.place != placement.place and set(report.violations) <= set(before.violations):
                levels = tuple(a - b for a, b in zip(report.cost.levels, before.cost.levels, strict=True))
                best[other.place] = min(levels, best.get(other.place, levels))
        answer = explain(problem, plan, demand.id)
        assert isinstance(answer, Placed)
        assert [each.difference.levels for each in answer.others] == sorted(best.values())[:3]
        assert all(best[each.placement.place] == each.difference.levels for each in answer.others)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(problems())
def test_the_demand_can_start_where_the_checker_says_it_can(problem: Problem) -> None:
    plan = planned(problem)
    before = set(check(problem, plan).violations)
    for demand in free_demands(problem):
        around = Around(Index.of(problem), plan, demand)
        said = {
            (place.id, start, window.session)
            for place in around.hospital.suitable(demand)
            for window in around.windows(place)
            for start in range(window.low, window.high + 1)
        }
        allowed = {
            (other.place, other.start, other.session)
            for other in every_placement(problem, demand)
            if set(check(problem, Plan(placements=(*without(plan, demand.id), other))).violations) <= before
        }
        assert said == allowed


def every_change(problem: Problem, demand: Demand) -> Iterator[Change]:
    """All changes of the kinds offered that could be made to a small problem, with every tick."""
    yield from changes_of_people(problem, demand)
    yield from changes_of_places(problem, demand)
    if demand.surgery is not None:
        yield from theatre_changes(problem, demand.surgery.surgeon, demand.surgery.minutes)


def changes_of_people(problem: Problem, demand: Demand) -> Iterator[Change]:
    for person in problem.occupants:
        for ready in range(max(person.end - problem.horizon.day, 0), person.end):
            yield LeavesEarlier(occupant=person.id, ready=ready)
    for other in problem.demands:
        if other.id != demand.id and not other.pinned:
            yield from (Elsewhere(demand=other.id, place=place.id) for place in problem.places)
    yield AcceptOtherWard(demand=demand.id)
    yield from (WaitLonger(demand=demand.id, due=due) for due in range(demand.due + 1, LENGTH))


def changes_of_places(problem: Problem, demand: Demand) -> Iterator[Change]:
    tiers = Index.of(problem).tiers.get(demand.specialty or "", {})
    for ward in {room.ward for room in problem.rooms} - tiers.keys():
        if demand.specialty is not None and tiers:
            yield Lend(ward=ward, specialty=demand.specialty, tier=max(tiers.values()) + 1)
    for room in problem.rooms:
        yield MixSexes(room=room.id)
        yield AnyAge(room=room.id)
    for reserve in problem.reserves:
        yield from (UseReserve(reserve=reserve.id, beds=beds) for beds in range(1, reserve.count + 1))
    for place in problem.places:
        yield OpenToAll(place=place.id)
        yield from (OpenPlace(place=place.id, at=at) for at in range(LENGTH))


def theatre_changes(problem: Problem, surgeon: str, minutes: int) -> Iterator[Change]:
    for session in problem.sessions:
        yield from (LongerSession(session=session.id, minutes=more) for more in range(1, minutes + 1))
        yield AddSession(session=session.id, surgeon=surgeon)
    for each in problem.surgeons:
        if each.id == surgeon:
            yield from (Overtime(surgeon=surgeon, day=day, minutes=minutes) for day in range(len(each.minutes)))


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(problems())
def test_there_is_a_way_out_where_one_exists_and_every_one_works(problem: Problem) -> None:
    """The same examples every time: which changes are tried is a matter of judgement, not of proof."""
    problem = replace(problem, demands=tuple(replace(each, mandatory=False) for each in problem.demands))
    plan = planned(problem)
    for demand in free_demands(problem):
        answer = explain(problem, plan, demand.id)
        assert all(works(problem, plan, way) for way in answer.ways)
        if isinstance(answer, Waiting) and not answer.ways:
            trial = Trial(problem=problem, plan=plan, report=check(problem, plan), demand=demand)
            assert not [change for change in every_change(problem, demand) if trial.of(change) is not None]

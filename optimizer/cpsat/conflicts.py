"""Why there is no plan: the mandatory demands that cannot all be placed, and what stands in their way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from optimizer.checker.suitability import refusals
from optimizer.cpsat.model import build
from optimizer.state.hospital import Hospital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optimizer.cpsat.draft import Draft
    from optimizer.cpsat.effort import Effort
    from optimizer.cpsat.options import Options
    from optimizer.index import Index
    from optimizer.problem import Demand


def hopeless(index: Index) -> tuple[str, ...]:
    """Mandatory demands that find no place though no other demand is placed, each with its reasons."""
    empty = Hospital(index)
    demands = (demand for demand in index.problem.demands if demand.mandatory and not demand.pinned)
    return tuple(
        f"{demand.id} finds no place even alone: {_reasons(empty, demand)}"
        for demand in demands
        if next(empty.options(demand, empty.suitable(demand)), None) is None
    )


def conflicts(hospital: Hospital, asked: Sequence[Options], effort: Effort) -> tuple[str, ...]:
    """Mandatory demands of which at least one cannot be placed, whatever the others do."""
    draft = build(hospital, asked, relaxed=True)
    mandatory = {draft.out[demand.id].index: demand for demand in draft.demands if demand.mandatory}
    draft.cp.add_assumptions([~draft.out[demand.id] for demand in mandatory.values()])
    solver, status = effort.solve(draft.cp, effort.left())
    if status != cp_model.INFEASIBLE:
        return ()
    core = [mandatory[-literal - 1] for literal in solver.sufficient_assumptions_for_infeasibility()]
    return tuple(f"{demand.id} cannot be placed beside the others: {_wants(draft, demand)}" for demand in core)


def _wants(draft: Draft, demand: Demand) -> str:
    places = sorted({choice.place.id for choice in draft.choices[demand.id]})
    return f"it could only have {_some(places)} with a start in [{demand.release}, {demand.due}]"


def _reasons(hospital: Hospital, demand: Demand) -> str:
    if hospital.suitable(demand):
        places = [place.id for place in hospital.suitable(demand)]
        surgery = f" with {demand.surgery.surgeon} operating" if demand.surgery else ""
        return f"{_some(places)} are taken or closed for starts in [{demand.release}, {demand.due}]{surgery}"
    return _unsuitable(hospital.index, demand)


def _unsuitable(index: Index, demand: Demand) -> str:
    rules = Counter(found.rule for place in index.problem.places for found in refusals(index, demand, place))
    counted = (f"{rule} rules out {count}" for rule, count in rules.most_common())
    return f"of {len(index.places)} places, {', '.join(counted)}"


def _some(places: list[str]) -> str:
    most = 5
    return ", ".join(places[:most]) + (f" and {len(places) - most} more" if len(places) > most else "")

"""What people have been shown so far: the open proposals, in the engine's words."""

from __future__ import annotations

from collections.abc import Collection

from bedcentre.planning.snapshot import Snapshot
from optimizer.plan import Placement, Plan


def shown(snapshot: Snapshot, besides: Collection[int] = ()) -> Plan:
    """The placements that the open proposals stand for, ``besides`` those of some demands."""
    asked = (demand_id for demand_id in snapshot.asked if demand_id not in besides)
    proposals = ((demand_id, snapshot.picture.proposals.get(demand_id)) for demand_id in asked)
    return Plan(
        placements=tuple(
            Placement(
                demand=str(demand_id),
                place=str(proposal.bed_id),
                start=snapshot.grid.to_tick(proposal.start),
                session=None if proposal.session_id is None else str(proposal.session_id),
            )
            for demand_id, proposal in proposals
            if proposal is not None
        )
    )

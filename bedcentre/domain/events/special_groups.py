"""Who belongs to a special group."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.special_groups import GroupChange


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanged:
    """Said with a reason. ``bed_id``, ``demand_id``: where the patient lies and waits, for boards to repaint."""

    change: GroupChange
    bed_id: int | None
    demand_id: int | None

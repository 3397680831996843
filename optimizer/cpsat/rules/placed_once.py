"""Every demand has one choice or is left out; a mandatory one is not left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optimizer.cpsat.draft import Draft


def placed_once(draft: Draft) -> None:
    """Choose one place for every demand, or none. In a relaxed draft a missing mandatory demand is counted."""
    for demand in draft.demands:
        out = draft.out[demand.id]
        draft.cp.add_exactly_one([out, *(choice.literal for choice in draft.choices[demand.id])])
        if demand.mandatory:
            if draft.relaxed:
                draft.missing.append(out)
            else:
                draft.cp.add(out == 0)

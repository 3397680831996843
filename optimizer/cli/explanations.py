"""Explanations and differences, as JSON for programs and lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from optimizer.cli.runs import cost_told
from optimizer.explain.answers import Block, Explanation, Placed, WayOut
from optimizer.explain.changes import write_change
from optimizer.explain.difference import Difference
from optimizer.explain.what_if import Shift, WhatIf, WhatIfOutcome
from optimizer.outcome import Infeasible
from optimizer.plan import Placement

BLOCKS = 8  # named in text; JSON has them all


def explanation_told(answer: Explanation) -> dict[str, Any]:
    """Everything an explanation says."""
    told: dict[str, Any] = {}
    if isinstance(answer, Placed):
        told |= {"demand": answer.placement.demand, "placement": asdict(answer.placement)}
        told["others"] = [
            {"placement": asdict(each.placement), "difference": _difference_told(each.difference)}
            for each in answer.others
        ]
    else:
        told |= {"demand": answer.demand, "placement": None}
    return told | {
        "cost": cost_told(answer.cost),
        "blocks": [asdict(each) for each in answer.blocks],
        "ways": [_way_told(each) for each in answer.ways],
    }


def explanation_lines(answer: Explanation) -> Iterator[str]:
    """The same in short."""
    if isinstance(answer, Placed):
        yield f"{answer.placement.demand} has {_where(answer.placement)}"
    else:
        yield f"{answer.demand} waits"
    for rule, amount in answer.cost.by_rule().items():
        yield f"  costs {rule} {amount}"
    if isinstance(answer, Placed):
        for other in answer.others:
            yield f"  or {_where(other.placement)}: {_differs(other.difference)}"
    for block in answer.blocks[:BLOCKS]:
        yield f"  blocked: {_block_words(block)}"
    if len(answer.blocks) > BLOCKS:
        yield f"  blocked: and {len(answer.blocks) - BLOCKS} more, see --json"
    for way in answer.ways:
        yield f"  way out: {_way_words(way)}"


def what_if_told(answer: WhatIfOutcome) -> dict[str, Any]:
    """Everything that differs."""
    if isinstance(answer, Infeasible):
        return {"outcome": "Infeasible", "conflicts": list(answer.conflicts)}
    if not isinstance(answer, WhatIf):
        return {"outcome": "NoPlanInTime"}
    lists = {"placed": answer.placed, "unplaced": answer.unplaced, "moved": answer.moved}
    lists |= {"later": answer.later, "earlier": answer.earlier, "new": answer.new}
    return {
        "outcome": "solved",
        "difference": _difference_told(answer.difference),
        **{name: [_shift_told(each) for each in shifts] for name, shifts in lists.items()},
    }


def what_if_lines(answer: WhatIfOutcome) -> Iterator[str]:
    """The same in short."""
    if isinstance(answer, Infeasible):
        yield "impossible"
        yield from (f"  {conflict}" for conflict in answer.conflicts)
        return
    if not isinstance(answer, WhatIf):
        yield "no plan in time"
        return
    yield _differs(answer.difference)
    counts = Counter(each.after is None for each in answer.new)
    if answer.new:
        yield f"{len(answer.new)} new: {counts[False]} with a place, {counts[True]} without"
    for words, shifts in (
        ("has a place now", answer.placed),
        ("has none any more", answer.unplaced),
        ("moves", answer.moved),
        ("starts later", answer.later),
        ("starts earlier", answer.earlier),
    ):
        for each in shifts:
            yield f"{each.demand} {words}: {_where(each.before)} → {_where(each.after)}"


def _way_told(way: WayOut) -> dict[str, Any]:
    return {
        "change": write_change(way.change),
        "placement": asdict(way.placement),
        "moved": [asdict(each) for each in way.moved],
        "left_out": list(way.left_out),
        "difference": _difference_told(way.difference),
    }


def _difference_told(difference: Difference) -> dict[str, Any]:
    return asdict(difference) | {"decisive": difference.decisive}


def _shift_told(shift: Shift) -> dict[str, Any]:
    return {
        "demand": shift.demand,
        "before": None if shift.before is None else asdict(shift.before),
        "after": None if shift.after is None else asdict(shift.after),
    }


def _where(placement: Placement | None) -> str:
    if placement is None:
        return "no place"
    session = "" if placement.session is None else f" in session {placement.session}"
    return f"{placement.place} from {placement.start}{session}"


def _differs(difference: Difference) -> str:
    rules = ", ".join(f"{each.rule} {each.amount:+} on level {each.level}" for each in difference.rules)
    return rules or "costs the same"


def _block_words(block: Block) -> str:
    where = "" if not block.places else block.places[0]
    more = f" and {len(block.places) - 1} more" if len(block.places) > 1 else ""
    when = "for good" if block.until is None else f"in [{block.start}, {block.until})"
    return " ".join(part for part in (where + more, str(block.rule), ", ".join(block.by), when) if part)


def _way_words(way: WayOut) -> str:
    moved = "".join(f", {each.demand} to {_where(each)}" for each in way.moved)
    out = "".join(f", {name} out of the plan" for name in way.left_out)
    return f"{way.change}: {_where(way.placement)}{moved}{out}: {_differs(way.difference)}"

"""The daily review's proposals are decided."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.review import ReviewDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecided:
    """A proposal of the daily review was accepted (what it takes was done with it) or declined."""

    decision: ReviewDecision

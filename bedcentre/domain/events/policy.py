"""The hospital's own rules and times change."""

from __future__ import annotations

from dataclasses import dataclass

from bedcentre.domain.policy import PolicyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged:
    """An administrator gave the hospital other times and limits; from here on every decision is made under them."""

    version: PolicyVersion

"""What goes wrong when the seed tables are read or a hospital of an impossible size is asked for."""

from __future__ import annotations

from collections.abc import Iterable


class SeedError(ValueError):
    """Everything found wrong at once, one sentence each: what, where, and how to mend it."""

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))

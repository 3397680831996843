"""What happened, counted by way: every file of events is one, so that a new way counts itself."""

from __future__ import annotations

from collections import Counter, defaultdict

from bedcentre.domain.events import Event


class Ways:
    """How often each event happened, by way."""

    def __init__(self) -> None:
        self._counts: Counter[type[Event]] = Counter()

    def enter(self, event: Event) -> None:
        """Count one event."""
        self._counts[type(event)] += 1

    def counted(self) -> dict[str, Counter[str]]:
        """The events of each way."""
        ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for kind, count in self._counts.items():
            ways[kind.__module__.rpartition(".")[2]][kind.__name__] = count
        return dict(sorted(ways.items()))

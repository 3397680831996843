"""Letters on the terminal, where no mail server is named: for a demo, and for trying things out."""

from __future__ import annotations

from rich.console import Console

from bedcentre.usecases.notifier import Letter


class ConsoleNotifier:
    """Prints where each letter's link leads, and nothing of the person it is for."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)

    def send(self, letter: Letter) -> None:
        """Print one line."""
        line = f"#{letter.notice_id} {letter.subject} → {letter.link}"
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

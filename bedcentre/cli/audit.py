"""``bedcentre audit``: is the journal still what was written?"""

from __future__ import annotations

import typer
from rich.console import Console

from bedcentre.cli.terminal import application, terminal_words
from bedcentre.store import journal
from bedcentre.store.engine import reading

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def audit() -> None:
    """Look after the journal."""


@app.command()
def verify() -> None:
    """Check every journal row against the hash chain; exit code 1 and the row's number if one was tampered with."""
    console = Console()
    with application() as running, reading(running.engine) as connection:
        findings = journal.verify(connection)
        rows = journal.head(connection).sequence
    words = terminal_words()
    for finding in findings:
        console.print(words.say(finding.message.key, finding.message.params))
    if findings:
        raise typer.Exit(1)
    console.print(words.say("cli.audit_clean", rows=rows))

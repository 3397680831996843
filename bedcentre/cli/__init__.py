"""The command line ``bedcentre``: run it, seed it, plan, look after users, verify the journal."""

from __future__ import annotations

import sys

import typer

from bedcentre.cli import audit, bench, data, people, plan, serving, simulating
from bedcentre.cli.terminal import terminal_words
from bedcentre.domain.errors import HospitalError

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__, pretty_exceptions_enable=False)
app.command()(serving.serve)
app.command()(serving.demo)
app.command()(data.migrate)
app.command()(data.seed)
app.command()(data.export)
app.command()(plan.plan)
app.command()(bench.bench)
app.command()(simulating.simulate)
app.add_typer(people.app, name="user")
app.add_typer(audit.app, name="audit")


def main() -> None:
    """Run the command line; a refusal is one clear sentence and exit code 2."""
    try:
        app()
    except HospitalError as error:
        words = terminal_words()
        for reason in error.reasons:
            sys.stderr.write(words.say(reason.key, reason.params) + "\n")
        sys.exit(2)

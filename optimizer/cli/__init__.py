"""The engine's commands. Whatever is wrong with an input is one clear message and exit code 2."""

from __future__ import annotations

import typer

from optimizer.cli.bookings import bookings
from optimizer.cli.explaining import explain, whatif
from optimizer.cli.measuring import bench
from optimizer.cli.solving import check, generate, solve
from optimizer.cli.terminal import set_up

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
app.callback()(set_up)
for command in (solve, check, explain, whatif, bench, bookings, generate):
    app.command()(command)

"""What the commands share: their arguments, the one message about a bad input, and writing files."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from optimizer.formats.findings import ProblemError

File = Annotated[Path, typer.Argument(help="A problem: native JSON, IHTC-2024 JSON or PAS text.")]
Solution = Annotated[Path, typer.Argument(help="A plan in the problem's format.")]
Out = Annotated[Path | None, typer.Option(help="Write to this file.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Seconds = Annotated[float, typer.Option(help="How long to search.", min=0)]
Workers = Annotated[int, typer.Option(help="How many cores to use.", min=1)]
Verbose = Annotated[bool, typer.Option(help="Also show what the engine counts, such as the moves tried.")]
Deterministic = Annotated[bool, typer.Option(help="Count steps instead of seconds: a run repeats exactly.")]


@contextmanager
def one_message() -> Iterator[None]:
    """Turn what is wrong with an input into a message and exit code 2."""
    try:
        yield
    except ProblemError as error:
        for finding in error.findings:
            typer.echo(finding, err=True)
        raise typer.Exit(2) from error


class InOneLine(logging.Formatter):
    """A log line without the traceback: what failed, and why."""

    def format(self, record: logging.LogRecord) -> str:
        """The message, and what was raised."""
        raised = record.exc_info[1] if record.exc_info else None
        return record.getMessage() if raised is None else f"{record.getMessage()}: {type(raised).__name__}: {raised}"


def set_up(*, verbose: Verbose = False) -> None:
    """Plan beds, check plans, say why, measure."""
    handler = logging.StreamHandler()
    handler.setFormatter(InOneLine())
    logging.basicConfig(handlers=[handler], level=logging.INFO if verbose else logging.WARNING)
    if isinstance(sys.stdout, io.TextIOWrapper):  # ids may be made of anything
        sys.stdout.reconfigure(errors="backslashreplace")


def folder_exists(*files: Path | None) -> None:
    """Say before the work, not after it, that a result could not be written."""
    for file in files:
        if file is not None and not file.parent.is_dir():
            raise ProblemError((f"{file}: cannot be written: there is no folder {file.parent}",))


def write_json(path: Path, data: object) -> None:
    """Write ``data`` as JSON."""
    write_text(path, json.dumps(data, indent=1))


def write_text(path: Path, text: str) -> None:
    """Write a file, or say why it cannot be."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ProblemError((f"{path}: cannot be written: {error.strerror}",)) from error

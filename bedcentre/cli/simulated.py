"""What simulated days came to, as tables and sentences for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, fields

from rich.table import Table

from bedcentre.simulation.audit.milestones import Done
from bedcentre.simulation.audit.requests import Waits
from bedcentre.simulation.audit.standby import AtHome
from bedcentre.simulation.rehearsal import Report
from bedcentre.words import Words


def pages(report: Report, words: Words) -> Iterator[Table | str]:
    """Everything there is to say, the verdict last."""
    audit = report.audit
    yield _table(words, "request", (each.name for each in fields(Waits)), _requests(report, words))
    yield _table(words, "checklist", (each.name for each in fields(Done)), _milestones(report, words))
    yield _table(words, "clock", ("count",), _clocks(report, words))
    yield _table(words, "appointment", (each.name for each in fields(AtHome)), _at_home(report, words))
    yield _table(words, "promise", ("count",), _promises(report, words))
    yield _table(words, "department", ("lent", "borrowed"), _nights(report))
    yield _table(words, "way", ("events",), _ways(report, words))
    yield _table(words, "command", ("done", "refused"), _commands(report))
    yield words.say(
        "month.passed",
        days=f"{report.days:g}",
        seconds=f"{report.seconds:,.0f}",
        planning=f"{report.planning_seconds:,.0f}",
        times=f"{report.days * 86_400 / report.seconds:,.0f}",
        events=f"{audit.events:,}",
    )
    yield words.say("month.people", all=audit.encounters, beds=audit.beds, lounge=audit.lounge, gone=audit.gone)
    for violation in audit.violations:
        yield words.say(violation.key, violation.params)
    yield words.say("month.unclean" if audit.violations else "month.clean", violations=len(audit.violations))


def _table(words: Words, what: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> Table:
    table = Table(*(words.say(f"month.{column}") for column in (what, *columns)))
    for row in rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if isinstance(value, int | float) else str(value)


def _requests(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    for kind, waits in report.audit.requests.items():
        yield words.say(f"month.kind.{kind}"), *astuple(waits)


def _milestones(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    for checklist, done in report.audit.milestones.items():
        yield words.say(f"checklist.{checklist}"), *astuple(done)


def _clocks(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    for state, count in report.audit.clocks.items():
        yield words.say(f"pre_admission_state.{state}"), count
    for why, count in report.audit.lapses.items():
        yield words.say(f"month.lapse.{why}"), count


def _at_home(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    for kind, came in report.audit.at_home.items():
        yield words.say(f"appointment_kind.{kind}"), *astuple(came)


def _promises(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    kept = report.audit.promises
    for name in ("people", "given", "kept", "moot", "open"):
        yield words.say(f"month.promise_{name}"), getattr(kept, name)
    yield words.say("month.promise_changed"), f"{kept.share_changed:.1%}"
    for how, reasons in kept.broken.items():
        yield words.say(f"month.breach.{how}"), _listed({f"month.why.{why}": n for why, n in reasons.items()}, words)


def _nights(report: Report) -> Iterator[tuple[object, ...]]:
    nights = report.audit.nights
    for department in sorted(nights.lent.keys() | nights.borrowed.keys()):
        yield department, nights.lent[department], nights.borrowed[department]
    yield "", nights.lent.total(), nights.borrowed.total()


def _ways(report: Report, words: Words) -> Iterator[tuple[object, ...]]:
    for way, events in report.audit.ways.items():
        yield way, _listed({f"history.{name}": count for name, count in events.items()}, words)


def _commands(report: Report) -> Iterator[tuple[object, ...]]:
    for command in sorted(report.done.keys() | report.refused.keys()):
        reasons = report.refused.get(command, Counter())
        yield command, report.done[command], "\n".join(f"{count} × {reason}" for reason, count in reasons.items())


def _listed(counts: Mapping[str, int], words: Words) -> str:
    """One line for each, the most frequent first; a sentence that gives a reason leaves it open."""
    by_count = sorted(counts.items(), key=lambda each: -each[1])
    return "\n".join(f"{count:,} × {words.say(key, reason='…')}" for key, count in by_count)

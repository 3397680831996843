"""``bedcentre simulate`` as an administrator meets it."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from bedcentre.cli import app
from bedcentre.cli.simulated import pages
from bedcentre.cli.simulating import REPORT, tell
from bedcentre.domain.messages import Message
from bedcentre.simulation.rehearsal import Report
from bedcentre.words import LANGUAGES, words_for


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What two days of a small hospital came to; the settings' database was left alone."""
    database = tmp_path_factory.mktemp("alone") / "hospital.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEDCENTRE_DATABASE_URL", f"sqlite:///{database}")
        result = CliRunner().invoke(app, ["simulate", "--days", "2", "--beds", "100", "--seed", "3", "--json"])
    assert result.exit_code == 0, result.output
    assert not database.exists()
    return REPORT.validate_json(result.stdout)


def test_two_days_of_a_small_hospital_pass_every_audit(report: Report) -> None:
    audit = report.audit
    assert audit.violations == ()
    assert audit.encounters == audit.beds + audit.lounge + audit.gone
    assert {"emergency", "planned", "day_surgery"} <= audit.requests.keys()
    assert sum(each.placed for each in audit.requests.values()) > 10
    assert audit.promises.kept > 0
    assert audit.milestones["discharge"].done > 0
    assert audit.nights.lent.total() == audit.nights.borrowed.total() > 0
    assert {"stays", "requests", "claims", "milestones", "plans"} <= audit.ways.keys()
    assert report.done["ExpectDischarge"] > 0
    assert audit.clocks["admitted"] > 0, "some pre-admissions become formal ones"
    assert audit.at_home["admission"].reminded > 0
    assert report.done["OpenPreAdmission"] > 0, "what is noticed on a list is remembered until the next look"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_both_languages(report: Report, language: str) -> None:
    words, screen = words_for(language), StringIO()
    for page in pages(report, words):
        Console(width=400, file=screen).print(page)
    told = screen.getvalue()
    assert words.say("month.clean") in told
    assert words.say("month.kind.emergency") in told
    assert words.say("history.PatientAdmitted") in told


def test_what_is_not_as_it_must_be_is_named_and_ends_with_a_failure(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(report)
    lost = Message("month.unbalanced", {"lent": 3, "borrowed": 2})
    with pytest.raises(typer.Exit) as failed:
        tell(replace(report, audit=replace(report.audit, violations=(lost,))))
    assert failed.value.exit_code == 1
    assert words_for("en").say(lost.key, lost.params) in capsys.readouterr().out


@pytest.mark.parametrize(("option", "value"), [("--days", "0"), ("--days", "400"), ("--beds", "7"), ("--every", "1")])
def test_what_makes_no_sense_is_refused(option: str, value: str) -> None:
    result = CliRunner().invoke(app, ["simulate", option, value])
    assert result.exit_code == 2
    assert option in result.output

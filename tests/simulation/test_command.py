"""``bedcentre simulate`` as an administrator meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bedcentre.cli import app


def test_simulating_counts_audits_and_leaves_the_database_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "hospital.sqlite"
    monkeypatch.setenv("BEDCENTRE_DATABASE_URL", f"sqlite:///{database}")
    result = CliRunner().invoke(app, ["simulate", "--days", "0.1", "--beds", "100", "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert "ExpectDischarge" in result.output
    assert not database.exists()


def test_days_that_make_no_sense_are_refused() -> None:
    result = CliRunner().invoke(app, ["simulate", "--days", "0"])
    assert result.exit_code == 2
    assert "--days" in result.output

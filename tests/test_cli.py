"""The command line as an administrator meets it: on a database of its own, mistakes included."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


class Terminal:
    """Runs ``bedcentre`` in a process of its own on one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "BEDCENTRE_DATABASE_URL": f"sqlite:///{folder / 'hospital.sqlite'}",
            "LC_ALL": "C.UTF-8",
        }

    def __call__(self, *words: str, expect: int = 0, **settings: str) -> str:
        command = [sys.executable, "-m", "bedcentre", *words]
        environment = self.environment | settings
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == expect, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("hospital"))
    terminal("seed", "--beds", "100", "--seed", "3")
    return terminal


def test_an_empty_database_says_what_to_run(tmp_path: Path) -> None:
    said = Terminal(tmp_path)("plan", expect=2)
    assert "bedcentre migrate" in said


def test_seeding_twice_changes_nothing(terminal: Terminal) -> None:
    assert "already holds" in terminal("seed", "--beds", "100", expect=2)
    assert "100 to 5000" in terminal("seed", "--beds", "7", expect=2)


def test_the_plan_is_checked_and_itemised(terminal: Terminal) -> None:
    plan = json.loads(terminal("plan", "--json"))
    assert plan["placed"] > 0
    assert plan["levels"] <= plan["greedy_levels"]
    assert sum(plan["items"].values()) == sum(plan["levels"])


def test_the_two_weeks_ahead_are_told_day_by_day(terminal: Terminal) -> None:
    ahead = json.loads(terminal("plan", "--ahead", "--seconds", "2", "--json"))
    assert len(ahead["house"]["days"]) == 14
    assert {group["group"] for group in ahead["groups"]} >= {"medical", "surgical", "intensive"}
    assert ahead["plan"]["admissions"]
    first = ahead["house"]["days"][0]
    assert 0 < first["low"] <= first["expected"] <= first["high"]
    assert "name" not in json.dumps(ahead)
    said = terminal("plan", "--ahead", "--seconds", "1")
    assert all(day["day"] in said for day in ahead["house"]["days"])


def test_users_are_added_listed_and_switched_off(terminal: Terminal) -> None:
    new = ("user", "add", "li", "--name", "李伟", "--role", "coordinator", "--password")
    terminal(*new, "long enough")
    assert "李伟" in terminal("user", "list")
    assert "li" in terminal(*new, "long enough", expect=2)
    assert "8 characters" in terminal(*new, "short", expect=2)
    assert "--ward" in terminal(
        "user", "add", "wu", "--name", "吴", "--role", "nurse", "--password", "long enough", expect=2
    )
    terminal("user", "deactivate", "li")
    terminal("user", "deactivate", "nobody", expect=2)


def test_the_journal_is_verified(terminal: Terminal) -> None:
    assert "untouched" in terminal("audit", "verify")


def test_exports_hold_no_names(terminal: Terminal, tmp_path: Path) -> None:
    for what in ("wards", "beds", "demands", "journal"):
        terminal("export", what, "--out", str(tmp_path / f"{what}.json"))
        rows = json.loads((tmp_path / f"{what}.json").read_text(encoding="utf-8"))
        assert rows
        assert not {"name", "patient", "pinyin", "mrn"} & rows[0].keys()
    assert "wards, beds, demands, journal" in terminal("export", "money", "--out", "x.csv", expect=2)


def test_a_wrong_setting_is_named(terminal: Terminal) -> None:
    assert "BEDCENTRE_PORT" in terminal("plan", expect=2, BEDCENTRE_PORT="many")
    assert "BEDCENTRE_ZONE" in terminal("plan", expect=2, BEDCENTRE_ZONE="Mars/Olympus")

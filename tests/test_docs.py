"""What the documents name exists, and what exists is documented."""

import re
from dataclasses import fields
from pathlib import Path

import typer.main

from bedcentre.cli import app
from bedcentre.config import Settings
from bedcentre.domain.policy import Policy

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return OPERATIONS.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str, pattern: str) -> set[str]:
    return set(re.findall(rf"^\| `{pattern}`", section(title), re.MULTILINE))


def test_every_setting_is_documented_and_the_reverse() -> None:
    settings = {f"BEDCENTRE_{name.upper()}" for name in Settings.model_fields}
    assert rows("Settings", r"(BEDCENTRE_\w+)") == settings


def test_every_policy_key_is_documented_and_the_reverse() -> None:
    assert rows("Policy file", r"(\w+)") == {field.name for field in fields(Policy)}


def test_every_command_is_documented_and_the_reverse() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group, says Typer only at run time
    assert rows("Commands", r"bedcentre (\w+)") == set(commands)


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (document.parent / target).exists(), f"{document.relative_to(ROOT)} → {target}"

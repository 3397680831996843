"""The policy file: read, refused with the key's name, absent."""

from datetime import timedelta
from pathlib import Path

import pytest

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Triage
from bedcentre.policy_file import read_policy


def test_without_a_file_the_defaults_hold() -> None:
    assert read_policy(None) == Policy()


def test_a_file_changes_what_it_names(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        'turnaround = "PT45M"\nhold = 600\n[boarding_limit]\n1 = "PT10M"\n2 = 3600\n3 = 3600\n4 = 3600\n',
        encoding="utf-8",
    )
    policy = read_policy(file)
    assert policy.turnaround == timedelta(minutes=45)
    assert policy.hold == timedelta(minutes=10)
    assert policy.boarding_limit[Triage.DYING] == timedelta(minutes=10)
    assert policy.stale_after == Policy().stale_after


@pytest.mark.parametrize(
    ("text", "key", "gap"),
    [
        ('turnarond = "PT45M"', "input.policy_key", "turnarond"),
        ('turnaround = "soon"', "input.policy_key", "turnaround"),
        ("[boarding_limit]\n1 = 600", "input.policy_key", ""),
        ("turnaround =", "input.policy_not_toml", ""),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, key: str, gap: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        read_policy(file)
    assert refused.value.reasons[0].key == key
    assert refused.value.reasons[0].params.get("key", "") == gap


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        read_policy(tmp_path / "absent.toml")
    assert refused.value.reasons[0].key == "input.policy_unreadable"

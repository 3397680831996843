"""By when a patient is counted as gone: what the ward said, and how sure the hospital wants to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log
from typing import Any

import pytest

from bedcentre.domain.leaving import Caution
from bedcentre.domain.people import Encounter
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Certainty

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SAID = NOW + timedelta(hours=2)


def lying(certainty: Certainty = Certainty.CONFIRMED, said: datetime = SAID) -> Encounter:
    """Somebody of whom the ward said that much."""
    return Encounter(
        id=1,
        patient_id=1,
        specialty="MED",
        admitted_at=NOW - timedelta(days=3),
        expected_discharge=said,
        certainty=certainty,
    )


def gone(policy: Policy, encounter: Encounter) -> datetime:
    return Caution.of(policy).gone(encounter, NOW)


def test_whoever_is_content_with_what_mostly_comes_true_takes_the_ward_at_its_word() -> None:
    policy = Policy(bed_free_sure=70)
    assert policy.word_kept[Certainty.CONFIRMED] == 70
    assert gone(policy, lying()) == SAID
    assert gone(replace(policy, bed_free_sure=71), lying()) > SAID


def test_one_in_ten_stays_beyond_the_time_that_is_nine_in_ten_sure() -> None:
    """Of 30 in 100 late ones with a mean of 90 minutes, one third is still here after 90 minutes times ln 3."""
    later = gone(Policy(bed_free_sure=90), lying()) - SAID
    assert later / timedelta(minutes=1) == pytest.approx(90 * log(3))


def test_the_surer_the_later_and_a_mere_guess_latest() -> None:
    times = [gone(Policy(bed_free_sure=sure), lying()) for sure in (0, 80, 90, 99)]
    assert times == sorted(times)
    words = [gone(Policy(), lying(certainty)) for certainty in (Certainty.CONFIRMED, Certainty.PREDICTED)]
    assert SAID < words[0] < words[1] < gone(Policy(), lying(Certainty.GUESSED))


@pytest.mark.parametrize("hours", [0, 1, 30])
def test_an_overdue_patient_is_as_likely_to_leave_in_the_next_hour_however_late(hours: int) -> None:
    overdue = lying(said=NOW - timedelta(hours=hours))
    assert gone(Policy(), overdue) == gone(Policy(), lying(said=NOW)) > NOW


def test_words_that_always_came_true_need_no_margin() -> None:
    always = Policy(word_kept=dict.fromkeys(Certainty, 100), bed_free_sure=99)
    assert gone(always, lying(Certainty.GUESSED)) == SAID


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"bed_free_sure": 100}, "bed_free_sure must be below"),
        ({"bed_free_sure": -1}, "bed_free_sure"),
        ({"word_kept": dict.fromkeys(Certainty, 101)}, "word_kept at most"),
        ({"word_kept": {}}, "word_kept and word_late need every certainty"),
        ({"word_late": {Certainty.GUESSED: timedelta(hours=1)}}, "predicted"),
    ],
)
def test_figures_that_make_no_sense_are_refused_by_name(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        replace(Policy(), **wrong)

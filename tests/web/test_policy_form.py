"""The policy as a form: everything in it can be read and changed, and nonsense is refused by name."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError
from bedcentre.domain.places import Specialty
from bedcentre.domain.policy import Policy
from bedcentre.domain.special_groups import SpecialGroup
from bedcentre.domain.vocabulary import Centre, DischargeStep, Role, Triage
from bedcentre.words import LANGUAGES, words_for
from web.policy_form import SECTIONS, Entry, read, sections

SPECIALTIES = [
    Specialty(code=code, name_zh=f"{code}科", name_en=code, surgical=False) for code in ("CARD", "NEUR", "MED")
]


def entries() -> list[Entry]:
    """All entries of the form, in its order."""
    return [entry for section in sections(Policy(), SPECIALTIES).values() for entry in section]


def form(**changed: str) -> dict[str, str]:
    """The form as it is sent, with some entries typed over."""
    return {entry.name: entry.value for entry in entries()} | changed


def test_every_field_of_the_policy_is_on_the_form_and_has_words() -> None:
    assert {entry.field for entry in entries()} == {each.name for each in fields(Policy)}
    for language in LANGUAGES:
        keys = words_for(language).sentences.keys()
        assert {f"policy.section.{section}" for section in sections(Policy(), SPECIALTIES)} <= keys
        for entry in entries():
            words = (entry.part, entry.unit, *(word for _, word in entry.choices if isinstance(word, str)))
            assert {f"policy.field.{entry.field}", *filter(None, words)} <= keys


def test_every_section_begins_where_it_says() -> None:
    begins = {found[0].field: section for section, found in sections(Policy(), SPECIALTIES).items()}
    assert begins == SECTIONS


def test_hundredths_and_durations_name_their_unit_and_counts_have_none() -> None:
    units = {entry.field: entry.unit for entry in entries()}
    assert {units[field] for field in ("review_booked", "bed_free_sure", "reserve_night")} == {"policy.percent"}
    assert (units["hold"], units["lounge_places"]) == ("policy.minutes", "")


def test_an_untouched_form_is_the_same_policy() -> None:
    assert read(form(), Policy()) == Policy()
    assert read({}, Policy(operational_hours=12)) == Policy(operational_hours=12)


def test_typed_numbers_become_durations_and_counts() -> None:
    changed = read(form(hold="7.5", operational_hours="24", **{"boarding_limit.1": "15"}), Policy())
    limits = {**Policy().boarding_limit, Triage.DYING: timedelta(minutes=15)}
    assert changed == replace(Policy(), hold=timedelta(minutes=7.5), operational_hours=24, boarding_limit=limits)


def test_one_of_a_closed_list_is_chosen() -> None:
    entry = next(each for each in entries() if each.name == "discharge_owner.settlement")
    assert (entry.value, ("nurse", "role.nurse") in entry.choices) == ("coordinator", True)
    changed = read(form(**{entry.name: "nurse"}), Policy())
    assert changed.discharge_owner[DischargeStep.SETTLEMENT] is Role.NURSE


def test_the_features_that_suit_a_group_are_chosen_from_words() -> None:
    entry = next(each for each in entries() if each.name == "group_prefers.disabled")
    assert entry.several
    assert (entry.value, ("low_bed", "feature.low_bed") in entry.choices) == ("accessible low_bed", True)
    changed = read(form(**{entry.name: "rails"}), Policy())
    assert changed.group_prefers[SpecialGroup.DISABLED] == "rails"
    assert read(form(**{entry.name: ""}), Policy()).group_prefers[SpecialGroup.DISABLED] == ""


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("hold", "soon"),
        ("hold", ""),
        ("hold", "1e400"),
        ("hold", "-1"),
        ("operational_hours", "1.5"),
        ("boarding_limit.2", "nan"),
        ("discharge_owner.settlement", "nobody"),
    ],
)
def test_nonsense_is_refused_by_name(name: str, typed: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read(form(**{name: typed}), Policy())
    assert name in str(refused.value.reasons[0].params["field"])


def test_specialties_of_a_centre_are_chosen_by_name() -> None:
    chest = next(entry for entry in entries() if entry.name == "centre_specialties.chest_pain")
    assert chest.several
    assert chest.choices == tuple((each.code, each) for each in SPECIALTIES)
    assert read(form(**{chest.name: "MED"}), Policy()).centre_specialties[Centre.CHEST_PAIN] == "MED"
    assert read(form(**{chest.name: ""}), Policy()).centre_specialties[Centre.CHEST_PAIN] == ""

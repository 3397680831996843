"""The policy's versions: made one at a time, for a reason, and named by every command given under them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bedcentre.domain.errors import BadInputError, NotPermittedError, RefusedError
from bedcentre.domain.people import Actor
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Centre, Role, Triage
from bedcentre.store.engine import reading
from bedcentre.store.tables.journal import command
from bedcentre.usecases.beds import ConfirmBed
from bedcentre.usecases.policy import ChangePolicy
from tests.store.house import COORDINATOR, House
from tests.store.small import BED_IDS, POLICY

ADMINISTRATOR = Actor(user_id=9, name="admin", role=Role.ADMINISTRATOR)
OTHER = replace(POLICY, hold=timedelta(minutes=45), operational_hours=24)


def change(policy: Policy = OTHER, reason: str = "冬季", based_on: int = 0) -> ChangePolicy:
    return ChangePolicy(policy=policy, reason=reason, based_on=based_on)


def test_without_a_version_the_files_policy_is_in_force(house: House) -> None:
    with house.reader() as reader:
        assert (reader.policy_version, reader.policy, reader.policy_versions()) == (0, POLICY, [])


def test_a_new_version_is_in_force_and_the_old_ones_stay(house: House) -> None:
    assert house.do(change(), ADMINISTRATOR) == 1
    house.wait(hours=1)
    later = replace(OTHER, boarding_limit={**OTHER.boarding_limit, Triage.ACUTE: timedelta(hours=3)})
    assert house.do(change(later, "急诊", 1), ADMINISTRATOR) == 2
    with house.reader() as reader:
        assert (reader.policy_version, reader.policy) == (2, later)
        assert [(each.number, each.policy, each.reason) for each in reader.policy_versions()] == [
            (2, later, "急诊"),
            (1, OTHER, "冬季"),
        ]


def test_every_command_names_the_version_it_was_given_under(house: House) -> None:
    house.do(ConfirmBed(bed_id=BED_IDS["M-1"]), COORDINATOR, "before")
    house.do(change(), ADMINISTRATOR)
    house.do(ConfirmBed(bed_id=BED_IDS["M-1"]), COORDINATOR, "after")
    with reading(house.engine) as connection:
        given = {row.id: row.policy for row in connection.execute(select(command.c.id, command.c.policy))}
    assert (given["before"], given["after"]) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (change(reason="  "), BadInputError),
        (change(POLICY), BadInputError),
        (change(based_on=3), RefusedError),
    ],
)
def test_what_makes_no_version_changes_nothing(house: House, asked: ChangePolicy, error: type[Exception]) -> None:
    with pytest.raises(error):
        house.do(asked, ADMINISTRATOR)
    with house.reader() as reader:
        assert reader.policy_version == 0


def test_a_centre_gets_no_specialty_that_there_is_none_of(house: House) -> None:
    def with_chest_pain(codes: str) -> Policy:
        return replace(POLICY, centre_specialties={**POLICY.centre_specialties, Centre.CHEST_PAIN: codes})

    with pytest.raises(BadInputError) as refused:
        house.do(change(with_chest_pain("MED HEART")), ADMINISTRATOR)
    assert refused.value.reasons[0].params["codes"] == "HEART"
    assert house.do(change(with_chest_pain("CARD MED")), ADMINISTRATOR) == 1
    assert house.do(change(with_chest_pain(""), based_on=1), ADMINISTRATOR) == 2


def test_only_administrators_change_it(house: House) -> None:
    with pytest.raises(NotPermittedError):
        house.do(change(), COORDINATOR)


def test_negative_times_make_no_policy() -> None:
    with pytest.raises(ValueError, match="hold: must not be negative"):
        replace(POLICY, hold=timedelta(minutes=-1))
    with pytest.raises(ValueError, match=r"boarding_limit\.1"):
        replace(POLICY, boarding_limit={**POLICY.boarding_limit, Triage.DYING: timedelta(minutes=-1)})

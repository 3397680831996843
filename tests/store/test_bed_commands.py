"""The bed's own round through the real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedcentre.domain.errors import BadInputError, NotFoundError, NotPermittedError, RefusedError
from bedcentre.domain.vocabulary import BedState, Role
from bedcentre.usecases.as_seen import AsSeen
from bedcentre.usecases.beds import BlockBed, ConfirmBed, FinishCleaning, StartCleaning, UnblockBed
from tests.store.house import NURSE_M, SURGEON_1, House
from tests.store.small import BED_IDS, START


def test_vacated_bed_is_cleaned_and_free(house: House) -> None:
    house.do(StartCleaning(bed_id=BED_IDS["M-2"]), NURSE_M)
    assert house.state("M-2") is BedState.CLEANING
    house.wait(minutes=20)
    house.do(FinishCleaning(bed_id=BED_IDS["M-2"]), NURSE_M)
    assert house.state("M-2") is BedState.FREE


@pytest.mark.parametrize("label", ["M-1", "M-3", "S-2"])
def test_only_a_vacated_bed_is_cleaned(house: House, label: str) -> None:
    with pytest.raises(RefusedError):
        house.do(StartCleaning(bed_id=BED_IDS[label]))


def test_cleaning_that_nobody_began_does_not_end(house: House) -> None:
    with pytest.raises(RefusedError):
        house.do(FinishCleaning(bed_id=BED_IDS["M-2"]))


def test_free_bed_is_blocked_with_reason_and_unblocked(house: House) -> None:
    until = START + timedelta(hours=2)
    house.do(BlockBed(bed_id=BED_IDS["M-3"], reason=" 漏水 ", until=until), NURSE_M)
    with house.reader() as reader:
        actual = reader.bed(BED_IDS["M-3"]).actual
    assert actual is not None
    assert (actual.reason, actual.until, actual.end) == ("漏水", until, None)
    house.do(UnblockBed(bed_id=BED_IDS["M-3"]), NURSE_M)
    assert house.state("M-3") is BedState.FREE


def test_occupied_bed_is_not_blocked(house: House) -> None:
    with pytest.raises(RefusedError) as refused:
        house.do(BlockBed(bed_id=BED_IDS["M-1"], reason="漏水"))
    assert refused.value.reasons[0].params["patient"] == "王****"


@pytest.mark.parametrize(
    "command",
    [
        BlockBed(bed_id=BED_IDS["M-3"], reason="  "),
        BlockBed(bed_id=BED_IDS["M-3"], reason="漏水", until=START),
    ],
)
def test_block_without_reason_or_into_the_past_is_bad_input(house: House, command: BlockBed) -> None:
    with pytest.raises(BadInputError):
        house.do(command)
    assert house.state("M-3") is BedState.FREE


def test_bed_that_is_not_blocked_is_not_unblocked(house: House) -> None:
    with pytest.raises(RefusedError):
        house.do(UnblockBed(bed_id=BED_IDS["M-3"]))


def test_confirming_renews_the_age_of_what_is_known(house: House) -> None:
    house.wait(hours=9)
    house.do(ConfirmBed(bed_id=BED_IDS["I-1"]))
    with house.reader() as reader:
        assert reader.bed(BED_IDS["I-1"]).said_at == house.now
        assert reader.bed(BED_IDS["I-2"]).said_at == START


def test_nurse_acts_in_her_own_ward_only(house: House) -> None:
    with pytest.raises(NotPermittedError):
        house.do(ConfirmBed(bed_id=BED_IDS["S-1"]), NURSE_M)


def test_surgeon_does_not_clean(house: House) -> None:
    with pytest.raises(NotPermittedError) as refused:
        house.do(StartCleaning(bed_id=BED_IDS["M-2"]), SURGEON_1)
    assert refused.value.reasons[0].params["role"] == f"@role.{Role.SURGEON.value}"


def test_bed_that_does_not_exist_is_named(house: House) -> None:
    with pytest.raises(NotFoundError) as missing:
        house.do(ConfirmBed(bed_id=999))
    assert missing.value.reasons[0].params == {"id": 999}


def test_tap_counts_only_on_what_was_seen(house: House) -> None:
    with house.reader() as reader:
        vacated = reader.bed(BED_IDS["M-2"]).actual
    assert vacated is not None
    tap = AsSeen(bed_id=BED_IDS["M-2"], interval_id=vacated.id, command=StartCleaning(bed_id=BED_IDS["M-2"]))
    house.do(tap, NURSE_M)
    with pytest.raises(RefusedError):
        house.do(tap, NURSE_M)
    assert house.state("M-2") is BedState.CLEANING

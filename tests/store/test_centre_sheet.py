"""The centre's list of who comes in: what is normal stays quiet, what little time is left for stands out."""

from __future__ import annotations

from datetime import datetime, timedelta

from bedcentre.domain.vocabulary import DemandKind
from bedcentre.usecases.board.moment import day_end
from bedcentre.usecases.centre.sheet import PRESSING, Comer, sheet
from bedcentre.usecases.proposals import ChooseBed
from bedcentre.usecases.requests import RegisterPatient, RequestBed
from tests.store.house import House
from tests.store.small import BED_IDS


def asked(house: House, latest: datetime) -> int:
    """A planned admission since an hour ago, needed at ``latest``; the demand's id."""
    with house.reader() as reader:
        patient = reader.patient(reader.demand(house.demand_of("N1")).patient_id)
    person = RegisterPatient(
        mrn=f"C{latest:%H%M}", name="来院者", pinyin="lyz", sex=patient.sex, birth_date=patient.birth_date
    )
    return house.make(
        RequestBed(
            kind=DemandKind.PLANNED,
            patient_id=house.make(person),
            specialty="MED",
            wanted_from=house.now - timedelta(hours=1),
            latest=latest,
            stay_minutes=600,
        )
    )


def comer(house: House, demand_id: int) -> Comer:
    """The line about a demand."""
    with house.reader() as reader:
        return next(each for each in sheet(reader).comers if each.demand.id == demand_id)


def test_somebody_without_a_bed_stands_out_when_little_time_is_left(house: House) -> None:
    quiet = asked(house, house.now + PRESSING)
    pressing = asked(house, house.now + PRESSING - timedelta(minutes=1))
    assert [comer(house, each).pressing for each in (quiet, pressing)] == [False, True]
    house.do(ChooseBed(demand_id=pressing, bed_id=BED_IDS["M-3"]))
    assert not comer(house, pressing).pressing


def test_the_end_of_the_day_is_the_last_moment_of_who_comes_today(house: House) -> None:
    demand_id = asked(house, house.now + timedelta(days=3))
    assert not comer(house, demand_id).pressing
    with house.reader() as reader:
        house.now = day_end(reader) - PRESSING + timedelta(minutes=1)
    assert comer(house, demand_id).pressing

"""How many patients were referred in a month, by partner: indicator 20 (下转患者人次数) and its other direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from bedcentre.domain.people import Patient
from bedcentre.domain.referrals import Partner, ReferralState
from bedcentre.domain.vocabulary import CareSetting, Destination
from bedcentre.usecases.ports import Reader

DECEMBER = 12


class Column(StrEnum):
    """What is counted, each thing by when it happened.

    Up: requests asked and declined, patients received from the partner's outpatients and inpatients, those received
    for day surgery among them. Down: patients who went on from outpatients and inpatients.
    """

    ASKED = "asked"
    DECLINED = "declined"
    UP_OUTPATIENT = "up_outpatient"
    UP_INPATIENT = "up_inpatient"
    DAY_SURGERY = "day_surgery"
    DOWN_OUTPATIENT = "down_outpatient"
    DOWN_INPATIENT = "down_inpatient"


INDICATOR_20 = (Column.DOWN_OUTPATIENT, Column.DOWN_INPATIENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One patient behind a figure. ``destination`` of who went on; ``words``: the report, or the reason."""

    column: Column
    partner: str
    at: datetime
    person: Patient
    destination: Destination | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfReferrals:
    """Everything counted in the month that begins on ``first``, for all ``partners`` or the one that looks."""

    first: date
    partners: Sequence[Partner]
    rows: Sequence[Counted]

    @property
    def figures(self) -> Counter[tuple[str, Column]]:
        """By partner and column."""
        return Counter((each.partner, each.column) for each in self.rows)

    @property
    def totals(self) -> Counter[Column]:
        """By column."""
        return Counter(each.column for each in self.rows)

    @property
    def indicator_20(self) -> int:
        """Patients who went on (下转患者人次数), from outpatients and inpatients."""
        return sum(self.totals[column] for column in INDICATOR_20)

    def behind(self, partner: str, column: Column) -> list[Counted]:
        """Who is behind a figure, in order."""
        return sorted(
            (each for each in self.rows if (each.partner, each.column) == (partner, column)), key=lambda each: each.at
        )


def month_of_referrals(reader: Reader, first: date, partner: str | None = None) -> MonthOfReferrals:
    """Count the month at the hospital's calendar; of one partner or of all."""
    after = date(first.year + (first.month == DECEMBER), first.month % DECEMBER + 1, 1)
    start, end = (datetime.combine(day, time(), reader.zone).astimezone(UTC) for day in (first, after))
    own = [each for each in reader.partners() if partner in {None, each.code}]
    codes = {each.code for each in own}
    rows = [*_up(reader, start, end), *_down(reader, start, end)]
    return MonthOfReferrals(first=first, partners=own, rows=[each for each in rows if each.partner in codes])


def _up(reader: Reader, start: datetime, end: datetime) -> Iterator[Counted]:
    asked = [(Column.ASKED, each, each.asked_at) for each in reader.referrals_asked(start) if each.asked_at < end]
    declined = [
        (Column.DECLINED, each, each.changed_at)
        for each in reader.referrals_answered(start, end)
        if each.state is ReferralState.DECLINED
    ]
    received = reader.referrals_received(start, end)
    settings = {CareSetting.OUTPATIENT: Column.UP_OUTPATIENT, CareSetting.INPATIENT: Column.UP_INPATIENT}
    came = [(settings[each.setting], each, each.received_at or end) for each in received]
    operated = [(Column.DAY_SURGERY, each, each.received_at or end) for each in received if each.procedure]
    for column, each, at in (*asked, *declined, *came, *operated):
        words = each.reason if column is Column.DECLINED else each.report
        yield Counted(column=column, partner=each.partner, at=at, person=each.person, destination=None, words=words)


def _down(reader: Reader, start: datetime, end: datetime) -> Iterator[Counted]:
    gone = reader.onward_gone(start, end)
    patients = reader.patients({each.patient_id for each in gone})
    settings = {CareSetting.OUTPATIENT: Column.DOWN_OUTPATIENT, CareSetting.INPATIENT: Column.DOWN_INPATIENT}
    for each in gone:
        yield Counted(
            column=settings[each.setting],
            partner=each.partner or "",
            at=each.changed_at,
            person=patients[each.patient_id],
            destination=each.destination,
            words=each.reason,
        )

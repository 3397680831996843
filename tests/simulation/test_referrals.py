"""Referrals in the demo: partners ask and are answered, patients go on, offers are renewed, no paper is left open."""

from __future__ import annotations

from datetime import timedelta

from bedcentre.domain.referrals import OnwardState, ReferralState
from bedcentre.domain.vocabulary import Checklist, DemandKind
from tests.simulation.conftest import Stage


def test_partners_ask_and_everybody_who_is_referred_was_asked_for(lived: Stage) -> None:
    start, now = lived.hospital.start, lived.clock.now()
    with lived.app.reader() as reader:
        asked = reader.referrals_asked(start - timedelta(days=9))
        open_ones = reader.referrals_unanswered()
        accepted = {each.demand_id for each in asked if each.state is ReferralState.ACCEPTED}
        waiting = {each.id for each in reader.open_demands() if each.kind is DemandKind.REFERRAL_IN}
        assert waiting <= accepted
        assert any(each.asked_at > start for each in asked)
        assert all(each.answer_by > now - timedelta(hours=1) for each in open_ones)


def test_patients_go_on_and_no_summary_stays_open(lived: Stage) -> None:
    now = lived.clock.now()
    with lived.app.reader() as reader:
        gone = reader.onward_gone(lived.hospital.start, now + timedelta(seconds=1))
        assert lived.demo.tally.done["MarkReadyToGoOn"] + len(gone) > 0
        assert {each.state for each in gone} <= {OnwardState.GONE}
        for each in reader.open_milestones(Checklist.REFERRAL_OUT):
            assert (each.due_at or each.set_at) > now - timedelta(hours=2)
        used = reader.beds_used([each.id for each in reader.standing_offers()])
        assert all(used.get(each.id, 0) <= each.beds for each in reader.standing_offers())

"""Who waits longer, or came by the green channel, counts as more urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bedcentre.domain.vocabulary import DemandKind, Triage
from bedcentre.planning.prices import urgency
from tests.domain.examples import demand

DAY = timedelta(days=1)


def test_the_green_channel_goes_before_others_of_its_kind_and_never_before_emergencies() -> None:
    referred = demand(kind=DemandKind.DAY_SURGERY, triage=None)
    green = replace(referred, green_channel=True)
    assert urgency(green, DAY, None) > urgency(referred, DAY, None)
    emergency = demand(triage=Triage.ACUTE)
    assert urgency(replace(emergency, green_channel=True), DAY, DAY) == urgency(emergency, DAY, DAY)

"""What the list of planned admissions is about: a plan proposes other beds, promises come and go, tests get slots."""

from __future__ import annotations

from bedcentre.domain.events import PlanProposed
from web.live.views.preadmission import PREADMISSION

ADMISSIONS = (*PREADMISSION, PlanProposed)

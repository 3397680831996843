"""By when a bed's patient will have left, as sure as the hospital wants to be before it counts on the bed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from bedcentre.domain.people import Encounter
from bedcentre.domain.policy import Policy
from bedcentre.domain.vocabulary import Certainty


@dataclass(frozen=True, slots=True)
class Caution:
    """How much is added to the ward's word on leaving, by its certainty, before a bed is counted on.

    ``before``: from the said time on, while that is to come. ``overdue``: from now on, for whoever should be gone.

    Of those a ward said the same of, the share ``word_kept`` left no later than it said; how much later the others
    did is taken as exponential with the mean ``word_late`` (both policy), so that an overdue patient is as likely to
    leave in the next hour as in the one before.
    """

    before: Mapping[Certainty, timedelta]
    overdue: Mapping[Certainty, timedelta]

    @classmethod
    def of(cls, policy: Policy) -> Caution:
        """The margins for ``bed_free_sure``."""
        allowed = 100 - policy.bed_free_sure
        late, kept = policy.word_late, policy.word_kept
        return cls(
            before={each: late[each] * log(max((100 - kept[each]) / allowed, 1)) for each in Certainty},
            overdue={each: late[each] * log(100 / allowed) for each in Certainty},
        )

    def gone(self, encounter: Encounter, now: datetime) -> datetime:
        """By when the patient, who is here ``now``, will have left as surely as the policy asks."""
        said, certainty = encounter.expected_discharge, encounter.certainty
        return said + self.before[certainty] if said > now else now + self.overdue[certainty]

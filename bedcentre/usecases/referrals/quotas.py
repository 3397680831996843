"""How many beds of which wards a partner's patients have priority for, and how many of them they use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bedcentre.domain.errors import BadInputError, RefusedError
from bedcentre.domain.events import ReferralQuotaSet
from bedcentre.domain.messages import Message
from bedcentre.domain.referrals import Partner, ReferralQuota
from bedcentre.domain.vocabulary import Role, WardGroup
from bedcentre.usecases.commands import handles
from bedcentre.usecases.ports import Reader, UnitOfWork

MOST = 200
"""More beds for one partner are mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReferralQuota:
    """A partner's patients have priority for so many beds of a group at a time; 0: for none."""

    partner: str
    group: WardGroup
    beds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """A quota, and how many of its beds are waited for or lain in."""

    partner: Partner
    group: WardGroup
    beds: int
    used: int

    @property
    def free(self) -> int:
        """How many more patients would have priority; none while a lowered quota is overdrawn."""
        return max(self.beds - self.used, 0)


@handles(SetReferralQuota, Role.COORDINATOR, Role.DIRECTOR)
def set_referral_quota(uow: UnitOfWork, command: SetReferralQuota) -> None:
    """From now on; requests accepted before keep what they were given.

    Raises:
        BadInputError: no number of beds.
        RefusedError: it is so already.
    """
    partner = uow.partner(command.partner)
    if not 0 <= command.beds <= MOST:
        raise BadInputError(Message("input.quota_beds", {"most": MOST}))
    known = {(each.partner, each.group): each.beds for each in uow.referral_quotas()}
    if known.get((partner.code, command.group), 0) == command.beds:
        raise RefusedError(Message("refusal.quota_same", {"beds": command.beds}))
    quota = ReferralQuota(
        partner=partner.code,
        group=command.group,
        beds=command.beds,
        changed_at=uow.now,
        changed_by=uow.actor.user_id,
    )
    uow.record(ReferralQuotaSet(quota=quota))


def quota_use(reader: Reader, partner: str | None = None) -> list[QuotaUse]:
    """Every quota with its use, nearest partner first; of one partner or of all."""
    used = Counter((each.partner, each.group) for each in reader.referrals_in_quota())
    beds = {(each.partner, each.group): each.beds for each in reader.referral_quotas()}
    return [
        QuotaUse(partner=each, group=group, beds=beds.get((each.code, group), 0), used=used[each.code, group])
        for each in reader.partners()
        for group in WardGroup
        if (partner is None or each.code == partner) and (beds.get((each.code, group)) or used[each.code, group])
    ]


def has_room(reader: Reader, partner: str, group: WardGroup | None) -> bool:
    """Whether one patient more of the partner has priority."""
    return any(each.group is group and each.free > 0 for each in quota_use(reader, partner))

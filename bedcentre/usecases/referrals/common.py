"""What all commands about referrals check."""

from __future__ import annotations

from bedcentre.domain.errors import BadInputError, NotPermittedError
from bedcentre.domain.messages import Message
from bedcentre.domain.people import Actor
from bedcentre.domain.vocabulary import Role


def require_partner(actor: Actor, partner: str) -> None:
    """People of a partner act and look for their own facility only.

    Raises:
        NotPermittedError: it is another's.
    """
    if actor.role is Role.PARTNER and actor.partner != partner:
        raise NotPermittedError(Message("refusal.other_partner"))


def reason_of(text: str) -> str:
    """The reason as it is kept.

    Raises:
        BadInputError: there is none.
    """
    if not text.strip():
        raise BadInputError(Message("input.referral_reason"))
    return text.strip()

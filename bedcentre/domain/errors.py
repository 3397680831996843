"""What the hospital refuses. Knows nothing of HTTP; ``web/errors.py`` maps these to answers."""

from __future__ import annotations

from bedcentre.domain.messages import Message


class HospitalError(Exception):
    """A command was not carried out and changed nothing; ``reasons`` say why, in ward language."""

    def __init__(self, *reasons: Message) -> None:
        super().__init__("; ".join(f"{reason.key} {reason.params}" for reason in reasons))
        self.reasons = reasons


class NotFoundError(HospitalError):
    """What the command names does not exist."""


class NotPermittedError(HospitalError):
    """The actor's role or ward does not allow the command."""


class RefusedError(HospitalError):
    """A rule of beds speaks against it. Overridable when every reason is (see suitability)."""


class TakenError(RefusedError):
    """Somebody else has the bed (or theatre) in that interval; the reasons say who."""


class BadInputError(HospitalError):
    """A field is missing or makes no sense; the reasons name the field and how to mend it."""

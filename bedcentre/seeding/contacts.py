"""How the fictional people are reached: addresses that lead nowhere, numbers that nobody has."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

WITH_EMAIL = 0.7
"""Share of the people with an e-mail address (assumption); the others are telephoned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FictionalContact:
    """An address under ``.invalid`` (RFC 2606), perhaps none, and a telephone number."""

    email: str
    phone: str


def contact_of(mrn: str) -> FictionalContact:
    """The same number always gives the same person."""
    drawn = int.from_bytes(blake2b(mrn.encode(), digest_size=4).digest())
    has_email = drawn % 1000 < WITH_EMAIL * 1000
    local = "".join(letter for letter in mrn.lower() if letter.isascii() and letter.isalnum())
    email = f"{local}@patient.invalid" if has_email else ""
    return FictionalContact(email=email, phone=f"100 0000 {drawn % 10_000:04d}")

"""How many random instances are tried: the usual number, or `--hypothesis-profile=nightly`."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nightly", max_examples=10_000, deadline=None)

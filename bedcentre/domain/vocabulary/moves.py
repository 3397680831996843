"""Why a patient who lies in a bed needs another one."""

from __future__ import annotations

from enum import StrEnum


class MoveCause(StrEnum):
    """Well enough for a ward, too ill for one, to be isolated, or another specialty's patient from now on."""

    STEP_DOWN = "step_down"
    WORSE = "worse"
    ISOLATION = "isolation"
    OTHER_WARD = "other_ward"

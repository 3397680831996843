"""Finds the browser for tests and screenshots, or says the one command that brings it."""

from __future__ import annotations

import os
import shutil


def chromium_path() -> str:
    """The Chromium of ``BEDCENTRE_CHROMIUM``, else the machine's.

    Raises:
        RuntimeError: there is none.
    """
    names = (os.environ.get("BEDCENTRE_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        message = "No Chromium. Run: sudo apt-get install chromium fonts-noto-cjk (or set BEDCENTRE_CHROMIUM)"
        raise RuntimeError(message)
    return found

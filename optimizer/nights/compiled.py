"""Python functions compiled to machine code: what a search does millions of times a second."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from numba import njit

Function = TypeVar("Function", bound=Callable[..., object])


def inlined(function: Function) -> Function:
    """Compile a small function into every place that calls it, so that passing a whole board costs nothing."""
    made: Function = njit(forceinline=True, nogil=True, error_model="numpy")(function)
    return made


def shared(function: Function) -> Function:
    """Compile a function once, called from several places."""
    made: Function = njit(nogil=True, error_model="numpy")(function)
    return made


def kernel(function: Function) -> Function:
    """Compile what Python calls: kept on disk, so that only the very first run has to wait for it."""
    made: Function = njit(nogil=True, error_model="numpy", cache=True)(function)
    return made

"""Python functions compiled to machine code: what a search does millions of times a second."""

from __future__ import annotations

import atexit
import hashlib
import inspect
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from numba import config, njit, typeof
from numba.core.caching import FunctionCache

Function = TypeVar("Function", bound=Callable[..., object])

_FOLDER: Final = Path(__file__).parent
SOURCES: Final = {Path(__file__), _FOLDER / "board.py", _FOLDER / "references.py"}
"""What compiled code is made from: besides files with compiled functions, the constants and types they share."""


def inlined(function: Function) -> Function:
    """Compile a small function into every place that calls it, so that passing things costs nothing.

    Like ``shared`` it makes no arrays, so that nothing counts who holds which (``_nrt``): that took half of the time.
    """
    _of(function)
    made: Function = njit(forceinline=True, nogil=True, error_model="numpy", _nrt=False)(function)
    return made


def shared(function: Function) -> Function:
    """Compile a function that several places call."""
    _of(function)
    made: Function = njit(nogil=True, error_model="numpy", _nrt=False)(function)
    return made


def kernel(function: Function) -> Function:
    """Compile what Python calls: kept on disk, so that only the very first run has to wait for it."""
    _of(function)
    dispatcher = njit(nogil=True, error_model="numpy")(function)
    dispatcher._cache = _cache(function)  # noqa: SLF001 - what cache=True does, with a key of our own
    made: Function = dispatcher
    return made


def kept(function: Callable[..., object], *arguments: object) -> bool:
    """Whether a kernel's code for such arguments is on disk."""
    kinds = tuple(map(typeof, arguments))
    dispatcher: Any = function
    return dispatcher._cache.load_overload(kinds, dispatcher.targetctx) is not None  # noqa: SLF001 - nobody else tells


def _cache(function: Callable[..., object]) -> FunctionCache:
    """Where the code is kept; for this run only where no directory can be written, as in a read-only container."""
    try:
        return _Kept(function)
    except RuntimeError:
        config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp(prefix="bedcentre-")
        atexit.register(shutil.rmtree, config.CACHE_DIR, ignore_errors=True)
        return _Kept(function)


def _of(function: Callable[..., object]) -> None:
    """Note the file of a function that is compiled, if it is one of ours."""
    file = Path(inspect.getfile(function))
    if _FOLDER in file.parents:
        SOURCES.add(file)


def _fingerprint() -> str:
    """Of everything a kernel may be compiled from."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(SOURCES))).hexdigest()


class _Kept(FunctionCache):  # type: ignore[misc]  # numba is untyped here
    """Compiled code on disk. numba only looks at the kernel's own file; the functions in it lie in others."""

    def _index_key(self, *about: object) -> tuple[object, ...]:
        return (*super()._index_key(*about), _fingerprint())

"""Compiled code in time: what is not on disk yet is compiled by another process, while the search goes on without."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from optimizer.index import Index
from optimizer.nights.chain import COUNTS, Chain
from optimizer.nights.compiled import kept
from optimizer.nights.kernel import Answer, adopt, anneal
from optimizer.nights.setting import board_of
from optimizer.problem import Grid, Horizon, Place, Problem, Room
from optimizer.state.hospital import Hospital

if TYPE_CHECKING:
    from optimizer.nights.board import Board


def ready() -> bool:
    """Whether annealing can begin at once. Where it cannot, compiling begins and goes on after this process's end."""
    return _on_disk() or _compiling().poll() is not None


def compile_all() -> None:
    """Compile what a search needs: the same for every problem."""
    Chain(*_smallest(), (1, 1)).run(0.0, 1)


def _smallest() -> tuple[Board, Answer]:
    """A board, and an answer on it."""
    problem = Problem(
        horizon=Horizon(grid=Grid.NIGHTS, length=1, day=1),
        rooms=(Room(id="r", ward="w"),),
        places=(Place(id="r", room="r"),),
        demands=(),
    )
    board = board_of(Hospital(Index.of(problem)))
    people = board.people
    return board, Answer(people.place.copy(), people.start.copy(), people.session.copy(), board.nurses.nurse.copy())


@cache
def _on_disk() -> bool:
    board, answer = _smallest()
    told = np.zeros(COUNTS, np.int64), np.random.default_rng(1), 0.0, 1
    return kept(adopt, board, answer) and kept(anneal, board, answer, *told)


@cache
def _compiling() -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    command = [sys.executable, "-m", "optimizer.nights"]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )

"""The board as compiled code hands it around: by reference, where a tuple of arrays would be copied at every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import types
from numba.experimental import structref

from optimizer.nights.board import Board, Change, Nurses, People, Prices, Rooms, Theatres
from optimizer.nights.compiled import shared

if TYPE_CHECKING:
    from collections.abc import Callable


def _reference(part: Any) -> Callable[..., Any]:
    """What makes a reference with the fields of ``part`` in compiled code."""
    maker = type(f"{part.__name__}Reference", (), {})
    kind = structref.register(type(f"{part.__name__}Type", (types.StructRef,), {}))
    structref.define_constructor(maker, kind, part._fields)
    return maker


_board, _people, _rooms = _reference(Board), _reference(People), _reference(Rooms)
_theatres, _nurses = _reference(Theatres), _reference(Nurses)
_prices, _change = _reference(Prices), _reference(Change)


@shared
def referred(board: Board) -> Board:
    """The same board by reference."""
    return _board(
        _people(*board.people),
        _rooms(*board.rooms),
        _theatres(*board.theatres),
        _nurses(*board.nurses),
        _prices(*board.prices),
        _change(*board.change),
    )

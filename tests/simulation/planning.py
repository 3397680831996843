"""The planner's instant plan, made and published at the test's word."""

from __future__ import annotations

from bedcentre.bootstrap import Application
from bedcentre.planning.answers import greedy_answer
from bedcentre.planning.house import PLANNER
from bedcentre.planning.publishing import full_plan
from bedcentre.planning.snapshot import operational
from bedcentre.usecases.board.picture import Changes


def plan_now(app: Application) -> None:
    """Plan the hospital as it is and offer what came out."""
    with app.reader() as reader:
        snapshot = operational(reader)
    app.execute(full_plan(snapshot, greedy_answer(snapshot.problem), snapshot.picture, Changes()), PLANNER)

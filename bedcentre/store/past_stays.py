"""Two years of finished stays, from which lengths of stay are learned."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, Engine, insert, select

from bedcentre.store.engine import reading
from bedcentre.store.tables.places import past_stay

COLUMNS = [column.name for column in past_stay.columns if column.name != "id"]


def past_stays(engine: Engine) -> pd.DataFrame:
    """One row per finished stay, oldest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(*[past_stay.c[name] for name in COLUMNS]).order_by(past_stay.c.id)).all()
    return pd.DataFrame.from_records([tuple(row) for row in rows], columns=COLUMNS)


def plant_past_stays(connection: Connection, stays: pd.DataFrame) -> None:
    """Write finished stays; other columns than the table's are left out."""
    if stays.empty:
        return
    rows = [
        {"id": number, **dict(zip(COLUMNS, values, strict=True))}
        for number, values in enumerate(stays[COLUMNS].itertuples(index=False, name=None), 1)
    ]
    connection.execute(insert(past_stay), rows)

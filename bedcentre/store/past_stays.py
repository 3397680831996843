"""Two years of finished stays, from which lengths of stay are learned; columns as in the seed's data dictionary."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import BigInteger, Connection, Engine, insert, select, type_coerce

from bedcentre.store.engine import reading
from bedcentre.store.tables.places import past_stay
from bedcentre.store.types import Instant

COLUMNS = [column.name for column in past_stay.columns if column.name != "id"]
INSTANTS = [column.name for column in past_stay.columns if isinstance(column.type, Instant)]


def past_stays(engine: Engine) -> pd.DataFrame:
    """One row per finished stay, by time of admission; instants are aware, in UTC."""
    columns = [
        type_coerce(past_stay.c[name], BigInteger) if name in INSTANTS else past_stay.c[name] for name in COLUMNS
    ]
    with reading(engine) as connection:
        rows = connection.execute(select(*columns).order_by(past_stay.c.id)).all()
    stays = pd.DataFrame.from_records(rows, columns=COLUMNS)
    for name in INSTANTS:
        stays[name] = pd.to_datetime(stays[name], unit="us", utc=True)
    return stays


def plant_past_stays(connection: Connection, stays: pd.DataFrame) -> None:
    """Write finished stays, in the order in which they come."""
    if stays.empty:
        return
    rows = stays[COLUMNS].itertuples(index=False, name=None)
    values = [{"id": number, **dict(zip(COLUMNS, row, strict=True))} for number, row in enumerate(rows, 1)]
    connection.execute(insert(past_stay), values)

"""No two intervals of a bed overlap within a layer, nor two bookings of a theatre: the database itself refuses.

PostgreSQL does it by exclusion constraints over ranges, which need no extension because ids are written as ranges too.
SQLite does it by triggers. An empty interval (start = end) overlaps nothing, an open end reaches for ever.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

GUARDED = {
    "actual_interval": "bed_id",
    "planned_interval": "bed_id",
    "theatre_booking": "theatre_id",
}

EXCLUSION = """
alter table {table} add constraint no_overlap_{table} exclude using gist (
  int8range({owner}, {owner}, '[]') with &&,
  int8range("start", "end") with &&
)
"""

TRIGGER = """
create trigger no_overlap_{table}_{verb} before {verb} on {table}
when new."start" < coalesce(new."end", 9223372036854775807) and exists (
  select 1 from {table} as other
  where other.{owner} = new.{owner} and other.id <> {same}
    and other."start" < coalesce(other."end", 9223372036854775807)
    and other."start" < coalesce(new."end", 9223372036854775807)
    and new."start" < coalesce(other."end", 9223372036854775807)
)
begin select raise(abort, 'no_overlap_{table}'); end
"""


def upgrade() -> None:
    """Apply the change."""
    for table, owner in GUARDED.items():
        if op.get_bind().dialect.name == "postgresql":
            op.execute(EXCLUSION.format(table=table, owner=owner))
        else:
            op.execute(TRIGGER.format(table=table, owner=owner, verb="insert", same="new.id"))
            op.execute(TRIGGER.format(table=table, owner=owner, verb="update", same="old.id"))


def downgrade() -> None:
    """Take it back."""
    for table in GUARDED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"alter table {table} drop constraint no_overlap_{table}")
        else:
            op.execute(f"drop trigger no_overlap_{table}_insert")
            op.execute(f"drop trigger no_overlap_{table}_update")

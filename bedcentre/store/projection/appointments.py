"""What people at home are asked and answer, and who did not come."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, update

from bedcentre.domain.events import (
    BlockLifted,
    ContactNoted,
    NoShowNoted,
    NoShowStruck,
    NoticeChanged,
    NoticeLinked,
    NoticeMade,
)
from bedcentre.store.projection.dispatch import show
from bedcentre.store.tables.appointments import (
    CONTACTS,
    LIFTS,
    NO_SHOWS,
    NOTICES,
    block_lift,
    contact,
    no_show,
    notice,
    notice_link,
)


@show.register
def contact_noted(event: ContactNoted, connection: Connection) -> None:
    """What was said last holds."""
    connection.execute(delete(contact).where(contact.c.patient_id == event.contact.patient_id))
    connection.execute(insert(contact), CONTACTS.values(event.contact))


@show.register
def notice_made(event: NoticeMade, connection: Connection) -> None:
    """It lies in the outbox, or on the telephone list."""
    connection.execute(insert(notice), NOTICES.values(event.notice))


@show.register
def notice_linked(event: NoticeLinked, connection: Connection) -> None:
    """One link more leads to it."""
    connection.execute(insert(notice_link).values(link_hash=event.link_hash, notice_id=event.notice_id))


@show.register
def notice_changed(event: NoticeChanged, connection: Connection) -> None:
    """It stands otherwise now."""
    changed = update(notice).where(notice.c.id == event.notice.id)
    connection.execute(changed.values(NOTICES.values(event.notice)))


@show.register
def no_show_noted(event: NoShowNoted, connection: Connection) -> None:
    """One more on the record."""
    connection.execute(insert(no_show), NO_SHOWS.values(event.no_show))


@show.register
def no_show_struck(event: NoShowStruck, connection: Connection) -> None:
    """It stays on the record and does not count."""
    changed = update(no_show).where(no_show.c.id == event.no_show.id)
    connection.execute(changed.values(NO_SHOWS.values(event.no_show)))


@show.register
def block_lifted(event: BlockLifted, connection: Connection) -> None:
    """What was before counts no more."""
    connection.execute(insert(block_lift), LIFTS.values(event.lift))

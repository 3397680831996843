"""The postman: sends the letters of the outbox after they were committed, each until it is handed over or given up.

A letter is noted as sent only after it was handed over: should the machine stop between, it is sent again (at least
once). Every try has a link of its own, of which the hospital keeps only the hash; the links of all tries work.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from contextlib import AbstractContextManager
from threading import Event, Thread
from typing import Protocol

from bedcentre.domain.appointments import Notice, Subject
from bedcentre.domain.people import Actor
from bedcentre.domain.standby import OfferState
from bedcentre.messaging.letters import letter_of
from bedcentre.store.users import SYSTEM
from bedcentre.usecases.appointments.find import standing
from bedcentre.usecases.appointments.outbox import LinkNotice, NoteDelivery
from bedcentre.usecases.notifier import NotDeliveredError, Notifier
from bedcentre.usecases.ports import Reader

log = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks into the outbox."""

GONE = "appointment_gone"
NO_ADDRESS = "no_address"


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class PostOffice(Protocol):
    """What the postman needs of the running application."""

    def reader(self) -> AbstractContextManager[Reader]:
        """A consistent view of the hospital as it is now."""

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> object:
        """Carry out one command in one transaction."""


class Postman:
    """Works beside the server, in a thread: a slow mail server holds up nobody else."""

    def __init__(self, house: PostOffice, notifier: Notifier, address: str) -> None:
        self._house = house
        self._notifier = notifier
        self._address = address.rstrip("/")
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin to send; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop sending; returns after the letter in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def deliver(self) -> int:
        """Send every letter whose turn has come; how many were tried."""
        with self._house.reader() as reader:
            waiting = reader.notices_to_send()
        for notice in waiting:
            if self._stopping.is_set():
                break
            self._house.execute(NoteDelivery(notice_id=notice.id, problem=self._send(notice)), SYSTEM)
        return len(waiting)

    def _send(self, notice: Notice) -> str:
        """Hand one letter over; why not, or nothing."""
        token = secrets.token_urlsafe(24)
        with self._house.reader() as reader:
            contact = reader.contacts([notice.patient_id]).get(notice.patient_id)
            if contact is None or not contact.email:
                return NO_ADDRESS
            if not _still_asked(reader, notice):
                return GONE
            letter = letter_of(reader, notice, contact.email, f"{self._address}/answer/{token}")
        self._house.execute(LinkNotice(notice_id=notice.id, link_hash=hash_of(token)), SYSTEM)
        try:
            self._notifier.send(letter)
        except NotDeliveredError as error:
            log.warning("Notice %d was not delivered: %s", notice.id, error.problem)
            return error.problem
        return ""

    def _run(self) -> None:
        while not self._stopping.wait(PERIOD):
            try:
                self.deliver()
            except Exception:
                log.exception("The letters of the outbox could not be sent; it is tried again in %g s", PERIOD)


def _still_asked(reader: Reader, notice: Notice) -> bool:
    if notice.subject is Subject.OFFER and notice.offer_id is not None:
        return reader.offer(notice.offer_id).state is OfferState.OPEN
    return standing(reader, notice) is not None

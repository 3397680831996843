"""Letters leave the outbox once, after the commit; failures are tried again and seen; nothing personal is logged."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO

import pytest
from rich.console import Console

from bedcentre.config import Settings, SmtpSecurity
from bedcentre.domain.appointments import Delivery, Notice, Reply
from bedcentre.domain.people import Actor
from bedcentre.messaging.console import ConsoleNotifier
from bedcentre.messaging.postman import GONE, NO_ADDRESS, Postman, hash_of
from bedcentre.messaging.smtp import SmtpNotifier
from bedcentre.store.engine import open_engine
from bedcentre.store.reader import SqlReader
from bedcentre.usecases.appointments.outbox import NoteContact
from bedcentre.usecases.notifier import Letter, NotDeliveredError, Notifier
from bedcentre.usecases.requests import CancelDemand
from tests.messaging.mail_server import mail_server
from tests.store.fixtures import SqliteDatabases
from tests.store.house import House
from tests.store.people_at_home import answer, at, notices, operated, tend

AWAY = "away"


@dataclass
class Counter:
    """Counts how often it is asked to hand a letter over; the first ``vain`` times nobody takes it."""

    vain: int = 0
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)
        if len(self.letters) <= self.vain:
            raise NotDeliveredError(AWAY)


@dataclass
class Open:
    """The house's door as the postman knows it."""

    house: House

    def reader(self) -> AbstractContextManager[SqlReader]:
        return self.house.reader()

    def execute(self, command: object, actor: Actor, command_id: str | None = None) -> None:
        self.house.do(command, actor, command_id)


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The small hospital."""
    engine = open_engine(SqliteDatabases(tmp_path_factory.mktemp("post")).planted(), to_disk=False)
    yield House(engine)
    engine.dispose()


def reminded(house: House) -> Notice:
    """A reminder that waits to be sent."""
    demand_id = operated(house, "A", 12, email="zhao@example.org")
    house.now = at(9, 30)
    tend(house)
    (notice,) = notices(house, demand_id)
    return notice


def postman(house: House, notifier: Notifier) -> Postman:
    """The postman of the house."""
    return Postman(Open(house), notifier, "https://beds.example.org/")


def now(house: House, notice: Notice) -> Notice:
    """The notice as it is."""
    with house.reader() as reader:
        return reader.notice(notice.id)


@contextmanager
def said(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is logged meanwhile names nobody."""
    with caplog.at_level(logging.DEBUG):
        yield
    assert not re.search(r"赵|zhao|example\.org|/answer/", caplog.text)


def settings(port: int) -> Settings:
    """A mail server on this machine."""
    return Settings(
        smtp_host="127.0.0.1", smtp_port=port, smtp_security=SmtpSecurity.NONE, smtp_from="beds@example.org"
    )


def test_a_reminder_goes_out_once_in_both_languages_with_a_link_that_only_the_patient_has(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    notice = reminded(house)
    with mail_server() as box, said(caplog):
        post = postman(house, SmtpNotifier(settings(box.port)))
        assert [post.deliver(), post.deliver()] == [1, 0]
    (letter,) = box.letters
    body = letter.get_content()
    assert letter["To"] == "zhao@example.org"
    assert letter["Message-ID"] == f"<notice-{notice.id}@example.org>"
    assert "赵*：您预约了日间手术" in body
    assert "赵*, we expect you for day surgery on 23 Nov 11:00." in body
    links = set(re.findall(r"https://beds\.example\.org/answer/(\S+)", body))
    assert len(links) == 1
    with house.reader() as reader:
        found = reader.notice_of_link(hash_of(links.pop()))
    assert found == now(house, notice)
    assert found is not None
    assert found.delivery is Delivery.SENT
    with house.engine.connect() as connection:
        journal = "".join(map(str, connection.exec_driver_sql("select payload from journal").all()))
    assert all(link not in journal for link in re.findall(r"/answer/(\S+)", body))


def test_a_refused_letter_is_tried_again_and_then_left_to_the_telephone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    notice = reminded(house)
    with mail_server() as box, said(caplog):
        box.refused = True
        post = postman(house, SmtpNotifier(settings(box.port)))
        post.deliver()
        assert now(house, notice).problem == "SMTPRecipientsRefused"
        assert post.deliver() == 0
        house.wait(minutes=2)
        box.refused = False
        assert post.deliver() == 1
    assert len(box.letters) == 1
    assert (now(house, notice).delivery, now(house, notice).tries) == (Delivery.SENT, 2)


def test_a_server_that_is_away_fails_as_a_sentence_not_as_a_crash(house: House) -> None:
    notice = reminded(house)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        post = postman(house, SmtpNotifier(settings(nobody.getsockname()[1])))
        for _ in range(4):
            post.deliver()
            house.wait(minutes=10)
    assert (now(house, notice).delivery, now(house, notice).problem) == (Delivery.FAILED, "ConnectionRefusedError")
    assert now(house, notice).to_telephone


def test_the_links_of_all_tries_lead_to_the_notice(house: House) -> None:
    notice = reminded(house)
    counter = Counter(vain=1)
    post = postman(house, counter)
    post.deliver()
    house.wait(minutes=3)
    post.deliver()
    assert post.deliver() == 0
    tokens = [letter.link.rpartition("/")[2] for letter in counter.letters]
    assert len(set(tokens)) == 2
    with house.reader() as reader:
        assert {reader.notice_of_link(hash_of(token)) for token in tokens} == {reader.notice(notice.id)}


def test_what_is_gone_is_not_written_about(house: House) -> None:
    notice = reminded(house)
    counter = Counter()
    house.do(NoteContact(patient_id=notice.patient_id, phone="100"))
    postman(house, counter).deliver()
    assert now(house, notice).problem == NO_ADDRESS
    house.do(CancelDemand(demand_id=notice.demand_id, reason="flu"))
    house.do(NoteContact(patient_id=notice.patient_id, email="zhao@example.org"))
    house.wait(minutes=2)
    postman(house, counter).deliver()
    assert now(house, notice).problem == GONE
    assert counter.letters == []


def test_after_the_appointment_nothing_is_sent_any_more(house: House) -> None:
    notice = reminded(house)
    answer(house, notice, Reply.YES)
    house.now = notice.at + timedelta(minutes=1)
    assert postman(house, Counter()).deliver() == 0


def test_the_terminal_says_where_the_link_leads_and_not_for_whom(house: House) -> None:
    reminded(house)
    out = StringIO()
    postman(house, ConsoleNotifier(Console(file=out, width=200))).deliver()
    assert "https://beds.example.org/answer/" in out.getvalue()
    assert not re.search("赵|zhao", out.getvalue())

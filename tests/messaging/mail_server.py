"""A mail server on this machine that takes what it is given, or refuses it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived, and whether recipients are ``refused`` for now."""

    port: int = 0
    refused: bool = False
    letters: list[EmailMessage] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    """One client's lines, answered as RFC 5321 says."""

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb.startswith(b"QUIT"):
                self._say("221 bye")
                return
            if verb.startswith(b"RCPT") and self._box().refused:
                self._say("550 no such person as 赵六".encode("ascii", "replace").decode())
            elif verb == b"DATA":
                self._say("354 go on")
                self._take()
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self._box().letters.append(letter)
        self._say("250 taken")

    def _box(self) -> Mailbox:
        server = self.server
        assert isinstance(server, _Server)
        return server.box

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    """Listens on a port of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.box = Mailbox(port=self.server_address[1])


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """A running server's mailbox."""
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()

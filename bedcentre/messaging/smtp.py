"""Letters by e-mail."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parseaddr

from bedcentre.config import Settings, SmtpSecurity
from bedcentre.usecases.notifier import Letter, NotDeliveredError

SECONDS = 15.0
"""How long a mail server may take for each step."""


class SmtpNotifier:
    """Hands letters to the mail server that the settings name, one connection each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Its ``Message-ID`` follows from the notice, so that a second copy can be told apart.

        Raises:
            NotDeliveredError: the server is away, or refused it.
        """
        try:
            with self._connected() as server:
                server.send_message(self._message(letter))
        except (OSError, smtplib.SMTPException) as error:
            raise NotDeliveredError(type(error).__name__) from None  # the server's words may name the person

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.smtp_from
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Message-ID"] = (
            f"<notice-{letter.notice_id}@{parseaddr(self._settings.smtp_from)[1].partition('@')[2]}>"
        )
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body)
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        host = settings.smtp_host or ""
        kind = smtplib.SMTP_SSL if settings.smtp_security is SmtpSecurity.TLS else smtplib.SMTP
        with kind(host, settings.smtp_port, timeout=SECONDS) as server:
            if settings.smtp_security is SmtpSecurity.STARTTLS:
                server.starttls()
            if settings.smtp_user and settings.smtp_password is not None:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            yield server

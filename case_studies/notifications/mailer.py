"""Sends mails: by SMTP, or into a folder for the demonstration. The error says whether trying again helps."""

import mailbox
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

TIMEOUT = 30.0  # seconds that the mail server has to answer each command


class Undelivered(Exception):  # noqa: N818 - named like the refusals of the domain
    """The mail was not sent. The message is short, for the administrator."""


class Refused(Undelivered):
    """The server refuses this mail permanently. Other mails are not affected."""


class NotNow(Undelivered):
    """The server refuses this mail for now."""


class Unreachable(Undelivered):
    """The server is down or accepts no mail from Casebook, so other mails would fail too."""


class Mailer(Protocol):
    """Anything that accepts a mail."""

    def send(self, message: EmailMessage) -> None:
        """Send a mail. Raises Undelivered."""


class SmtpMailer:
    """Sends mails to an SMTP server, with a new connection for each mail."""

    def __init__(
        self, host: str, port: int, *, security: str, user: str = "", password: str = "", timeout: float = TIMEOUT
    ) -> None:
        self.host, self.port, self.security = host, port, security
        self.user, self.password = user, password
        self.timeout = timeout

    def send(self, message: EmailMessage) -> None:
        """Send a mail to the recipient in its header. Raises Undelivered."""
        try:
            server = self._connect()
            try:
                self._send(server, message)
            finally:
                _disconnect(server)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_describe(error)) from error

    def _connect(self) -> smtplib.SMTP:
        """Return a connection with the configured security. Fails if the server doesn't offer it."""
        if self.security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _send(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, answer),) = error.recipients.values()
            raise _error_by_code(code, answer) from error
        except smtplib.SMTPDataError as error:
            raise _error_by_code(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(_describe(error)) from error


def _disconnect(server: smtplib.SMTP) -> None:
    """Close the connection. An error here does not matter: the server has already accepted or refused the mail."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _error_by_code(code: int, answer: bytes | str) -> Undelivered:
    """Return the error for an SMTP code: 5xx is permanent, 421 closes the connection, other 4xx are temporary."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    kind = Refused if code >= 500 else Unreachable if code == 421 else NotNow
    return kind(_shorten(f"{code} {text}"))


def _describe(error: Exception) -> str:
    return _shorten(f"{type(error).__name__}: {error}")


def _shorten(text: str) -> str:
    return " ".join(text.split())[:200]


class FolderMailer:
    """Stores mails in a folder (Maildir) instead of sending them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Add a mail to the folder."""
        mailbox.Maildir(self.folder).add(message)

"""How a mail leaves: by SMTP, or into a folder that the demonstration shows. What fails says whether to try again."""

import mailbox
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

PATIENCE = 30.0  # seconds that the mail server has for each answer


class Undelivered(Exception):  # noqa: N818 - named as what it says, like the refusals of the domain
    """The mail did not leave. The message is short and for whoever runs this Casebook."""


class Refused(Undelivered):
    """This mail is refused for good; the others are not concerned."""


class NotNow(Undelivered):
    """This mail is not taken now, and may be later."""


class Unreachable(Undelivered):
    """The server is down, or takes no mail from us at all: the others would fare no better."""


class Mailer(Protocol):
    """Whatever takes a mail."""

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over, or raise Undelivered."""


class SmtpMailer:
    """Hands mails to an SMTP server, each in a conversation of its own."""

    def __init__(
        self, host: str, port: int, *, security: str, user: str = "", password: str = "", patience: float = PATIENCE
    ) -> None:
        self.host, self.port, self.security = host, port, security
        self.user, self.password = user, password
        self.patience = patience

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over; its one recipient is the one that its header names."""
        try:
            server = self._connected()
            try:
                self._hand_over(server, message)
            finally:
                _part(server)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_short(error)) from error

    def _connected(self) -> smtplib.SMTP:
        """Return a conversation that is as safe as was asked for, or none at all."""
        if self.security == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.patience, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.patience)
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            raise _by_code(code, said) from error
        except smtplib.SMTPDataError as error:
            raise _by_code(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(_short(error)) from error


def _part(server: smtplib.SMTP) -> None:
    """End the conversation. A mail that was taken stays taken, however the server says good-bye."""
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _by_code(code: int, said: bytes | str) -> Undelivered:
    """Tell the refusals apart: 5xx is for good, 421 is the end of the conversation, other 4xx pass."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    kind = Refused if code >= 500 else Unreachable if code == 421 else NotNow
    return kind(_cut(f"{code} {text}"))


def _short(error: Exception) -> str:
    return _cut(f"{type(error).__name__}: {error}")


def _cut(text: str) -> str:
    return " ".join(text.split())[:200]


class FolderMailer:
    """Keeps mails in a folder (Maildir) instead of sending them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Put a mail into the folder."""
        mailbox.Maildir(self.folder).add(message)

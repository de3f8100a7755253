"""A worker of its own that sends what waits and, at a chosen instant, is killed.

    python -m tests.support.processes.send_mails INSTANT DATABASE_URL FOLDER PORT

The platform is put together from its parts, with a mailer that dies; the product is not patched.
"""

import os
import signal
import sys
from email.message import EmailMessage
from pathlib import Path

from case_studies.bootstrap import assemble_platform
from case_studies.notifications.email import MailSettings
from case_studies.notifications.mailer import SmtpMailer

NEVER = "never"
BEFORE_IT_IS_SENT = "between claim and send"
BEFORE_IT_IS_NOTED = "between send and note"


class MortalMailer(SmtpMailer):
    """Sends, but for the instant at which its process is gone as by a power cut."""

    instant = NEVER

    def send(self, message: EmailMessage) -> None:
        if self.instant == BEFORE_IT_IS_SENT:
            os.kill(os.getpid(), signal.SIGKILL)
        super().send(message)
        if self.instant == BEFORE_IT_IS_NOTED:
            os.kill(os.getpid(), signal.SIGKILL)


def send(instant: str, database_url: str, folder: str, port: str) -> None:
    """Do one run of the outbox."""
    mailer = MortalMailer("127.0.0.1", int(port), security="none")
    mailer.instant = instant
    head = MailSettings("https://casebook.example.org", "casebook@localhost", "s" * 32)
    print(assemble_platform(database_url, Path(folder), mail_settings=head, mailer=mailer).outbox.send())  # noqa: T201


if __name__ == "__main__":
    send(*sys.argv[1:])

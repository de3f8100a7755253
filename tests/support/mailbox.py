"""A platform with a real mail server beside it, and what the server got."""

import json
import subprocess
import sys
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from sqlalchemy import select

from case_studies.models import Account, Mail, Notification
from case_studies.notifications.mailer import SmtpMailer
from case_studies.notifications.outbox import Outbox
from tests.support.world import World

HOUSE = Path(__file__).parents[2]
ADDRESS = "https://casebook.example.org"
OFFICE = "adviser@mission.example"
TIMEOUT = 0.5  # seconds


@dataclass
class MailServer:
    """The process that takes mails; its answers can be set; it can be stopped, and started again on its port."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.support.smtp_server", str(self.folder), str(self.port)]
        self.process = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def answers(self, **answers: str) -> None:
        """Set its answers, by address, or to `all`, or to the text of a mail (`data`)."""
        told = {"*" if name == "all" else name: answer for name, answer in answers.items()}
        (self.folder / "answers").write_text(json.dumps(told))

    @property
    def taken(self) -> list["Taken"]:
        """The mails that it took."""
        return [Taken.read(path) for path in sorted(self.folder.glob("*.eml"))]

    def taken_for(self, office: str) -> list["Taken"]:
        return [mail for mail in self.taken if mail.recipient == f"{office}@demo.example"]


@dataclass(frozen=True)
class Taken:
    """One mail as the server got it."""

    recipient: str
    raw: str
    message: EmailMessage

    @classmethod
    def read(cls, path: Path) -> "Taken":
        recipient, raw = path.read_bytes().split(b"\n", 1)
        return cls(recipient.decode(), raw.decode(), message_from_bytes(raw, _class=EmailMessage, policy=default))

    @property
    def text(self) -> str:
        return str(self.message.get_content())

    @property
    def everything(self) -> str:
        """Header and text, decoded."""
        return "\n".join([*(f"{name}: {value}" for name, value in self.message.items()), self.text])


@dataclass
class Post:
    """A world whose mails go to a server."""

    world: World
    server: MailServer
    outbox: Outbox = field(init=False)

    @classmethod
    def beside(cls, world: World, server: MailServer) -> "Post":
        """Return the same platform, set up to send."""
        config = replace(
            world.config, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none", public_url=ADDRESS
        )
        same = World(config, clock=world.clock, snapshots=world.snapshots, original=world.original)
        return cls(same, server)

    def __post_init__(self) -> None:
        casebook = self.world.platform
        mailer = SmtpMailer("127.0.0.1", self.server.port, security="none", timeout=TIMEOUT)
        self.outbox = Outbox(casebook.work, casebook.outbox.settings, mailer)

    def send(self) -> int:
        """Do one run of the outbox."""
        return self.outbox.send()

    def later(self, **time: float) -> None:
        """Let time go by."""
        self.world.clock.moment += timedelta(**time)

    def mails(self) -> list[Mail]:
        """Return the rows of the outbox."""
        with self.world.platform.work.reading() as session:
            return list(session.scalars(select(Mail).order_by(Mail.id)))

    def notifications(self, office: str | None = None) -> list[Notification]:
        """Return the notices of one office, or all."""
        query = select(Notification).join(Account, Account.id == Notification.account_id).order_by(Notification.id)
        if office is not None:
            query = query.where(Account.email == f"{office}@demo.example")
        with self.world.platform.work.reading() as session:
            return list(session.scalars(query))

    def run(self, *words: str) -> str:
        """Run a command of the platform."""
        result = self.world.app.test_cli_runner().invoke(args=words)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def mail(self, **wanted: Any) -> Mail:
        """Return the one mail of the outbox with these values."""
        (found,) = [m for m in self.mails() if all(getattr(m, name) == value for name, value in wanted.items())]
        return found

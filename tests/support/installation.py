"""A fresh Casebook outside the demonstration, as an operator sets it up: settings, commands, a mail server."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.loaded import forked
from tests.support.mailbox import MailServer
from tests.support.processes.loaded import command

LINK = re.compile(r"https?://\S+/sign-in/password/\S+")


@dataclass
class Installation:
    """The folder and the settings of one Casebook, and its commands."""

    data: Path
    mail: MailServer
    public_url: str
    settings: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.settings = {
            "DATA_DIR": str(self.data),
            "DEMO_MODE": "0",
            "SECURE_COOKIES": "1",
            "PUBLIC_URL": self.public_url,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "casebook@friends.example.org",
            "BEHIND_PROXIES": "1",
            "NETWORK_TRIES": "10000",  # all offices sit behind one address here
        }

    def run(self, *words: str) -> str:
        """Run a command of the program that must succeed, and return what it printed."""
        with forked(command, self.settings, list(words)) as (process, output):
            printed = output.read()
            process.join()
            assert process.exitcode == 0, printed
        return printed

    def invitation(self, address: str) -> str:
        """Let the worker send what waits, and return the newest link that an office got to set its password."""
        self.run("worker", "--once")
        links = [LINK.search(mail.text) for mail in self.mail.taken if mail.recipient == address]
        (link,) = [found.group() for found in links if found]
        return link

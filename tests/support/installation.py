"""A fresh Casebook outside the demonstration, as an operator sets it up: settings, commands, a mail server."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.mailbox import MailServer

HOUSE = Path(__file__).parents[2]
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
        """Run a command that must succeed, and return what it printed."""
        command = [Path(sys.executable).parent / "casebook", *words]
        done = subprocess.run(
            command, cwd=HOUSE, env={**os.environ, **self.settings}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def invitation(self, address: str) -> str:
        """Let the worker send what waits, and return the newest link that an office got to set its password."""
        self.run("worker", "--once")
        links = [LINK.search(mail.text) for mail in self.mail.taken if mail.recipient == address]
        (link,) = [found.group() for found in links if found]
        return link

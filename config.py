"""All settings, from environment variables, with their defaults. Casebook refuses to start with unsafe settings.

docs/operations.md lists them; a test compares its table with this file.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

SHORTEST_SECRET = 32
MAILBOX = re.compile(r"[^@\s<>\"?&%]+@[^@\s<>\"?&%]+")
SMTP_SECURITY = ("starttls", "tls", "none")
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class UnsafeConfiguration(Exception):
    """A setting is invalid or unsafe. The message says what to set instead."""


def setting(default: Any, doc: str) -> Any:
    """Declare a setting: the environment variable has the field's name in capitals."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class Config:
    """The settings of one running Casebook."""

    data_dir: Path = setting(
        Path("data"), "folder for everything that is written: database, indexes, the generated secret"
    )
    host: str = setting("127.0.0.1", "the address that `make run` listens on; `0.0.0.0` in a container")
    port: int = setting(8000, "the port that `make run` serves on")
    web_workers: int = setting(2, "web processes of `make run`")
    request_seconds: int = setting(60, "seconds within which a request must have arrived as a whole")
    requests_per_minute: int = setting(
        1200, "requests of one network in a minute that one web process answers before it says 429; 0: no limit"
    )
    database_url: str = setting(
        "", "SQLAlchemy URL; empty for SQLite in `DATA_DIR`; PostgreSQL: `postgresql+psycopg://…`"
    )
    secret_key: str = setting("", "signs sessions, at least 32 characters; empty: generated once into `DATA_DIR`")
    demo_mode: bool = setting(
        False, "demonstration mode: accounts and library of the demonstration, a banner on every page"
    )
    demo_password: str = setting("open-casebook-2518", "the password of all demonstration accounts")
    secure_cookies: bool = setting(
        False, "send cookies over HTTPS only; required outside demonstration mode unless `ALLOW_HTTP`"
    )
    allow_http: bool = setting(False, "allow cookies over plain HTTP outside demonstration mode (a closed network)")
    behind_proxies: int = setting(
        0, "number of reverse proxies in front that set X-Forwarded-For and X-Forwarded-Proto"
    )
    reviews_required: int = setting(2, "number of approvals a revision needs, and of reviewers a round needs")
    answer_days: int = setting(7, "days to answer an invitation to review")
    review_days: int = setting(21, "days to submit a review")
    revise_days: int = setting(45, "days to submit a requested revision")
    stalled_days: int = setting(
        30, "days without movement after which a case is listed at the top of the editors' desk"
    )
    open_review: bool = setting(False, "show reviewers' names to submitters and to each other")
    public_url: str = setting(
        "", "the address that links in mails begin with, such as `https://casebook.example.org`; empty: localhost"
    )
    smtp_host: str = setting(
        "", "the mail server; empty: no mail is sent, in demonstration mode a page shows the mails"
    )
    smtp_port: int = setting(587, "the port of the mail server")
    smtp_security: str = setting("starttls", "`starttls`, `tls` or `none`")
    smtp_user: str = setting("", "the user name for the mail server; empty: no sign-in")
    smtp_password: str = setting("", "the password for the mail server")
    mail_from: str = setting("casebook@localhost", "the sender of mails")
    contact_email: str = setting("", "the mailbox for questions and feedback; empty: the page says whom to ask instead")
    session_idle_hours: int = setting(12, "hours without use after which a session ends")
    session_hours: int = setting(168, "hours after which a session ends, used or not")
    privileged_session_idle_hours: int = setting(2, "the same, without use, for editors and administrators")
    privileged_session_hours: int = setting(24, "the same, used or not, for editors and administrators")
    network_tries: int = setting(20, "tries to sign in from one network before each next one has to wait")
    log_level: str = setting("INFO", "DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Config":
        """Read the settings and check them. Raises UnsafeConfiguration."""
        source = os.environ if environment is None else environment
        values = {
            f.name: _parse(f.name, f.default, source[f.name.upper()]) for f in fields(cls) if f.name.upper() in source
        }
        config = cls(**values)
        config.check()
        return config

    def check(self) -> None:
        """Raise UnsafeConfiguration for settings that are unsafe or can't work."""
        for holds, message in (*self._server_rules(), *self._mail_rules()):
            if not holds:
                raise UnsafeConfiguration(message)

    def _server_rules(self) -> tuple[tuple[bool, str], ...]:
        """Return whether each rule about the server and the workflow holds, with what to set instead."""
        return (
            (1 <= self.port <= 65535, "PORT must be from 1 to 65535."),
            (self.web_workers >= 1, "WEB_WORKERS must be at least 1."),
            (self.request_seconds >= 1, "REQUEST_SECONDS must be at least 1."),
            (self.requests_per_minute >= 0, "REQUESTS_PER_MINUTE must be 0 or more."),
            (self.behind_proxies >= 0, "BEHIND_PROXIES must be 0 or more."),
            (self.reviews_required >= 1, "REVIEWS_REQUIRED must be at least 1: no case is published without a review."),
            (self.answer_days >= 1, "ANSWER_DAYS must be at least 1."),
            (self.review_days >= 1, "REVIEW_DAYS must be at least 1."),
            (self.revise_days >= 1, "REVISE_DAYS must be at least 1."),
            (self.stalled_days >= 1, "STALLED_DAYS must be at least 1."),
            (self.network_tries >= 1, "NETWORK_TRIES must be at least 1."),
            (
                1 <= self.session_idle_hours <= self.session_hours,
                "SESSION_IDLE_HOURS must be at least 1, and at most SESSION_HOURS.",
            ),
            (
                1 <= self.privileged_session_idle_hours <= self.privileged_session_hours,
                "PRIVILEGED_SESSION_IDLE_HOURS must be at least 1, and at most PRIVILEGED_SESSION_HOURS.",
            ),
            (
                not self.secret_key or len(self.secret_key) >= SHORTEST_SECRET,
                "SECRET_KEY needs at least 32 characters.",
            ),
            (len(self.demo_password) >= 12, "DEMO_PASSWORD needs at least 12 characters."),
            (
                self.demo_mode or self.secure_cookies or self.allow_http,
                "Set SECURE_COOKIES=1 (served over HTTPS), or ALLOW_HTTP=1 on a closed network, or DEMO_MODE=1.",
            ),
        )

    def _mail_rules(self) -> tuple[tuple[bool, str], ...]:
        """Return whether each rule about mails and their links holds, with what to set instead."""
        return (
            (1 <= self.smtp_port <= 65535, "SMTP_PORT must be from 1 to 65535."),
            (self.smtp_security in SMTP_SECURITY, "SMTP_SECURITY must be starttls, tls or none."),
            (
                not self.smtp_password or self.smtp_security != "none",
                "SMTP_PASSWORD would be sent unencrypted: set SMTP_SECURITY to starttls or tls.",
            ),
            ("@" in self.mail_from and self.mail_from.isprintable(), "MAIL_FROM is not an e-mail address."),
            (
                not self.contact_email or MAILBOX.fullmatch(self.contact_email) is not None,
                "CONTACT_EMAIL is not an e-mail address.",
            ),
            (
                not self.public_url or self.public_url.startswith(("https://", "http://")),
                "PUBLIC_URL must start with https:// or http://.",
            ),
        )

    @property
    def database(self) -> str:
        """The database URL, SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'casebook.sqlite3'}"

    @property
    def address(self) -> str:
        """The address of this Casebook, without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def mail_dir(self) -> Path:
        """The folder of the mails that the demonstration shows."""
        return self.data_dir / "mail"

    @property
    def index_dir(self) -> Path:
        """The folder of the search indexes."""
        return self.data_dir / "index"

    def secret(self) -> str:
        """Return the signing secret. If none is set, it is created once and stored in the data folder."""
        if self.secret_key:
            return self.secret_key
        self.data_dir.mkdir(parents=True, exist_ok=True)
        path = self.data_dir / "secret_key"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text().strip()


def _parse(name: str, default: Any, text: str) -> Any:
    """Return the value of a setting in the type of its default."""
    try:
        if isinstance(default, bool):
            return _parse_boolean(text)
        return type(default)(text)
    except ValueError as error:
        raise UnsafeConfiguration(f"{name.upper()} is not valid: {text!r}.") from error


def _parse_boolean(text: str) -> bool:
    word = text.strip().lower()
    if word not in TRUE | FALSE:
        raise ValueError(text)
    return word in TRUE

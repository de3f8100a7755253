"""All settings, from environment variables, with their defaults. Casebook refuses to start with unsafe settings.

docs/operations.md lists them; a test compares its table with this file.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from config_providers import Provider, read_providers
from config_rules import problems_of, read_credentials, read_setting


class UnsafeConfiguration(Exception):
    """Settings are invalid or unsafe. The message has one line each, which says what to set instead."""


def setting(default: Any, doc: str) -> Any:
    """Declare a setting: the environment variable has the field's name in capitals."""
    return field(default=default, metadata={"doc": doc})


@dataclass(frozen=True)
class Config:
    """The settings of one running Casebook."""

    data_dir: Path = setting(
        Path("data"), "folder for everything that is written: database, indexes, files, the generated secret"
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
    files_bucket: str = setting("", "the bucket of an S3-compatible store for files; empty: files are in `DATA_DIR`")
    files_endpoint: str = setting("", "the address of that store, such as `https://s3.example.org`; empty: Amazon's")
    files_region: str = setting("us-east-1", "the region of that store")
    files_key_id: str = setting("", "the access key of that store")
    files_key_secret: str = setting("", "the secret of that access key")
    secret_key_fallbacks: str = setting(
        "", "earlier values of `SECRET_KEY`, separated by commas: what they signed stays valid until they are removed"
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
    confirmation_months: int = setting(
        12, "months after which a delegation is asked to confirm a published case; then the case says that it is not"
    )
    posts_kept_days: int = setting(
        365, "days for which the posts of a discussion are kept after it closed, for discussions started from now on"
    )
    open_review: bool = setting(False, "show reviewers' names to submitters and to each other")
    public_url: str = setting(
        "",
        "the address that all links begin with, such as `https://casebook.example.org`; requests for other hosts are refused; empty: the address of the request, in mails localhost",
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
    fresh_sign_in_minutes: int = setting(
        15, "minutes after signing in in which roles, tokens and the second factor can be changed; then once more"
    )
    network_tries: int = setting(20, "tries to sign in from one network before each next one has to wait")
    openid_providers: str = setting(
        "",
        "OpenID providers of ministries with which offices of their delegations can sign in, as JSON; see [below](#sign-in-with-a-provider)",
    )
    metrics_token: str = setting(
        "", "the bearer token with which `/metrics` is read, at least 32 characters; empty: there is no such page"
    )
    log_level: str = setting("INFO", "DEBUG, INFO, WARNING or ERROR")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Config":
        """Read the settings and check them. Raises UnsafeConfiguration."""
        source = os.environ if environment is None else environment
        credentials, unreadable = read_credentials(source, [f.name.upper() for f in fields(cls)])
        source = {**source, **credentials}
        values: dict[str, Any] = {}
        for f in fields(cls):
            name = f.name.upper()
            try:
                if name in source:
                    values[f.name] = read_setting(name, f.default, source[name])
            except ValueError as error:
                unreadable[name] = str(error)
        config = cls(**values)
        others = [problem for problem in problems_of(config) if not any(name in problem for name in unreadable)]
        if unreadable or others:
            raise UnsafeConfiguration("\n".join((*unreadable.values(), *others)))
        return config

    @property
    def database(self) -> str:
        """The database URL, SQLite in the data folder by default."""
        scheme, separator, rest = self.database_url.partition("://")
        if scheme in ("postgres", "postgresql"):  # the names that hosters give
            return f"postgresql+psycopg{separator}{rest}"
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'casebook.sqlite3'}"

    @property
    def earlier_secrets(self) -> tuple[str, ...]:
        """The earlier secrets, which only open what they signed."""
        return tuple(filter(None, (secret.strip() for secret in self.secret_key_fallbacks.split(","))))

    @property
    def address(self) -> str:
        """The address of this Casebook, without a slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The providers with which offices can sign in."""
        return read_providers(self.openid_providers)

    @property
    def mail_dir(self) -> Path:
        """The folder of the mails that the demonstration shows."""
        return self.data_dir / "mail"

    @property
    def index_dir(self) -> Path:
        """The folder of the search indexes."""
        return self.data_dir / "index"

    def make_data_dir(self) -> None:
        """Make the data folder, for this account alone."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def is_data_dir_open(self) -> bool:
        """Whether other accounts of this machine can reach into the data folder."""
        return self.data_dir.exists() and bool(self.data_dir.stat().st_mode & 0o077)

    def secret(self) -> str:
        """Return the signing secret. If none is set, it is created once and stored in the data folder."""
        if self.secret_key:
            return self.secret_key
        self.make_data_dir()
        path = self.data_dir / "secret_key"
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text().strip()

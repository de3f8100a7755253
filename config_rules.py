"""What each setting must look like. A problem is one line that names the setting and the right form."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from config_providers import problem_of_providers

if TYPE_CHECKING:
    from config import Config

SHORTEST_SECRET = 32
MAILBOX = r"[^@\s<>\"?&%,;]+@[^@\s<>\"?&%,;]+"
SENDER = re.compile(rf"{MAILBOX}|[^<>\",;@]+ <{MAILBOX}>")
SMTP_SECURITY = ("starttls", "tls", "none")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("sqlite", "postgres", "postgresql", "postgresql+psycopg")
AT_LEAST_ONE = (
    "web_workers",
    "request_seconds",
    "answer_days",
    "review_days",
    "revise_days",
    "stalled_days",
    "confirmation_months",
    "posts_kept_days",
    "fresh_sign_in_minutes",
    "network_tries",
)
NOT_NEGATIVE = ("requests_per_minute", "behind_proxies")
PORTS = ("port", "smtp_port")
TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


def read_setting(name: str, default: Any, text: str) -> Any:
    """Return the value of a setting in the type of its default. Raises ValueError with a line for people."""
    if isinstance(default, bool):
        word = text.strip().lower()
        if word not in TRUE | FALSE:
            raise ValueError(f"{name} must be 1 or 0, not {text!r}.")
        return word in TRUE
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError as error:
            raise ValueError(f"{name} must be a whole number, such as {default}, not {text!r}.") from error
    return type(default)(text)


def read_credentials(source: Mapping[str, str], names: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the settings that are files in `CREDENTIALS_DIRECTORY`, and a line for each that can't be read.

    A secrets manager, such as systemd's credentials, puts them there. A file has the setting's name in small letters.
    """
    credentials: dict[str, str] = {}
    problems: dict[str, str] = {}
    folder = source.get("CREDENTIALS_DIRECTORY")
    for name in names if folder else ():
        path = Path(str(folder)) / name.lower()
        try:
            if path.exists():
                credentials[name] = path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            problems[name] = f"{name} can't be read from {path}."
        if name in credentials and source.get(name):
            problems[name] = (
                f"{name} is set twice: remove it from the environment, or its file in CREDENTIALS_DIRECTORY."
            )
    return credentials, problems


def problems_of(config: "Config") -> list[str]:
    """Return what is invalid or unsafe, one line each."""
    rules = (
        *_number_rules(config),
        *_session_rules(config),
        *_server_rules(config),
        *_mail_rules(config),
        *_provider_rules(config),
    )
    return [message for holds, message in rules if not holds]


Rule = tuple[bool, str]


def _provider_rules(config: "Config") -> Iterator[Rule]:
    problem = problem_of_providers(config.openid_providers, demonstration=config.demo_mode)
    yield not problem, problem
    yield (
        not config.openid_providers or bool(config.public_url) or config.demo_mode,
        "PUBLIC_URL must be set where OPENID_PROVIDERS is, because providers send browsers back to it.",
    )


def _number_rules(config: "Config") -> Iterator[Rule]:
    for name in AT_LEAST_ONE:
        yield getattr(config, name) >= 1, f"{name.upper()} must be at least 1."
    for name in NOT_NEGATIVE:
        yield getattr(config, name) >= 0, f"{name.upper()} must be 0 or more."
    for name in PORTS:
        yield 1 <= getattr(config, name) <= 65535, f"{name.upper()} must be from 1 to 65535."
    yield config.reviews_required >= 1, "REVIEWS_REQUIRED must be at least 1: no case is published without a review."


def _session_rules(config: "Config") -> Iterator[Rule]:
    yield (
        1 <= config.session_idle_hours <= config.session_hours,
        "SESSION_IDLE_HOURS must be at least 1, and at most SESSION_HOURS.",
    )
    yield (
        1 <= config.privileged_session_idle_hours <= config.privileged_session_hours,
        "PRIVILEGED_SESSION_IDLE_HOURS must be at least 1, and at most PRIVILEGED_SESSION_HOURS.",
    )
    yield (
        not config.secret_key or len(config.secret_key) >= SHORTEST_SECRET,
        f"SECRET_KEY must have at least {SHORTEST_SECRET} characters.",
    )
    yield (
        not config.metrics_token or len(config.metrics_token) >= SHORTEST_SECRET,
        f"METRICS_TOKEN must have at least {SHORTEST_SECRET} characters.",
    )
    yield (
        all(len(secret) >= SHORTEST_SECRET for secret in config.earlier_secrets),
        f"SECRET_KEY_FALLBACKS must be secrets of at least {SHORTEST_SECRET} characters, separated by commas.",
    )
    yield len(config.demo_password) >= 12, "DEMO_PASSWORD must have at least 12 characters."
    yield (
        config.demo_mode or config.secure_cookies or config.allow_http,
        "Set SECURE_COOKIES=1 (served over HTTPS), or ALLOW_HTTP=1 on a closed network, or DEMO_MODE=1.",
    )


def _server_rules(config: "Config") -> Iterator[Rule]:
    yield not set("?%#") & set(str(config.data_dir)), "DATA_DIR must be the path of a folder without ?, % and #."
    yield (
        not config.database_url or config.database_url.partition("://")[0] in DATABASES,
        "DATABASE_URL must begin with postgresql+psycopg://, or be empty for SQLite in DATA_DIR.",
    )
    yield (
        config.demo_mode
        or all(map(_is_this_machine, _database_hosts(config.database_url)))
        or _is_verified(config.database_url),
        "DATABASE_URL must have ?sslmode=verify-full where the database is on another machine.",
    )
    yield (
        not config.files_bucket or bool(config.files_key_id and config.files_key_secret),
        "FILES_KEY_ID and FILES_KEY_SECRET must be set where FILES_BUCKET is.",
    )
    yield (
        not config.files_endpoint.startswith("http://") or _is_this_machine(urlsplit(config.files_endpoint).netloc),
        "FILES_ENDPOINT must begin with https:// where the store is on another machine.",
    )
    yield config.log_level.upper() in LOG_LEVELS, f"LOG_LEVEL must be {', '.join(LOG_LEVELS[:-1])} or {LOG_LEVELS[-1]}."
    yield (
        not config.public_url or _is_address(config.public_url),
        "PUBLIC_URL must be an address without a path, such as https://casebook.example.org.",
    )
    yield (
        not (config.secure_cookies and config.public_url.lower().startswith("http://")),
        "PUBLIC_URL must begin with https:// where SECURE_COOKIES is 1.",
    )


def _database_hosts(url: str) -> list[str]:
    """Return the hosts of a database; a path is a socket of this machine."""
    if url.startswith("sqlite"):
        return []
    parts = urlsplit(url)
    named = parts.netloc.rpartition("@")[2]
    hosts = [*named.split(","), *parse_qs(parts.query).get("host", [])]
    return [host for host in hosts if host]


def _is_this_machine(host: str) -> bool:
    name = host.removeprefix("[").partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return name.startswith(("/", "127.", "%2F", "%2f")) or name in ("localhost", "::1") or host == "::1"


def _is_verified(url: str) -> bool:
    return parse_qs(urlsplit(url).query).get("sslmode") == ["verify-full"]


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text and "@" not in text
    is_bare = parts.path in ("", "/") and "?" not in text and "#" not in text
    return plain and is_bare and has_host and parts.scheme in ("http", "https")


def _mail_rules(config: "Config") -> Iterator[Rule]:
    yield config.smtp_security in SMTP_SECURITY, "SMTP_SECURITY must be starttls, tls or none."
    yield (
        not config.smtp_password or config.smtp_security != "none",
        "SMTP_PASSWORD would be sent unencrypted: set SMTP_SECURITY to starttls or tls.",
    )
    yield (
        config.smtp_security != "none"
        or not config.smtp_host
        or _is_this_machine(config.smtp_host)
        or config.demo_mode,
        "SMTP_SECURITY must be starttls or tls where SMTP_HOST is another machine.",
    )
    yield (
        SENDER.fullmatch(config.mail_from) is not None and config.mail_from.isprintable(),
        "MAIL_FROM must be one e-mail address, such as casebook@example.org or Casebook <casebook@example.org>.",
    )
    yield (
        not config.contact_email or re.fullmatch(MAILBOX, config.contact_email) is not None,
        "CONTACT_EMAIL must be one e-mail address, such as casebook@example.org.",
    )
    yield (
        not config.smtp_host or bool(config.public_url) or config.demo_mode,
        "PUBLIC_URL must be set where SMTP_HOST is, because mails contain links: https://casebook.example.org.",
    )

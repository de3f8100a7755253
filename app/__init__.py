"""The delivery: a Flask application over the domain. It translates between HTTP and the domain, and decides nothing."""

import logging
import os

from flask import Flask
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect

from app import (
    api,
    assets,
    caching,
    cli,
    compression,
    current,
    errors,
    identity,
    limits,
    log_lines,
    pages,
    public_address,
    request_metrics,
    security_headers,
    templating,
    url_converters,
)
from app.arriving_request import LARGEST_REQUEST
from case_studies.attachments.store import FileStore
from case_studies.bootstrap import Platform, assemble_platform
from case_studies.clock import Clock, system_clock
from case_studies.notifications.email import MailSettings
from case_studies.notifications.mailer import FolderMailer, Mailer, SmtpMailer
from case_studies.passwords import Passwords
from case_studies.settings import CHANGEABLE, Settings
from config import Config, UnsafeConfiguration

log = logging.getLogger(__name__)


def create_app(
    config: Config | None = None,
    *,
    app: Flask | None = None,
    clock: Clock = system_clock,
    passwords: Passwords | None = None,
) -> Flask:
    """Return the application for these settings, by default those of the environment: a new one, or one just built."""
    config = config or read_settings()
    log_lines.configure(config.log_level.upper())
    os.umask(0o077)  # what is written is for this account alone
    app = app or build_app()
    connect(app, config, clock=clock, passwords=passwords)
    if config.is_data_dir_open:
        log.warning("DATA_DIR can be read by other accounts of this machine: chmod -R go= closes it.")
    return app


def build_app() -> Flask:
    """Make an application with all its addresses, and with no settings and no platform yet."""
    app = Flask("app", static_folder=None)
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        MAX_FORM_PARTS=limits.MOST_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,  # a form can be sent as long as the session lasts
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="en",
    )
    request_metrics.start(app)
    compression.start(app)
    log_lines.start(app)
    Babel(app)
    public_address.start(app)
    limits.start(app)
    protection = CSRFProtect(app)
    current.start(app)
    identity.start(app)
    security_headers.start(app)
    caching.start(app)
    assets.start(app)
    templating.start(app)
    errors.attach(app)
    url_converters.start(app)
    pages.register(app)
    api.register(app, protection)
    cli.register(app)
    return app


def connect(app: Flask, config: Config, *, clock: Clock = system_clock, passwords: Passwords | None = None) -> None:
    """Give an application its settings, and the platform that they describe."""
    app.config.update(
        SECRET_KEY=config.secret(),
        SECRET_KEY_FALLBACKS=list(config.earlier_secrets),
        SESSION_COOKIE_SECURE=config.secure_cookies,
        # browsers accept a name with __Host- only from this host, over HTTPS, for all its paths (RFC 6265bis, 4.1.3.2)
        SESSION_COOKIE_NAME="__Host-casebook" if config.secure_cookies else "casebook",
    )
    public_address.connect(app, config)
    app.extensions["casebook_config"] = config
    app.extensions["casebook"] = _platform(config, clock, passwords)


def read_settings() -> Config:
    """Return the settings. Invalid settings end the process with one line each, under gunicorn and in commands."""
    try:
        return Config.from_environment()
    except UnsafeConfiguration as error:
        raise SystemExit(str(error)) from error


def _platform(config: Config, clock: Clock, passwords: Passwords | None) -> Platform:
    changeable = {name: getattr(config, name) for name in CHANGEABLE}
    settings = Settings(**changeable, open_review=config.open_review, mails=bool(config.smtp_host) or config.demo_mode)
    config.make_data_dir()
    mail_settings = MailSettings(config.address, config.mail_from, config.secret())
    return assemble_platform(
        config.database,
        config.index_dir,
        files=_file_store(config),
        settings=settings,
        clock=clock,
        passwords=passwords,
        mail_settings=mail_settings,
        mailer=_mailer(config),
    )


def _file_store(config: Config) -> FileStore | None:
    """Return the store of the settings, or None for the folder beside the indexes."""
    if not config.files_bucket:
        return None
    from case_studies.attachments.s3_store import S3Store  # its library is large, and few need it

    return S3Store(
        config.files_bucket,
        endpoint=config.files_endpoint,
        region=config.files_region,
        key_id=config.files_key_id,
        key_secret=config.files_key_secret,
    )


def _mailer(config: Config) -> Mailer | None:
    """Return what sends mails: SMTP, else the folder of the demonstration, else nothing."""
    if config.smtp_host:
        return SmtpMailer(
            config.smtp_host,
            config.smtp_port,
            security=config.smtp_security,
            user=config.smtp_user,
            password=config.smtp_password,
        )
    return FolderMailer(config.mail_dir) if config.demo_mode else None

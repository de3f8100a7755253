"""Limits on how often one IP address may try to sign in."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from app.current import current_config

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=False)


def start(app: Flask) -> None:
    """Add the limits to an application."""
    limiter.init_app(app)


def sign_in_limit() -> str:
    """Return the limit on attempts to sign in."""
    return current_config().sign_in_limit

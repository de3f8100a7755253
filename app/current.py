"""Where the views find what the application was assembled from."""

from flask import current_app

from case_studies.bootstrap import Platform
from config import Config


def current_platform() -> Platform:
    """Return the platform that this application delivers."""
    found: Platform = current_app.extensions["casebook"]
    return found


def shows_mails() -> bool:
    """Whether mails go to the demonstration's page instead of a mail server."""
    return current_config().demo_mode and not current_config().smtp_host


def current_config() -> Config:
    """Return the settings of this application."""
    found: Config = current_app.extensions["casebook_config"]
    return found

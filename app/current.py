"""Where the views find what the application was assembled from."""

from flask import current_app

from case_studies.bootstrap import Casebook
from config import Config


def casebook() -> Casebook:
    """Return the platform that this application delivers."""
    found: Casebook = current_app.extensions["casebook"]
    return found


def shows_mails() -> bool:
    """Whether mails go to the demonstration's page instead of a mail server."""
    return config().demo_mode and not config().smtp_host


def config() -> Config:
    """Return the settings of this application."""
    found: Config = current_app.extensions["casebook_config"]
    return found

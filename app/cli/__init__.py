"""The commands: settings, database, taxonomy, demo, search, accounts, history, duties, outbox, worker."""

from flask import Flask

from app.cli import accounts, database, demo, duties, history, outbox, search, settings, taxonomy, worker


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for area in (settings, database, taxonomy, demo, search, accounts, history, duties, outbox, worker):
        app.cli.add_command(area.commands)

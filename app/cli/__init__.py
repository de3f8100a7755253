"""The commands: settings, database, taxonomy, demo, search, accounts, delegations, history, duties, outbox, worker."""

from flask import Flask

from app.cli import accounts, database, delegations, demo, duties, history, outbox, search, settings, taxonomy, worker

AREAS = (settings, database, taxonomy, demo, search, accounts, delegations, history, duties, outbox, worker)


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for area in AREAS:
        app.cli.add_command(area.commands)

"""The flask commands: database, taxonomy, demo, search, accounts."""

from flask import Flask

from app.cli import accounts, database, demo, search, taxonomy


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for area in (database, taxonomy, demo, search, accounts):
        app.cli.add_command(area.commands)

"""The commands: `prepare`, `worker`, and a file for each area of the others."""

from flask import Flask

from app.cli import (
    accounts,
    database,
    delegations,
    demo,
    duties,
    history,
    outbox,
    prepare,
    search,
    settings,
    taxonomy,
    worker,
)

AREAS = (prepare, settings, database, taxonomy, demo, search, accounts, delegations, history, duties, outbox, worker)


def register(app: Flask) -> None:
    """Add the commands to an application."""
    for area in AREAS:
        app.cli.add_command(area.commands)

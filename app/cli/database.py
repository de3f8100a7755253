"""flask database: the schema."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.schema_migrations import upgrade

commands = AppGroup("database", help="The database's schema.")


@commands.command("upgrade")
def upgrade_schema() -> None:
    """Upgrade the schema to the current version, as a whole or not at all."""
    with plain_errors():
        upgrade(current_platform().work.engine)
    click.echo("The database is up to date.")

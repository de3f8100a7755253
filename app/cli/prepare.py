"""casebook prepare: all that a new version needs before it serves, in one process."""

import click
from flask.cli import with_appcontext

from app.cli.database import upgrade_schema
from app.cli.demo import list_accounts, load_library
from app.cli.taxonomy import load_vocabularies
from app.current import current_config

STEPS = (upgrade_schema, load_vocabularies)
OF_THE_DEMONSTRATION = (load_library, list_accounts)


@click.command("prepare")
@click.pass_context
@with_appcontext
def commands(context: click.Context) -> None:
    """Upgrade the schema and load the vocabularies; in demonstration mode the demonstration too."""
    for step in (*STEPS, *(OF_THE_DEMONSTRATION if current_config().demo_mode else ())):
        context.invoke(step)

"""flask taxonomy: themes, places, operations, initiatives, delegations."""

import click
from flask.cli import AppGroup

from app.cli.errors import plain_errors
from app.current import current_platform
from case_studies.taxonomy.loader import load_taxonomy

commands = AppGroup("taxonomy", help="The controlled vocabularies.")


@commands.command("load")
def load_vocabularies() -> None:
    """Load the vocabularies from their data files. Existing entries are updated."""
    with plain_errors(), current_platform().work.writing() as session:
        counts = load_taxonomy(session)
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + ".")

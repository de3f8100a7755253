"""flask taxonomy: themes, places, operations, initiatives, delegations."""

import click
from flask.cli import AppGroup

from app.cli.errors import plainly
from app.current import casebook
from case_studies.taxonomy.loader import load

commands = AppGroup("taxonomy", help="The controlled vocabularies.")


@commands.command("load")
def load_vocabularies() -> None:
    """Load the vocabularies from their data files; what is there already is brought up to date."""
    with plainly(), casebook().work.writing() as session:
        counts = load(session)
    click.echo(", ".join(f"{count} {name}" for name, count in counts.items()) + ".")

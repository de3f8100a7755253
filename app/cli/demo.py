"""flask demo: the demonstration library and its accounts."""

import click
from flask.cli import AppGroup
from tqdm import tqdm

from app.cli.errors import plainly
from app.current import casebook, config
from case_studies.demo.files import case_files
from case_studies.demo.loader import load_demonstration
from case_studies.demo.offices import shown_offices

commands = AppGroup("demo", help="The demonstration library, in demonstration mode only.")


@commands.command("load")
def load_library() -> None:
    """Load the demonstration's accounts and cases; what is there already stays as it is."""
    _demonstration_only()
    with plainly(), tqdm(total=len(case_files()), desc="cases", unit="case", disable=None) as bar:
        added = load_demonstration(casebook().work, config().demo_password, lambda _name: bar.update())
    with plainly():
        casebook().indexer.prepare()
    click.echo(f"{added} demonstration cases added.")


@commands.command("accounts")
def list_accounts() -> None:
    """Print the demonstration's accounts and their password."""
    _demonstration_only()
    for office in shown_offices():
        click.echo(f"  {office.email:<32} {office.role.value.replace('_', ' ')}, {office.delegation}")
    click.echo(f"\n  password of all demonstration accounts: {config().demo_password}")


def _demonstration_only() -> None:
    if not config().demo_mode:
        raise click.ClickException("This is for demonstration mode only. Set DEMO_MODE=1, on a database of its own.")

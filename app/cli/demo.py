"""flask demo: the demonstration library and its accounts."""

import click
from flask.cli import AppGroup
from tqdm import tqdm

from app.cli.errors import plain_errors
from app.current import current_config, current_platform
from case_studies.demo.adoption_loader import load_adoptions
from case_studies.demo.capacity_loader import load_capacity
from case_studies.demo.collection_loader import load_collections
from case_studies.demo.event_loader import load_events
from case_studies.demo.files import case_files
from case_studies.demo.issue_files import issue_files
from case_studies.demo.issue_loader import load_issues
from case_studies.demo.loader import load_demonstration
from case_studies.demo.offices import shown_offices
from case_studies.demo.practice_files import practice_files
from case_studies.demo.practice_loader import load_practices
from case_studies.demo.proposal_loader import load_proposals
from case_studies.demo.provision_loader import load_provisions
from case_studies.demo.study_loader import load_studies
from case_studies.demo.text_loader import load_texts
from case_studies.demo.thread_files import thread_files
from case_studies.demo.thread_loader import load_threads

commands = AppGroup("demo", help="The demonstration library, in demonstration mode only.")


@commands.command("load")
def load_library() -> None:
    """Load the demonstration's accounts, cases and what is beside them. Existing ones stay."""
    _demonstration_only()
    platform, config = current_platform(), current_config()
    total = len(case_files()) + len(issue_files()) + len(practice_files()) + len(thread_files())
    with plain_errors(), tqdm(total=total, desc="demonstration", unit="file", disable=None) as bar:
        cases = load_demonstration(platform.work, platform.files, config.demo_password, lambda _name: bar.update())
        issues = load_issues(platform.work, lambda _name: bar.update())
        practices = load_practices(platform.work, lambda _name: bar.update())
        adoptions = load_adoptions(platform.work)
        studies = load_studies(platform.work)
        proposals = load_proposals(platform.work)
        provisions = load_provisions(platform.work)
        collections = load_collections(platform.work)
        threads = load_threads(platform.work, lambda _name: bar.update())
        events = load_events(platform.work)
        texts = load_texts(platform.work)
        capacities = load_capacity(platform.work)
    with plain_errors():
        current_platform().indexer.prepare()
    added = f"{issues} difficult issues, {adoptions} adoptions, {practices} practices"
    click.echo(
        f"{cases} demonstration cases added, {added}, {threads} discussions, {events} events, {studies} studies, "
        f"{proposals} study proposals, {provisions} provisions, {collections} collections, "
        f"{texts} joint texts, {capacities} offers and requests."
    )


@commands.command("accounts")
def list_accounts() -> None:
    """Print the demonstration's accounts and their password."""
    _demonstration_only()
    for office in shown_offices():
        click.echo(f"  {office.email:<32} {office.role.value.replace('_', ' ')}, {office.delegation}")
    click.echo(f"\n  password of all demonstration accounts: {current_config().demo_password}")


def _demonstration_only() -> None:
    if not current_config().demo_mode:
        raise click.ClickException("This is for demonstration mode only. Set DEMO_MODE=1, with a separate database.")

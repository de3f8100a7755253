"""More reviewers than the demonstration has."""

from case_studies.models import Delegation
from case_studies.operations.accounts.accounts import add_account
from case_studies.vocabulary import Role
from tests.support.world import World


def add_reviewers(world: World, *codes: str) -> None:
    """Add a reviewer `more.CODE` for each delegation; delegations that are missing are added too."""
    with world.platform.work.writing() as session:
        for code in codes:
            if session.get(Delegation, code) is None:
                delegation = Delegation(code=code, name=code, kind="state", standing="member", contributions=[])
                session.add(delegation)
                session.flush()
            add_account(
                session, f"more.{code.lower()}@demo.example", code, [Role.REVIEWER], office="R", password_hash="x"
            )

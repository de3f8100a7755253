"""Real offices, which are not of the demonstration: they have their own password and are not shared."""

from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Role
from tests.support.world import World

REAL_PASSWORD = "a stone a lane a morning"


def open_office(world: World, email: str, code: str, *roles: Role) -> Actor:
    """Add an office whose password is REAL_PASSWORD, and return its actor."""
    with world.platform.work.writing() as session:
        hashed = world.platform.work.passwords.hash(REAL_PASSWORD)
        add_account(session, email, code, list(roles), office=email.split("@")[0], password_hash=hashed)
    return actor_of(world, email)


def actor_of(world: World, email: str) -> Actor:
    """Return the actor of an office by its whole address."""
    with world.platform.work.reading() as session:
        return Actor.of(find_account(session, email))

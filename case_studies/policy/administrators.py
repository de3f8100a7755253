"""Who may administer the platform. An administrator reads no unpublished case."""

from case_studies.errors import NotAllowed
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Role


def check_administrator(actor: Actor) -> None:
    """Refuse everybody but administrators. Raises NotAllowed."""
    if not actor.is_a(Role.ADMINISTRATOR):
        raise NotAllowed()

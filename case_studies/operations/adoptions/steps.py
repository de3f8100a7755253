"""Moving an adoption on."""

from sqlalchemy.orm import Session

from case_studies.models import Adoption
from case_studies.policy.actor import Actor
from case_studies.policy.adoptions import ADOPTION_POLICY
from case_studies.vocabulary import AdoptionAction, AdoptionUse
from case_studies.workflow.adoptions import ADOPTIONS, next_statement


def move_adoption(
    session: Session, adoption: Adoption, actor: Actor, *, action: AdoptionAction, version: int, note: str = ""
) -> None:
    """Perform an action, or refuse and change nothing. `stop_using` writes a statement with the reason."""
    if action == AdoptionAction.STOP_USING:
        ADOPTION_POLICY.check_usable(actor, adoption, action)
        statement = next_statement(adoption)
        statement.use, statement.why_stopped = AdoptionUse.STOPPED, note
        adoption.author_id = actor.account
    ADOPTIONS.perform(session, adoption, action, actor, note=note, version=version)

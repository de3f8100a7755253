"""Adoptions."""

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.submitters import serialize_submitter
from case_studies.models import Adoption, AdoptionStatement
from case_studies.policy.actor import Actor
from case_studies.policy.adoption_release import ReleasedAdoption
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.adoptions import ADOPTIONS

FIELDS = (
    *("reference", "state", "version", "register", "audience", "attribution", "language", "became"),
    *("recorded_at", "confirm_on"),
)
STATEMENT = ("use", "since", "what_changed", "what_happened", "not_measured", "why_stopped")


def serialize_adoption(adoption: ReleasedAdoption, actions: list[str]) -> Json:
    """Return an adoption as its reader may read it, with what they may do next."""
    return {
        **{name: getattr(adoption, name) for name in FIELDS},
        "kind": Kind.ADOPTION,
        "url": url_for("adoptions.adoption", reference=adoption.reference, _external=True),
        "case": adoption.adopts if adoption.adopts_kind == Kind.CASE else None,
        "revision": adoption.revision_number,
        "practice": adoption.adopts if adoption.adopts_kind == Kind.PRACTICE else None,
        "edition": adoption.edition_number,
        "adopted_by": serialize_submitter(adoption.adopted_by),
        "statement": _statement(adoption.statement),
        "change": _statement(adoption.change),
        "actions": actions,
    }


def serialize_for(session: Session, actor: Actor, adoption: Adoption) -> Json:
    """Return an adoption as the actor may read it."""
    return serialize_adoption(ReleasedAdoption(adoption, actor), ADOPTIONS.possible_actions(session, adoption, actor))


def _statement(statement: AdoptionStatement | None) -> Json | None:
    if statement is None:
        return None
    operation = statement.operation
    place = {"id": operation.id, "label": operation.name} if operation is not None else None
    return {**{name: getattr(statement, name) for name in STATEMENT}, "operation": place}

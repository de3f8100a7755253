"""Provisions, and the evidence that is linked to them."""

from flask import url_for

from app.api.serializers import Json
from app.thing_urls import thing_url
from case_studies.models import Provision
from case_studies.operations.provisions.queries import LinkedThing, ProvisionRow, evidence_of, things_of
from case_studies.policy.actor import Actor
from case_studies.policy.provisions import may_link, may_write_provisions
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind

FIELDS = (
    *("id", "version", "paragraph", "title", "summary", "addressee"),
    *("status", "status_by", "status_on", "changed_at"),
)
PLURALS = {Kind.CASE: "cases", Kind.PRACTICE: "practices", Kind.ISSUE: "issues"}


def serialize_provision_row(actor: Actor, row: ProvisionRow) -> Json:
    """Return a row of the table of evidence."""
    provision = row.provision
    return {
        **{name: getattr(provision, name) for name in FIELDS},
        "url": url_for("provisions.provision", provision_id=provision.id, _external=True),
        "initiative": {"id": provision.initiative.id, "label": provision.initiative.name},
        "evidence": {PLURALS[kind]: len(references) for kind, references in row.evidence.items()},
        "may_change": may_write_provisions(actor),
        "may_link": may_link(actor),
    }


def serialize_provision(session: Session, actor: Actor, provision: Provision) -> Json:
    """Return a provision with the numbers of what the actor may read of its evidence."""
    evidence = evidence_of(session, actor, [provision.id])[provision.id]
    return serialize_provision_row(actor, ProvisionRow(provision, evidence))


def serialize_evidence(session: Session, actor: Actor, provision: Provision) -> Json:
    """Return what is linked to a provision and the actor may read."""
    things = things_of(session, actor, provision)
    return {plural: _of_kind([one for one in things if one.kind == kind]) for kind, plural in PLURALS.items()}


def _of_kind(things: list[LinkedThing]) -> Json:
    return {
        "count": len(things),
        "references": [one.reference for one in things],
        "links": [_link(one) for one in things],
    }


def _link(linked: LinkedThing) -> Json:
    return {
        **{name: getattr(linked, name) for name in ("reference", "kind", "reason", "may_unlink")},
        **{name: getattr(linked.thing, name) for name in ("title", "language", "audience")},
        "url": thing_url(linked.reference, external=True),
    }

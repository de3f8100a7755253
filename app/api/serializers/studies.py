"""Studies."""

from flask import url_for

from app.api.serializers import Json
from case_studies.models import Study
from case_studies.operations.studies.queries import cases_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.studies import STUDIES

FIELDS = (
    *("reference", "state", "version", "study_kind", "title", "authors", "publisher", "year"),
    *("method", "finding", "address", "certainty"),
)


def serialize_study(session: Session, actor: Actor, study: Study) -> Json:
    """Return a study as the actor may read it, with what they may do next."""
    return {
        **{name: getattr(study, name) for name in FIELDS},
        "kind": Kind.STUDY,
        "url": url_for("studies.study", reference=study.reference, _external=True),
        "themes": [{"id": theme.id, "label": theme.label} for theme in study.themes],
        "host_states": [{"id": place.code, "label": place.name} for place in study.host_states],
        "cases": [revision.case.reference for revision in cases_of(session, actor, study)],
        "listed_by": {"id": study.owner.code, "label": study.owner.name},
        "actions": STUDIES.possible_actions(session, study, actor),
    }

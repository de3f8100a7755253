"""Adding a study to the list, and changing its entry until it is checked."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Case, Place, Revision, Study, Theme
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.studies import STUDY_POLICY, StudyPermission, may_list_studies
from case_studies.policy.visibility import readable_by
from case_studies.study_vocabulary import StudyState
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, Kind, Register
from case_studies.workflow.history import record_item_event
from case_studies.workflow.index_tasks import queue_item
from case_studies.workflow.studies import STALE

COLUMNS = ("study_kind", "title", "authors", "publisher", "year", "method", "finding", "address", "certainty")
CODES: Mapping[str, tuple[type[Theme | Place | Case], InstrumentedAttribute[str]]] = {
    "themes": (Theme, Theme.id),
    "host_states": (Place, Place.code),
    "cases": (Case, Case.reference),
}
"""Links to other things: the model, and the column by which they are named."""
UNKNOWN_CASE = N_("There is no published case with this reference that you may read.")


def list_study(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Study:
    """Add a study to the list. With the same form key again, return the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_list_studies(actor):
        raise NotAllowed(N_("Only editors and focal points can list a study."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Study, owner, form_key)
    if earlier is not None:
        return earlier
    study = Study(
        **first_values(session, Kind.STUDY, actor),
        owner=owner,
        state=StudyState.LISTED,
        register=Register.ON_RECORD,
        audience=Audience.PUBLIC,
        attribution=Attribution.NAMED,
        form_key=form_key,
        demonstration=demonstration,
    )
    _write(session, study, actor, values)
    session.add(study)
    session.flush()
    record_item_event(session, study, actor, HistoryAction.START, after=StudyState.LISTED)
    return study


def edit_study(session: Session, study: Study, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Write the entry again, until it is checked."""
    STUDY_POLICY.check_usable(actor, study, StudyPermission.EDIT)
    if study.version != version:
        raise StaleVersion(STALE)
    _write(session, study, actor, values)
    study.author_id = actor.account
    study.changed_at = now(session)
    queue_item(session, study)


def _write(session: Session, study: Study, actor: Actor, values: Mapping[str, Any]) -> None:
    if not values["themes"]:
        raise Incomplete({"themes": [N_("Choose at least one theme.")]})
    with session.no_autoflush:
        for name in COLUMNS:
            setattr(study, name, values[name])
        for name in CODES:
            setattr(study, name, _linked(session, actor, name, values[name]))


def _linked(session: Session, actor: Actor, name: str, codes: list[str]) -> list[Any]:
    """Return what the codes name. A case can be linked by those who may read it."""
    model, column = CODES[name]
    query: Any = select(model).where(column.in_(codes))
    if model is Case:
        query = query.where(Case.id.in_(select(Revision.case_id).where(readable_by(actor))))
    found = list(session.scalars(query))
    if set(codes) - {getattr(one, column.key) for one in found}:
        raise Incomplete({name: [UNKNOWN_CASE if model is Case else N_("Not a known value.")]})
    return found

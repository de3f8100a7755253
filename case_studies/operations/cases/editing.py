"""Writing a case: starting one, and changing the revision that its delegation works on."""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, COLUMN_FIELDS, GROUPS
from case_studies.case_findings import known_justifications
from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Case, Revision
from case_studies.operations.cases.parts import PartSave, last_save, mark_of, part_mark, part_marks, record_save
from case_studies.operations.cases.values import check_values, nested, write_values
from case_studies.operations.items import lock_owner
from case_studies.operations.opened_page import OpenedPage
from case_studies.operations.references import next_reference
from case_studies.partner_answers import known_answers
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.related_delegations import name_related_delegations
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, HistoryAction, Kind, Role, State
from case_studies.workflow.history import record_case_event


def start_case(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Case:
    """Start a case with a first draft. A second call with the same form key and values returns the first case."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not actor.is_a(Role.FOCAL_POINT):
        raise NotAllowed(N_("Only a focal point of a delegation can start a case."))
    submitting = lock_owner(session, actor)
    digest = digest_of(values)
    earlier = _started_by(session, actor, form_key, digest)
    if earlier is not None:
        return earlier
    moment = now(session)
    case = Case(
        reference=next_reference(session, Kind.CASE, moment.year),
        submitting_code=actor.delegation,
        submitting=submitting,
        demonstration=demonstration,
        form_key=form_key,
        form_digest=digest if form_key is not None else None,
        created_at=moment,
        changed_at=moment,
        moved_at=moment,
    )
    case.revisions.append(_blank_revision(actor, moment))
    session.add(case)
    check_values(case, values)
    _write(session, case.current, values)
    session.flush()
    record_case_event(session, case, actor, HistoryAction.START, after=State.DRAFT)
    _record_audience(session, case, actor, before=Audience.MEMBERS)
    session.flush()
    return case


def digest_of(values: Mapping[str, Any]) -> str:
    """Return a digest that two forms share only if they have the same values."""
    return sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _started_by(session: Session, actor: Actor, form_key: str | None, digest: str) -> Case | None:
    """Return the case that this form started. Raises Incomplete if it had other values then."""
    if form_key is None:
        return None
    query = select(Case).where(Case.form_key == form_key, Case.submitting_code == actor.delegation)
    case = session.scalar(query)
    if case is not None and case.form_digest not in (digest, None):  # cases from before digests were kept have none
        raise Incomplete({"Idempotency-Key": [N_("This key was sent before with another body. Use a new key.")]})
    return case


def _blank_revision(actor: Actor, moment: datetime) -> Revision:
    """Return an empty draft. Its audience is members until somebody chooses another one."""
    return Revision(
        number=1,
        state=State.DRAFT,
        is_current=True,
        as_typed={},
        justifications={},
        related_codes=[],
        part_saves={},
        partner_answers={},
        withdrawn_names=[],
        author_id=actor.account,
        writer_ids=[actor.account],
        created_at=moment,
        **{name: {} for name in GROUPS},
        **{field.name: field.blank() for field in COLUMN_FIELDS},
    )


def edit_case(session: Session, case: Case, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Change the revision that the delegation works on. Fields that are not in `values` stay as they are.

    Refuses: not allowed, wrong state (frozen), stale version, unknown codes, an impossible period.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    if case.version != version:
        raise StaleVersion()
    check_values(case, values)
    _change(session, case, actor, values, page="")


def save_part(
    session: Session, case: Case, actor: Actor, part: str, values: Mapping[str, Any], page: OpenedPage
) -> str:
    """Save one part of the form, over its limits or not, and return its mark. Other parts may change meanwhile.

    `values` has all fields of the part. Raises StaleVersion if another page has saved another text in this part since
    `page` was opened. The case has to be locked for the transaction.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    revision, typed = case.current, mark_of(values)
    stored, last = part_mark(revision, part), last_save(revision, part)
    if typed == stored:
        return stored
    if not page.knows(stored, last.page if last is not None else ""):
        if typed == page.mark:
            return stored  # nothing was typed on this page: what is stored stays
        raise StaleVersion(N_("This part was saved on another page after you opened this one."))
    _change(session, case, actor, nested(values), page=page.key)
    return part_mark(revision, part)


def _change(session: Session, case: Case, actor: Actor, values: Mapping[str, Any], *, page: str) -> None:
    """Write values, and record who saved the parts that they change."""
    revision, moment = case.current, now(session)
    names = {name for name, field in CASE_FIELDS.items() if field.is_among(values)}
    audience, before = revision.audience, part_marks(revision, names)
    _write(session, revision, values)
    revision.justifications = known_justifications(revision, moment.date())
    revision.partner_answers = dict(known_answers(revision))
    changed = [part for part, mark in part_marks(revision, names).items() if mark != before[part]]
    record_save(revision, changed, PartSave(actor.account, moment, page))
    if actor.account not in revision.writer_ids:
        revision.writer_ids = sorted({*revision.writer_ids, actor.account})
    _record_audience(session, case, actor, before=audience)
    case.changed_at = moment


def _write(session: Session, revision: Revision, values: Mapping[str, Any]) -> None:
    """Write values, and name the delegations that the relations among them mean."""
    write_values(session, revision, values)
    name_related_delegations(session, revision, listed="released_to" in values)


def _record_audience(session: Session, case: Case, actor: Actor, *, before: str) -> None:
    """Record a change of the audience in the history."""
    after = case.current.audience
    if after != before:
        record_case_event(session, case, actor, HistoryAction.CHANGE_AUDIENCE, before=before, after=after)

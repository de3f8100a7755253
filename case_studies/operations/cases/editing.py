"""Writing a case: starting one, and changing the revision that its delegation works on."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, CaseField, VocabularyName
from case_studies.errors import N_, Incomplete, Message, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Case, Delegation, Place, ReferenceCounter, Revision
from case_studies.models.vocabularies import vocabulary_of
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.reference import format_reference
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, HistoryAction, PlaceKind, Role, Section, State
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
    # the lock makes drafts of one delegation wait: the second of two equal forms finds the first
    submitting = session.get_one(Delegation, actor.delegation, with_for_update={"key_share": True})
    digest = digest_of(values)
    earlier = _started_by(session, actor, form_key, digest)
    if earlier is not None:
        return earlier
    moment = now(session)
    case = Case(
        reference=_next_reference(session, moment.year),
        submitting_code=actor.delegation,
        submitting=submitting,
        demonstration=demonstration,
        form_key=form_key,
        form_digest=digest if form_key is not None else None,
        created_at=moment,
        changed_at=moment,
        moved_at=moment,
    )
    revision = _blank_revision(actor, moment)
    case.revisions.append(revision)
    session.add(case)
    _write(session, case, revision, values)
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
    query = case_with_all().where(Case.form_key == form_key, Case.submitting_code == actor.delegation)
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
        sections={},
        author_id=actor.account,
        writer_ids=[actor.account],
        created_at=moment,
        **{field.name: field.blank() for field in COLUMN_FIELDS},
    )


def _next_reference(session: Session, year: int) -> str:
    """Return the next reference of a year. The row of the counter makes concurrent writers wait."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(ReferenceCounter).values(year=year, last=1)
    counted = statement.on_conflict_do_update(index_elements=["year"], set_={"last": ReferenceCounter.last + 1})
    number = session.scalars(counted.returning(ReferenceCounter.last)).one()
    return format_reference(year, number)


def edit_case(session: Session, case: Case, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Change the revision that the delegation works on. Fields that are not in `values` stay as they are.

    Refuses: not allowed, wrong state (frozen), stale version, unknown codes, an impossible period.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    revision = case.current
    if case.version != version:
        raise StaleVersion()
    audience = revision.audience
    _write(session, case, revision, values)
    if actor.account not in revision.writer_ids:
        revision.writer_ids = sorted({*revision.writer_ids, actor.account})
    _record_audience(session, case, actor, before=audience)
    case.changed_at = now(session)


def _record_audience(session: Session, case: Case, actor: Actor, *, before: str) -> None:
    """Record a change of the audience in the history."""
    after = case.current.audience
    if after != before:
        record_case_event(session, case, actor, HistoryAction.CHANGE_AUDIENCE, before=before, after=after)


def _write(session: Session, case: Case, revision: Revision, values: Mapping[str, Any]) -> None:
    resolved = _resolve(session, values)
    _check_period(values.get("started", revision.started), values.get("ended", revision.ended), case, resolved, values)
    for field in COLUMN_FIELDS:
        if field.name in values:
            setattr(revision, field.name, _stored(field, values[field.name]))
    for name, rows in resolved.items():
        setattr(revision, name, rows)
    if "sections" in values:
        revision.sections = _merged(revision.sections, values["sections"])


def _stored(field: CaseField, value: Any) -> Any:
    return field.choices(value) if field.choices is not None and value is not None else value


def _merged(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Return the sections in the order of the template, with the new texts and without empty ones."""
    both = {**before, **after}
    return {section.value: both[section] for section in Section if both.get(section)}


def _resolve(session: Session, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Turn lists of codes into rows. Raises Incomplete with each code that the vocabularies do not have."""
    errors: dict[str, list[str]] = {}
    resolved = {}
    for field in CODED_FIELDS:
        if field.name in values:
            resolved[field.name], unknown = _rows(session, field, values[field.name])
            if unknown:
                errors[field.name] = [Message(N_("Not a known code: %(codes)s."), codes=", ".join(unknown))]
    if errors:
        raise Incomplete(errors)
    return resolved


def _rows(session: Session, field: CaseField, codes: Sequence[str]) -> tuple[list[Any], list[str]]:
    """Return the rows of the codes in their order, and the codes that the field's vocabulary does not have."""
    vocabulary = vocabulary_of(field)
    column = getattr(vocabulary.model, vocabulary.code)
    query = select(vocabulary.model).where(column.in_(codes))
    if field.vocabulary is VocabularyName.STATES:
        query = query.where(Place.kind == PlaceKind.STATE)
    rows = {getattr(row, vocabulary.code): row for row in session.scalars(query)}
    wanted = list(dict.fromkeys(codes))
    return [rows[code] for code in wanted if code in rows], [code for code in wanted if code not in rows]


def _check_period(
    started: int | None, ended: int | None, case: Case, resolved: Mapping[str, list[Any]], values: Mapping[str, Any]
) -> None:
    """Check that the period does not end before it starts and that nobody co-submits their own case."""
    if started is not None and ended is not None and ended < started:
        raise Incomplete({"ended": [N_("The period ends before it starts. Give a later year, or none.")]})
    if case.submitting_code in [delegation.code for delegation in resolved.get("co_submitters", [])]:
        raise Incomplete({"co_submitters": [N_("The submitting delegation can't be a co-submitter of its own case.")]})

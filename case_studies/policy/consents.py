"""Who may answer whether a delegation is named in a case of another one, and what its submission still needs.

A co-submitter confirms each text by its own clearance officer before the case is submitted. A delegation that is named
as taking part may withdraw its consent at any time.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, false, or_, select

from case_studies.case_fields import CASE_FIELDS
from case_studies.models import Case, Consent, Delegation, Revision
from case_studies.models.revision import revision_co_submitters, revision_implementing_states
from case_studies.models.vocabularies import coded_values
from case_studies.partner_answers import known_answers
from case_studies.policy.actor import Actor
from case_studies.policy.release import NAMED_TO, Reader, ReleasedRevision, whole
from case_studies.policy.visibility import CaseView, readable_by
from case_studies.vocabulary import ConsentAnswer, PartnerAnswer, Role, State

CLOSED = (State.DECLINED, State.WITHDRAWN)


class ConsentState(StrEnum):
    """How it is with the consent of a co-submitter to a text."""

    AWAITED = "awaited"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ConsentView:
    """What a clearance officer of a named delegation reads of a case, and what they may do with its consent now."""

    stored: Revision
    released: ReleasedRevision
    state: ConsentState
    may_answer: bool
    may_withdraw: bool


def text_mark(revision: Revision) -> str:
    """Return a digest of everything in a revision that readers get. Equal texts have equal marks."""
    fields = {name: sorted(coded_values(field, revision)) for name, field in CASE_FIELDS.items()}
    files = [(one.digest, one.name, one.description, one.audience) for one in revision.attachments]
    content = [fields, sorted(files), sorted((key, given["answer"]) for key, given in known_answers(revision).items())]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def consent_of(case: Case, code: str) -> Consent | None:
    """Return the last answer of a delegation."""
    return next((consent for consent in case.consents if consent.delegation_code == code), None)


def consent_state(case: Case, revision: Revision, code: str) -> ConsentState:
    """Return how it is with the consent of a delegation to the text of a revision."""
    consent = consent_of(case, code)
    if consent is None:
        return ConsentState.AWAITED
    if consent.answer == ConsentAnswer.WITHDRAWN:
        return ConsentState.WITHDRAWN
    return ConsentState(consent.answer) if consent.text_mark == text_mark(revision) else ConsentState.AWAITED


def awaited(case: Case) -> list[Delegation]:
    """Return the co-submitters that have not answered to the current text."""
    revision = case.current
    return [d for d in revision.co_submitters if consent_state(case, revision, d.code) == ConsentState.AWAITED]


def unconfirmed(case: Case) -> list[Delegation]:
    """Return the co-submitters that have not confirmed the current text."""
    revision = case.current
    return [d for d in revision.co_submitters if consent_state(case, revision, d.code) != ConsentState.CONFIRMED]


def is_officer_of_another(actor: Actor, case: Case) -> bool:
    """Whether the actor is a clearance officer of another delegation than the submitting one."""
    is_officer = actor.delegation is not None and actor.is_a(Role.CLEARANCE_OFFICER)
    return is_officer and actor.delegation != case.submitting_code


def consent_view(actor: Actor, case: Case) -> ConsentView | None:
    """Return what the actor may read and do as a clearance officer of a delegation that a case names, or None.

    A co-submitter reads the text in full from the request for clearance on, but nothing that is with its author. Any
    other State that is named reads what its members read.
    """
    if not is_officer_of_another(actor, case) or case.deleted_at is not None:
        return None
    revision = _co_submitted(actor, case)
    if revision is not None:
        is_asked = revision.is_current and case.state == State.IN_CLEARANCE
        state = consent_state(case, revision, str(actor.delegation))
        may_withdraw = not is_asked or _was_submitted(actor, case)
        return ConsentView(revision, whole(revision), state, may_answer=is_asked, may_withdraw=may_withdraw)
    readable = case.readable
    if readable is None:
        return None
    released = ReleasedRevision(readable, Reader.of(actor))
    is_named = actor.delegation in [place.code for place in released.implemented_by]
    return ConsentView(readable, released, ConsentState.CONFIRMED, False, True) if is_named else None


def _co_submitted(actor: Actor, case: Case) -> Revision | None:
    """Return the last revision that the actor's delegation co-submits and that has left its author's desk."""
    return next((r for r in reversed(case.revisions) if reads_as_co_submitter(actor, case, r)), None)


def reads_as_co_submitter(actor: Actor, case: Case, revision: Revision) -> bool:
    """Return whether the actor's delegation co-submits a revision that has left its author's desk.

    Its clearance officers read all of it, until the case is declined or withdrawn.
    """
    if not is_officer_of_another(actor, case) or case.state in CLOSED:
        return False
    has_left = revision.submitted_at is not None or (revision.is_current and case.state == State.IN_CLEARANCE)
    return has_left and actor.delegation in [delegation.code for delegation in revision.co_submitters]


def revision_read_as_co_submitter(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Revision and Case, joined, as in `reads_as_co_submitter`."""
    if actor.delegation is None or not actor.is_a(Role.CLEARANCE_OFFICER):
        return false()
    link = revision_co_submitters
    co_submitted = select(link.c.revision_id).where(link.c.delegation_code == actor.delegation)
    in_clearance = and_(Revision.is_current, Revision.state == State.IN_CLEARANCE)
    return and_(
        Case.submitting_code != actor.delegation,
        Case.state.not_in(CLOSED),
        or_(Revision.submitted_at.is_not(None), in_clearance),
        Revision.id.in_(co_submitted),
    )


def _was_submitted(actor: Actor, case: Case) -> bool:
    """Whether a text was submitted that names the actor's delegation as a co-submitter."""
    submitted = [revision for revision in case.revisions if revision.submitted_at is not None]
    return actor.delegation in {one.code for revision in submitted for one in revision.co_submitters}


def may_withdraw_consent(actor: Actor, case: Case) -> bool:
    """Return whether the actor may withdraw the consent of their delegation."""
    view = consent_view(actor, case)
    return view is not None and view.may_withdraw


def desk_view(actor: Actor, case: Case) -> CaseView | None:
    """Return the text that waits for the answer of the actor's delegation; None if none does."""
    view = consent_view(actor, case)
    if view is None or not view.may_answer or view.state != ConsentState.AWAITED:
        return None
    return CaseView(view.stored, case.state, inside=True, last=view.stored.number, reader=Reader.of(actor))


def asks_consent_of(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: it is in clearance with the actor's delegation as a co-submitter of another one."""
    current = select(Revision.case_id).where(
        Revision.is_current,
        Revision.state == State.IN_CLEARANCE,
        Revision.id == revision_co_submitters.c.revision_id,
        revision_co_submitters.c.delegation_code == actor.delegation,
    )
    return and_(Case.id.in_(current), Case.submitting_code != actor.delegation)


def may_be_asked(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Case: `consent_view` is not None for a clearance officer.

    A case that names the delegation where they may not read it is not even loaded: it takes no longer than no case.
    """
    implementing = select(revision_implementing_states.c.revision_id).where(
        revision_implementing_states.c.place_code == actor.delegation
    )
    named = and_(
        readable_by(actor),
        Revision.attribution.in_(NAMED_TO[actor.audience]),
        Revision.id.in_(implementing),
        Revision.partner_answers[(str(actor.delegation), "answer")].as_string() == PartnerAnswer.AGREED,
    )
    asked = select(Revision.case_id).join(Revision.case).where(or_(revision_read_as_co_submitter(actor), named))
    return and_(Case.submitting_code != actor.delegation, Case.id.in_(asked.correlate(None)))

"""Consent to be named: the author's answers about partners, a co-submitter's answer, and how consent is withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, FieldKind
from case_studies.errors import N_, Incomplete, Message, NotAllowed, StaleVersion, WrongState
from case_studies.models import Case, Consent, Delegation, Place, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.operations.cases.queries import find_case
from case_studies.partner_answers import AskedPartner, asked_partners
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.consents import (
    ConsentState,
    ConsentView,
    consent_of,
    consent_state,
    consent_view,
    may_be_asked,
    text_mark,
)
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import withdrawn
from case_studies.taxonomy.mentions import names_a_state
from case_studies.unit_of_work import now
from case_studies.vocabulary import ConsentAnswer, HistoryAction, NotificationEvent, PartnerAnswer, PlaceKind, Role
from case_studies.workflow.history import record_case_event
from case_studies.workflow.index_tasks import queue_case

TEXTS = (FieldKind.TEXT, FieldKind.SECTION, FieldKind.LINES)
CHANGED = N_("The text was changed after you opened this page. Nothing was saved. Open it again to read the new text.")


@dataclass(frozen=True, slots=True)
class CoSubmitter:
    """A co-submitter with its answer to a text, if it has answered."""

    delegation: Delegation
    state: ConsentState
    consent: Consent | None


@dataclass(frozen=True, slots=True)
class Consents:
    """Who is named as taking part in a case, and whether they agreed."""

    partners: Sequence[AskedPartner]
    co_submitters: Sequence[CoSubmitter]
    withdrawn: Sequence[Consent]
    mentions: Mapping[str, Sequence[str]]
    """State or partner that may not be named → the fields whose text names it."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody else is named."""
        return not (self.partners or self.co_submitters or self.withdrawn)


def consents_of(case: Case, revision: Revision) -> Consents:
    """Return who is named in a revision and whether they agreed, for those who take part in the case."""
    left, asked = withdrawn(case), asked_partners(revision)
    return Consents(
        partners=asked,
        co_submitters=[
            CoSubmitter(one, consent_state(case, revision, one.code), consent_of(case, one.code))
            for one in revision.co_submitters
        ],
        withdrawn=[consent for consent in case.consents if consent.delegation_code in left],
        mentions=_mentions(revision, [*(one.key for one in asked if not one.is_agreed), *sorted(left)]),
    )


def _mentions(revision: Revision, keys: Sequence[str]) -> dict[str, list[str]]:
    fields = [field for field in CASE_FIELDS.values() if field.kind in TEXTS and field.name != "partners"]
    texts = {field.name: _text(field.value(revision)) for field in fields} if keys else {}
    found = {key: [name for name, text in texts.items() if _names(text, key, revision)] for key in keys}
    return {key: names for key, names in found.items() if names}


def _text(value: object) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def _names(text: str, key: str, revision: Revision) -> bool:
    return key.casefold() in text.casefold() if key in revision.partners else names_a_state(text, key)


# ---- The author's answers


def answer_for_partners(
    session: Session, case: Case, actor: Actor, answers: Mapping[str, tuple[PartnerAnswer, str]], *, version: int
) -> None:
    """Record whether partners agreed to be named. Partners that are not among the answers keep theirs.

    Refuses: not allowed, frozen, stale version, a partner that the case does not name, an agreement without who and
    when.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    if case.version != version:
        raise StaleVersion()
    revision = case.current
    _check_answers(revision, answers)
    given = {key: {"answer": answer.value, "note": note} for key, (answer, note) in answers.items()}
    after = {**revision.partner_answers, **given}
    if after == revision.partner_answers:
        return
    revision.partner_answers = after
    revision.writer_ids = sorted({*revision.writer_ids, actor.account})
    case.changed_at = record_case_event(session, case, actor, HistoryAction.ANSWER_FOR_PARTNERS).at


def _check_answers(revision: Revision, answers: Mapping[str, tuple[PartnerAnswer, str]]) -> None:
    known = {partner.key for partner in asked_partners(revision)}
    errors: dict[str, list[str]] = {}
    for place, (key, (answer, note)) in enumerate(answers.items()):
        if key not in known:
            errors[f"consents.{place}.partner"] = [Message(N_("The case does not name it: %(name)s."), name=key)]
        elif answer == PartnerAnswer.AGREED and not note:
            errors[f"consents.{place}.note"] = [N_("Say who agreed and when, in one line.")]
    if errors:
        raise Incomplete(errors)


# ---- What a named delegation answers


def find_consent(
    session: Session, actor: Actor, reference: str, *, for_change: bool = False
) -> tuple[Case, ConsentView]:
    """Return a case that names the actor's delegation, with what its clearance officer may read and do.

    Raises NotVisible, or NotAllowed for readers of the case who are not asked.
    """
    query = select(Case).where(Case.reference == reference, may_be_asked(actor))
    if for_change:
        query = query.with_for_update(of=Case)
    case = session.scalar(query) if actor.is_a(Role.CLEARANCE_OFFICER) else None
    view = consent_view(actor, case) if case is not None else None
    if case is None or view is None:
        find_case(session, actor, reference)
        raise NotAllowed(N_("Only a clearance officer of a delegation that the case names can answer for it."))
    return case, view


def answer_consent(
    session: Session, reference: str, actor: Actor, *, confirmed: bool, mark: str, reason: str = ""
) -> None:
    """Confirm a text as a co-submitter, or refuse it with a reason. `mark` is that of the text that was read.

    Refuses: not visible, not allowed, not in clearance, another text, no reason.
    """
    case, view = find_consent(session, actor, reference, for_change=True)
    if not view.may_answer:
        raise WrongState(N_("A co-submitter answers while the case is in clearance."))
    if mark != text_mark(case.current):
        raise StaleVersion(CHANGED)
    if not confirmed and not reason:
        raise Incomplete({"reason": [N_("Say what must change, so that your delegation can confirm.")]})
    note = "" if confirmed else reason
    action = HistoryAction.CONFIRM_CONSENT if confirmed else HistoryAction.REFUSE_CONSENT
    event = NotificationEvent.CONSENT_CONFIRMED if confirmed else NotificationEvent.CONSENT_REFUSED
    _store(session, case, actor, ConsentAnswer.CONFIRMED if confirmed else ConsentAnswer.REFUSED, mark, note)
    entry = record_case_event(session, case, actor, action, note=note)
    _mark_answered(session, case, str(actor.delegation))
    notify(session, event, recipients.submitters(session, case), case, key=f"history:{entry.number}", actor=actor)


def _mark_answered(session: Session, case: Case, code: str) -> None:
    """Mark the question as read for all clearance officers of the delegation: one of them has answered."""
    for officer in recipients.officers_of(session, [code]):
        events = (NotificationEvent.CONSENT_ASKED, NotificationEvent.CONSENT_REMINDER)
        mark_handled(session, case, events, officer.id)


def _store(session: Session, case: Case, actor: Actor, answer: ConsentAnswer, mark: str, reason: str) -> None:
    code = str(actor.delegation)
    values: dict[str, Any] = {"answer": answer, "text_mark": mark, "reason": reason}
    values |= {"account_id": actor.account, "answered_at": now(session)}
    consent = consent_of(case, code)
    if consent is None:
        case.consents.append(Consent(delegation=session.get_one(Delegation, code), delegation_code=code, **values))
        return
    for name, value in values.items():
        setattr(consent, name, value)


def withdraw_consent(session: Session, reference: str, actor: Actor) -> None:
    """Withdraw the consent of the actor's delegation for good: no revision of the case names it any more.

    Its links are taken out of all revisions, and its name in their texts is withheld from readers. The history stays,
    and its interest in the case.
    """
    case, view = find_consent(session, actor, reference, for_change=True)
    code = str(actor.delegation)
    if not view.may_withdraw:
        raise WrongState(N_("Your delegation has not agreed to anything yet. Refuse the text instead."))
    _store(session, case, actor, ConsentAnswer.WITHDRAWN, "", "")
    number = view.stored.number
    entry = record_case_event(session, case, actor, HistoryAction.WITHDRAW_CONSENT, revision_number=number)
    for revision in case.revisions:
        _take_out(session, revision, code)
    session.flush()
    _mark_answered(session, case, code)
    concerned, event = recipients.submitters_and_editors(session, case), NotificationEvent.CONSENT_WITHDRAWN
    notify(session, event, concerned, case, key=f"history:{entry.number}", actor=actor)
    queue_case(session, case, narrows=True)


def _take_out(session: Session, revision: Revision, code: str) -> None:
    for name in ("co_submitters", "released_to", "implemented_by"):
        rows = getattr(revision, name)
        if code in [row.code for row in rows]:
            setattr(revision, name, [row for row in rows if row.code != code])
    if code in [place.code for place in revision.host_states]:
        others = [place for place in revision.host_states if place.code != code and place.kind != PlaceKind.WITHHELD]
        unnamed = session.scalars(select(Place).where(Place.kind == PlaceKind.WITHHELD)).one()
        revision.host_states = [*others, unnamed]
    revision.partner_answers = {key: given for key, given in revision.partner_answers.items() if key != code}
    revision.withdrawn_names = [*revision.withdrawn_names, code]
    for attachment in revision.attachments:
        words = "\n".join((attachment.name, attachment.description, attachment.file.text))
        attachment.withheld = attachment.withheld or names_a_state(words, code)

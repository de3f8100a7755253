"""Applying to join the Group, by somebody who has no account: the application, the proof of its mailbox, answers."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Account, Application, Delegation, Mail
from case_studies.notifications.applicant_mail import ApplicationLinkEnded, read_token
from case_studies.notifications.notify import notify
from case_studies.operations.accounts.accounts import is_reachable, without_tag
from case_studies.policy.actor import NOBODY
from case_studies.policy.delegations import co_chairs
from case_studies.taxonomy.loader import delegation as new_delegation
from case_studies.taxonomy.places import possible_delegations
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    ApplicantMail,
    ApplicationState,
    HistoryAction,
    NotificationEvent,
    Role,
    Standing,
)
from case_studies.workflow.history import record_delegation_event

PROVED_WITHIN = timedelta(days=2)
NEXT_MAIL_AFTER = timedelta(minutes=10)  # so that nobody fills a mailbox
MOST_UNPROVED = 5  # applications of a mailbox that wait for its proof: as many mails, in two days
MOST_NOTICES = 5  # of applications, in a day: the owner of a domain can prove any number of mailboxes
EARLIEST_LETTER = timedelta(days=731)
MISSING = {
    "office": N_("Name the office, such as Military adviser."),
    "letter_reference": N_("Give the reference of the letter or note verbale."),
}


def apply(session: Session, *, code: str, mailbox: str, office: str, letter_date: date, **rest: Any) -> None:
    """Store an application and mail a link that proves its mailbox. Raises Incomplete.

    The answer is the same for a delegation that takes part already: it may not be known that it does. `rest` are the
    standing, the reference of the letter, the contributions, and whether the membership may be public.
    """
    _check(session, code, mailbox, letter_date, {"office": office, "letter_reference": rest["letter_reference"]})
    moment, mailbox = now(session), mailbox.lower()
    if _has_enough_mails(session, mailbox, moment):
        return
    application = Application(
        delegation_code=code,
        mailbox=mailbox,
        office=office,
        letter_date=letter_date,
        state=ApplicationState.UNPROVED,
        sent_at=moment,
        **rest,
    )
    session.add(application)
    mail_applicant(session, application, ApplicantMail.PROOF, until=PROVED_WITHIN)


def _has_enough_mails(session: Session, mailbox: str, moment: datetime) -> bool:
    """Whether a mailbox got enough mails, by whichever of its addresses."""
    name, _at, domain = without_tag(mailbox).rpartition("@")
    tagged = Application.mailbox.startswith(f"{name}+", autoescape=True)
    is_its = or_(
        Application.mailbox == f"{name}@{domain}", tagged & Application.mailbox.endswith(f"@{domain}", autoescape=True)
    )
    own = select(func.count()).select_from(Application).where(is_its)
    just_sent = session.scalar(own.where(Application.sent_at > moment - NEXT_MAIL_AFTER))
    unproved = own.where(Application.state == ApplicationState.UNPROVED)
    return bool(just_sent) or (session.scalar(unproved) or 0) >= MOST_UNPROVED


def _check(session: Session, code: str, mailbox: str, letter_date: date, texts: dict[str, str]) -> None:
    errors = {name: [MISSING[name]] for name, text in texts.items() if not text}
    if code not in possible_delegations():
        errors["code"] = [N_("Choose a State or an organization.")]
    if not is_reachable(mailbox.lower()):
        errors["mailbox"] = [N_("Give an e-mail address of an office, such as peacekeeping@example.org.")]
    today = now(session).date()
    if not today - EARLIEST_LETTER <= letter_date <= today:
        errors["letter_date"] = [N_("Give the day of the letter, within the last two years.")]
    if errors:
        raise Incomplete(errors)


def mail_applicant(
    session: Session, application: Application, purpose: ApplicantMail, *, until: timedelta | None = None
) -> None:
    """Queue a mail to the mailbox of an application."""
    moment = now(session)
    session.add(
        Mail(
            application=application,
            purpose=purpose,
            link_until=moment + until if until is not None else None,
            queued_at=moment,
            next_try_at=moment,
        )
    )


def application_to_prove(session: Session, secret: str, token: str) -> Application:
    """Return the application whose mailbox a link proves. Raises ApplicationLinkEnded."""
    application = session.get(Application, read_token(secret, token, ApplicantMail.PROOF), with_for_update=True)
    if application is None or application.state != ApplicationState.UNPROVED:
        raise ApplicationLinkEnded()
    if now(session) >= application.sent_at + PROVED_WITHIN:
        raise ApplicationLinkEnded()
    return application


def prove_mailbox(session: Session, secret: str, token: str) -> Application:
    """Hand an application to the co-chairs. The link that proves its mailbox works once."""
    application = application_to_prove(session, secret, token)
    application.state = ApplicationState.APPLIED
    application.proved_at = application.waits_since = now(session)
    delegation = session.get(Delegation, application.delegation_code, with_for_update=True)
    before = delegation.standing if delegation is not None else None
    if delegation is None:
        delegation = new_delegation(application.delegation_code, Standing.APPLICANT)
        session.add(delegation)
        session.flush()
    entry = record_delegation_event(
        session,
        delegation,
        NOBODY,
        HistoryAction.APPLY,
        note=application.letter_reference,
        before=before,
        after=delegation.standing,
    )
    proved = select(func.count()).select_from(Application).where(Application.proved_at > now(session) - timedelta(1))
    if (session.scalar(proved) or 0) <= MOST_NOTICES:
        notify_co_chairs(session, NotificationEvent.APPLICATION_RECEIVED, entry.number)
    return application


def application_to_answer(session: Session, secret: str, token: str) -> Application:
    """Return the application that a co-chair asks about. Raises ApplicationLinkEnded."""
    application = session.get(Application, read_token(secret, token, ApplicantMail.QUESTION), with_for_update=True)
    if application is None or application.state != ApplicationState.APPLIED or not application.open_questions:
        raise ApplicationLinkEnded()
    return application


def answer_questions(session: Session, secret: str, token: str, answers: dict[int, str]) -> Application:
    """Store the answers, by the id of the question. The co-chairs' time to object begins again. Raises Incomplete."""
    application = application_to_answer(session, secret, token)
    questions = application.open_questions
    missing = {f"answer-{one.id}": [N_("Answer this question.")] for one in questions if not answers.get(one.id)}
    if missing:
        raise Incomplete(missing)
    moment = now(session)
    for one in questions:
        one.answer, one.answered_at = answers[one.id], moment
    application.waits_since = moment
    delegation = session.get_one(Delegation, application.delegation_code)
    entry = record_delegation_event(session, delegation, NOBODY, HistoryAction.ANSWER_QUESTION)
    notify_co_chairs(session, NotificationEvent.QUESTION_ANSWERED, entry.number)
    return application


def notify_co_chairs(session: Session, event: NotificationEvent, entry: int) -> None:
    """Notify the editors of the co-chairs."""
    notify(session, event, editors_of_co_chairs(session), None, key=f"history:{entry}")


def editors_of_co_chairs(session: Session) -> list[Account]:
    """Return the open offices that answer applications."""
    accounts = session.scalars(select(Account).where(Account.active, Account.delegation_code.in_(co_chairs(session))))
    return [account for account in accounts if Role.EDITOR in account.roles]


def delete_unproved(session: Session) -> None:
    """Delete applications whose mailbox nobody proved in time, and their mails."""
    late = Application.sent_at < now(session) - PROVED_WITHIN
    ended = select(Application.id).where(Application.state == ApplicationState.UNPROVED, late)
    session.execute(delete(Mail).where(Mail.application_id.in_(ended)))
    session.execute(delete(Application).where(Application.state == ApplicationState.UNPROVED, late))

"""Applications at the co-chairs: supporting, asking, deferring, and accepting by consent or by silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.clock import add_working_days
from case_studies.db import by_name
from case_studies.errors import N_, Incomplete, NotVisible, WrongState
from case_studies.models import Application, ApplicationOpinion, Delegation, DelegationContribution
from case_studies.operations.accounts.accounts import add_account, find_account, is_free_address, set_active, set_roles
from case_studies.operations.accounts.password_links import invite_by_mail
from case_studies.operations.delegations.joining import delete_unproved, editors_of_co_chairs, mail_applicant
from case_studies.operations.delegations.records import join
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import ON_SERVER, DelegationRight, check_right, co_chairs, delegation_rights
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import ApplicantMail, ApplicationState, Certainty, HistoryAction, Role
from case_studies.workflow.history import record_delegation_event

WORKING_DAYS = 10
MOST_DECIDED = 20


@dataclass(frozen=True, slots=True)
class SeenApplication:
    """An application as its reader sees it: who supports it, until when objections count, what the reader may do."""

    application: Application
    delegation: Delegation
    supporters: Sequence[Delegation]
    waiting: Sequence[Delegation]
    """The co-chairs that have not said yes."""
    accepted_after: date | None
    may_support: bool
    may_answer: bool
    reason: str
    """Why it was deferred; empty for administrators, who do not answer applications."""

    def waits_for(self, actor: Actor) -> bool:
        """Whether the actor's co-chair has not said yes, and waits for no answer to a question of its own."""
        asked = {question.co_chair_code for question in self.application.open_questions}
        return self.may_support and actor.delegation not in asked


def list_applications(session: Session, actor: Actor) -> tuple[list[SeenApplication], list[SeenApplication]]:
    """Return the open applications, the oldest first, and those that were decided, the newest first."""
    check_right(session, actor, DelegationRight.READ_APPLICATIONS)
    chairs = _chairs(session)
    may_answer = DelegationRight.ANSWER_APPLICATION in delegation_rights(session, actor)
    is_open = Application.state == ApplicationState.APPLIED
    waiting = session.scalars(select(Application).where(is_open).order_by(Application.id)).all()
    decided = select(Application).where(Application.decided_at.is_not(None)).order_by(Application.decided_at.desc())
    return (
        [_seen(session, actor, one, chairs, may_answer) for one in waiting],
        [_seen(session, actor, one, chairs, may_answer) for one in session.scalars(decided.limit(MOST_DECIDED))],
    )


def see_application(session: Session, actor: Actor, application: Application) -> SeenApplication:
    """Return an application as the actor, who has just answered it, sees it."""
    check_right(session, actor, DelegationRight.ANSWER_APPLICATION)
    return _seen(session, actor, application, _chairs(session), may_answer=True)


def _chairs(session: Session) -> Sequence[Delegation]:
    query = select(Delegation).where(Delegation.code.in_(co_chairs(session)))
    return session.scalars(query.order_by(by_name(Delegation.name))).all()


def applications_to_answer(session: Session, actor: Actor) -> list[SeenApplication]:
    """Return the open applications that wait for the actor's co-chair, the oldest first; none for all others."""
    if not actor.is_a(Role.EDITOR) or DelegationRight.ANSWER_APPLICATION not in delegation_rights(session, actor):
        return []
    waiting, _decided = list_applications(session, actor)
    return [seen for seen in waiting if seen.waits_for(actor)]


def _seen(
    session: Session, actor: Actor, application: Application, chairs: Sequence[Delegation], may_answer: bool
) -> SeenApplication:
    delegation = session.get_one(Delegation, application.delegation_code)
    supporters = [chair for chair in chairs if chair.code in application.supporters]
    return SeenApplication(
        application,
        delegation,
        supporters,
        [chair for chair in chairs if chair not in supporters],
        last_day_to_object(application),
        may_answer and actor.delegation not in application.supporters and not delegation.takes_part,
        may_answer,
        application.reason if may_answer else "",
    )


def last_day_to_object(application: Application) -> date | None:
    """Return the tenth working day since the co-chairs have had everything; None while a question is open."""
    if application.waits_since is None or application.open_questions:
        return None
    return add_working_days(application.waits_since.date(), WORKING_DAYS)


def support(session: Session, actor: Actor, number: int) -> Application:
    """Say yes for a co-chair. When all co-chairs have said yes, the application is accepted."""
    application, delegation = _open_application(session, actor, number)
    if delegation.takes_part:
        raise WrongState(N_("This delegation takes part already. Defer the application."))
    if actor.delegation in application.supporters:
        return application
    _add_opinion(session, application, actor, None)
    record_delegation_event(session, delegation, actor, HistoryAction.SUPPORT_APPLICATION)
    if co_chairs(session) <= application.supporters:
        _accept(session, application, delegation, actor)
    return application


def ask(session: Session, actor: Actor, number: int, question: str) -> Application:
    """Ask the applicant a question, which holds the application up until it is answered. Raises Incomplete."""
    application, delegation = _open_application(session, actor, number)
    if not question:
        raise Incomplete({"question": [N_("Write the question.")]})
    if actor.delegation in application.supporters:
        raise WrongState(N_("Your delegation supports this application already."))
    _add_opinion(session, application, actor, question)
    mail_applicant(session, application, ApplicantMail.QUESTION)
    record_delegation_event(session, delegation, actor, HistoryAction.ASK_APPLICANT)
    return application


def defer(session: Session, actor: Actor, number: int, reason: str) -> Application:
    """Defer an application. Only the co-chairs' editors read the reason. Raises Incomplete."""
    application, delegation = _open_application(session, actor, number)
    if not reason:
        raise Incomplete({"reason": [N_("Give a reason. Only editors of the co-chairs read it.")]})
    application.state, application.decided_at = ApplicationState.DEFERRED, now(session)
    application.reason = reason
    mail_applicant(session, application, ApplicantMail.DEFERRAL)
    record_delegation_event(session, delegation, actor, HistoryAction.DEFER_APPLICATION)
    return application


def settle_applications(work: UnitOfWork) -> int:
    """Accept the applications to which nobody objected in ten working days, and return their number.

    Where no co-chair has an editor, nobody could object, so they wait.
    """
    with work.writing(quietly=True) as session:
        delete_unproved(session)
        if not editors_of_co_chairs(session):
            return 0
        waiting = select(Application).where(Application.state == ApplicationState.APPLIED).order_by(Application.id)
        today, accepted = now(session).date(), 0
        for application in session.scalars(waiting.with_for_update(skip_locked=True)).all():
            last_day = last_day_to_object(application)
            delegation = session.get_one(Delegation, application.delegation_code, with_for_update=True)
            if last_day is not None and today > last_day and not delegation.takes_part:
                _accept(session, application, delegation, ON_SERVER)
                accepted += 1
        return accepted


def _open_application(session: Session, actor: Actor, number: int) -> tuple[Application, Delegation]:
    check_right(session, actor, DelegationRight.ANSWER_APPLICATION)
    application = session.get(Application, number, with_for_update=True)
    if application is None or application.state == ApplicationState.UNPROVED:
        raise NotVisible()
    if application.state != ApplicationState.APPLIED:
        raise WrongState(N_("This application is decided already."))
    return application, session.get_one(Delegation, application.delegation_code, with_for_update=True)


def _add_opinion(session: Session, application: Application, actor: Actor, question: str | None) -> None:
    application.opinions.append(
        ApplicationOpinion(co_chair_code=actor.delegation, account_id=actor.account, at=now(session), question=question)
    )
    session.flush()


def _accept(session: Session, application: Application, delegation: Delegation, actor: Actor) -> None:
    """Let the delegation take part, and invite its focal office with a link that works once."""
    before = delegation.standing
    application.state, application.decided_at = ApplicationState.ACCEPTED, now(session)
    join(session, delegation, application.standing)
    delegation.mailbox, delegation.is_public = application.mailbox, application.is_public
    delegation.contributions = [
        DelegationContribution(kind, certainty=Certainty.DECLARED) for kind in application.contributions
    ]
    session.flush()
    record_delegation_event(
        session, delegation, actor, HistoryAction.ACCEPT_APPLICATION, before=before, after=delegation.standing
    )
    _invite_focal_office(session, application, delegation, actor)


def _invite_focal_office(session: Session, application: Application, delegation: Delegation, actor: Actor) -> None:
    """Invite the office that applied. A closed account of its own is opened again; any other stays as it is."""
    email, roles = application.mailbox, [Role.FOCAL_POINT]
    if is_free_address(session, email):
        invite_by_mail(
            session, add_account(session, email, delegation.code, roles, office=application.office, actor=actor)
        )
        return
    account = find_account(session, email)
    if account.delegation_code == delegation.code and not account.active:
        set_active(session, email, is_open=True, actor=actor)
        set_roles(session, email, roles, actor=actor)
        invite_by_mail(session, account)

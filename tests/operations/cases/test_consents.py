"""Consent to be named: the answers of authors and co-submitters, and its withdrawal."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, Refusal, StaleVersion, WrongState
from case_studies.models import Account, Case, Notification
from case_studies.operations.cases.consents import Consents, answer_for_partners, consents_of, find_consent
from case_studies.operations.cases.queries import find_case
from case_studies.policy.actor import NOBODY
from case_studies.policy.consents import ConsentState, text_mark
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.vocabulary import Action, Audience, NotificationEvent, PartnerAnswer, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in
from tests.support.world import World

T = TypeVar("T")
CONFIRMER = "clearance.bra"


def _in_clearance(world: World, **values: object) -> Steps:
    return case_in(world, State.IN_CLEARANCE, **{"co_submitters": ["BRA"], **values})


def _see(case: Steps, look: Callable[[Case], T]) -> T:
    """Return what is seen of the case as it is stored."""
    with case.world.platform.work.reading() as session:
        return look(session.scalars(select(Case).where(Case.reference == case.reference)).one())


def _consents(case: Steps) -> Consents:
    return _see(case, lambda stored: consents_of(stored, stored.current))


def _state(case: Steps, code: str = "BRA") -> ConsentState:
    return {one.delegation.code: one.state for one in _consents(case).co_submitters}[code]


def _mark(case: Steps) -> str:
    return _see(case, lambda stored: text_mark(stored.current))


def _answer(case: Steps, **answers: tuple[PartnerAnswer, str]) -> None:
    with case.world.platform.work.writing() as session:
        actor = case.world.actor(WRITER)
        stored = find_case(session, actor, case.reference, for_change=True)
        answer_for_partners(session, stored, actor, answers, version=stored.version)


def _notified(world: World, event: NotificationEvent) -> list[str]:
    query = select(Account.email).join(Notification, Notification.account_id == Account.id)
    with world.platform.work.reading() as session:
        found = session.scalars(query.where(Notification.event == event)).all()
    return sorted(email.removesuffix("@demo.example") for email in found)


def _shown(case: Case, reader: Reader) -> tuple[list[str], list[str], bool]:
    assert case.readable is not None
    released = ReleasedRevision(case.readable, reader)
    return [place.code for place in released.implemented_by], released.partners, released.has_unnamed_states


# ---- A co-submitter confirms


def test_a_case_is_submitted_only_when_each_co_submitter_has_confirmed_its_text(bare: World) -> None:
    case = _in_clearance(bare, co_submitters=["BRA", "SEN"])
    assert _notified(bare, NotificationEvent.CONSENT_ASKED) == ["clearance.bra", "clearance.sen"]
    case.consent("clearance.sen")
    with pytest.raises(WrongState) as refusal:
        case.act(Action.CLEAR, OFFICER)
    assert "Missing: Brazil." in str(refusal.value)
    case.consent(CONFIRMER)
    case.act(Action.CLEAR, OFFICER)
    assert case.state == State.SUBMITTED


def test_a_change_of_the_text_asks_again_and_a_text_that_comes_back_does_not(bare: World) -> None:
    case = _in_clearance(bare)
    case.consent(CONFIRMER)
    case.act(Action.TAKE_BACK, WRITER)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert _state(case) == ConsentState.CONFIRMED
    case.act(Action.TAKE_BACK, WRITER)
    case.edit(sections={"lessons": "Repeat: two searchers in each vehicle."})
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert _state(case) == ConsentState.AWAITED
    assert _notified(bare, NotificationEvent.CONSENT_ASKED) == [CONFIRMER, CONFIRMER]


def test_what_was_read_is_confirmed_and_no_text_that_was_changed_meanwhile(bare: World) -> None:
    case = _in_clearance(bare)
    read = _mark(case)
    case.act(Action.TAKE_BACK, WRITER)
    case.edit(title="Another title")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    with pytest.raises(StaleVersion):
        case.consent(CONFIRMER, mark=read)
    assert _state(case) == ConsentState.AWAITED


def test_a_refusal_has_a_reason_which_the_delegation_reads(bare: World) -> None:
    case = _in_clearance(bare)
    with pytest.raises(Incomplete):
        case.consent(CONFIRMER, confirmed=False)
    case.consent(CONFIRMER, confirmed=False, reason="The number of vehicles is wrong.")
    (one,) = _consents(case).co_submitters
    assert (one.state, one.consent and one.consent.reason) == ("refused", "The number of vehicles is wrong.")
    assert _notified(bare, NotificationEvent.CONSENT_REFUSED) == [OFFICER, WRITER]
    assert Action.CLEAR not in case.open_to(OFFICER)
    case.consent(CONFIRMER)
    assert Action.CLEAR in case.open_to(OFFICER)


def test_a_co_submitter_without_a_clearance_officer_is_a_dead_end_that_is_said_beforehand(bare: World) -> None:
    case = Steps.start(bare, co_submitters=["ITA"])
    with pytest.raises(Refusal) as refusal:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    assert "Italy" in str(refusal.value)


# ---- Who may do it, in which state

OUTSIDERS = ("reviewer.bra", "editor.bra", "focal-point.idn", "practitioner", "admin", WRITER, OFFICER, "clearance.ken")


@pytest.mark.parametrize("office", [*OUTSIDERS, None])
def test_nobody_else_learns_that_a_co_submitter_is_asked(bare: World, office: str | None) -> None:
    case = _in_clearance(bare)
    actor = NOBODY if office is None else bare.actor(office)
    with bare.platform.work.reading() as session, pytest.raises((NotVisible, NotAllowed)) as refusal:
        find_consent(session, actor, case.reference)
    assert refusal.type is (NotAllowed if office in (WRITER, OFFICER) else NotVisible)


MAY = {
    State.DRAFT: (False, False),
    State.IN_CLEARANCE: (True, False),
    State.SUBMITTED: (False, True),
    State.IN_REVIEW: (False, True),
    State.REVISION_REQUESTED: (False, True),
    State.PUBLISHED: (False, True),
    State.ARCHIVED: (False, True),
    State.DECLINED: (False, False),
    State.WITHDRAWN: (False, False),
}


@pytest.mark.slow
@pytest.mark.parametrize("state", MAY)
def test_what_a_co_submitter_may_do_depends_on_the_state(bare: World, state: State) -> None:
    case = case_in(bare, state, co_submitters=["BRA"])
    with bare.platform.work.reading() as session:
        try:
            _case, view = find_consent(session, bare.actor(CONFIRMER), case.reference)
            found = view.may_answer, view.may_withdraw
        except (NotVisible, NotAllowed):
            found = False, False
    assert found == MAY[state]


@pytest.mark.slow
def test_an_implementing_state_withdraws_where_readers_find_its_name_and_not_before(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, implemented_by=["GHA", "BRA"])
    with pytest.raises(NotVisible):
        case.withdraw_consent(CONFIRMER)
    published = case_in(bare, State.PUBLISHED, implemented_by=["GHA", "BRA"])
    published.withdraw_consent(CONFIRMER)
    assert [place.code for place in published.readable.implemented_by] == ["GHA"]


# ---- The author's answers about others


@pytest.mark.slow
def test_a_state_that_was_not_asked_is_not_named_to_readers(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA", "KEN", "JPN"], partners=["UNMAS", "Ministry"])
    _answer(case, KEN=(PartnerAnswer.NOT_ASKED, ""), Ministry=(PartnerAnswer.REFUSED, "Letter of June 2026"))
    case.publish()
    for reader in (Reader(Audience.PUBLIC), Reader(Audience.MEMBERS, "KEN")):
        shown = _see(case, lambda stored, reader=reader: _shown(stored, reader))
        assert shown == (["GHA", "JPN"], ["UNMAS"], True)


def test_an_agreement_needs_who_and_when(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA", "KEN"])
    with pytest.raises(Incomplete) as refusal:
        _answer(case, KEN=(PartnerAnswer.AGREED, ""), CHN=(PartnerAnswer.NOT_ASKED, ""))
    assert list(refusal.value.fields) == ["consents.0.note", "consents.1.partner"]


def test_the_author_sees_where_the_text_names_those_that_have_not_agreed(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA", "KEN"], title="With Kenyan engineers")
    _answer(case, KEN=(PartnerAnswer.REFUSED, ""))
    assert _consents(case).mentions == {"KEN": ["title"]}


def test_a_case_of_one_state_asks_nothing(bare: World) -> None:
    assert _consents(case_in(bare, State.SUBMITTED)).is_empty


# ---- Withdrawal


def test_who_withdraws_keeps_its_conflict_and_is_notified_to_the_delegation_and_the_editors(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW, co_submitters=["BRA"])
    case.withdraw_consent(CONFIRMER)
    assert {OFFICER, WRITER, EDITOR} <= set(_notified(bare, NotificationEvent.CONSENT_WITHDRAWN))
    with pytest.raises(NotVisible):
        case.act(Action.PUBLISH, "editor.bra")
    case.act(Action.PUBLISH, EDITOR)
    assert case.readable.co_submitters == []


@pytest.mark.slow
def test_a_withdrawal_is_for_good(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, co_submitters=["BRA"], title="How Brazil searches")
    case.withdraw_consent(CONFIRMER)
    with pytest.raises((NotVisible, NotAllowed)):
        case.withdraw_consent(CONFIRMER)
    case.act(Action.REVISE, WRITER)
    assert case.look().current.co_submitters == []
    title = _see(case, lambda stored: ReleasedRevision(stored.current, Reader(Audience.PUBLIC)).title)
    assert title == "How [name withheld] searches"

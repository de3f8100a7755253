"""What became of a published case: who may say it, what its readers learn, and when it is too long ago."""

from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, NotAllowed, NotVisible, Refusal, StaleVersion, WrongState
from case_studies.life import KnownLife, confirm_by, confirmed_since
from case_studies.models import Case, Confirmation
from case_studies.operations.cases.confirmations import confirm
from case_studies.operations.cases.due_confirmations import is_unconfirmed_since
from case_studies.operations.cases.queries import find_case
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.vocabulary import Action, Audience, Life, SaidLife, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import START, World

SENTENCE = "The unit went home with its trucks."
DAY = timedelta(days=1)


def released(case: Steps, audience: Audience = Audience.PUBLIC) -> KnownLife | None:
    """Return what a reader may know."""
    with case.world.platform.work.reading() as session:
        published = find_case(session, case.actor(WRITER), case.reference).published
        assert published is not None
        return ReleasedRevision(published, Reader(audience)).life


def sentence(case: Steps, audience: Audience = Audience.PUBLIC) -> str:
    life = released(case, audience)
    assert life is not None
    return life.note


@pytest.mark.slow
@pytest.mark.parametrize("state", sorted(set(State) - {State.SUPERSEDED}))
@pytest.mark.parametrize(
    ("office", "refusal"),
    [
        (WRITER, None),
        (OFFICER, None),
        (EDITOR, NotAllowed),
        (REVIEWERS[0], NotAllowed),
        ("practitioner", NotAllowed),
        ("focal-point.deu", NotAllowed),
        ("admin", NotAllowed),
    ],
)
def test_only_offices_of_the_delegation_say_it_and_only_of_a_published_case(
    bare: World, state: State, office: str, refusal: type[Refusal] | None
) -> None:
    case = case_in(bare, state)
    if state == State.PUBLISHED and refusal is None:
        case.confirm(SaidLife.STOPPED, SENTENCE, office)
        life = released(case)
        assert life is not None
        assert life.said == SaidLife.STOPPED
        return
    with pytest.raises(WrongState if refusal is None else (NotAllowed, NotVisible)):
        case.confirm(SaidLife.STOPPED, SENTENCE, office)
    assert case.look().confirmation is None


def test_a_case_with_a_next_draft_is_confirmed_and_the_draft_goes_on(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.act(Action.REVISE, WRITER)
    case.confirm(SaidLife.CHANGED, SENTENCE)
    assert case.look().state == State.DRAFT
    assert sentence(case) == SENTENCE


def test_the_choice_counts_at_once_and_the_sentence_when_a_clearance_officer_confirms_it(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.confirm(SaidLife.HARMFUL, SENTENCE, WRITER)
    life = released(case, Audience.MEMBERS)
    assert life is not None
    assert (life.said, life.note) == (SaidLife.HARMFUL, "")
    case.confirm(SaidLife.HARMFUL, SENTENCE, OFFICER)
    assert sentence(case) == SENTENCE


def test_a_sentence_can_be_kept_to_members(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.confirm(SaidLife.STOPPED, SENTENCE, members_only=True)
    assert (sentence(case), sentence(case, Audience.MEMBERS)) == ("", SENTENCE)


@pytest.mark.parametrize("life", [SaidLife.CHANGED, SaidLife.STOPPED, SaidLife.HARMFUL])
def test_everything_but_still_in_use_needs_a_sentence(bare: World, life: SaidLife) -> None:
    case = case_in(bare, State.PUBLISHED)
    with pytest.raises(Incomplete):
        case.confirm(life, "")


def test_a_sentence_with_a_finding_of_the_check_is_refused_with_the_reason(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    with pytest.raises(Incomplete) as refused:
        case.confirm(SaidLife.STOPPED, "The post at 30P XA 123 456 was closed.")
    (message,) = refused.value.fields["note"]
    assert message.startswith("“30P XA 123 456” looks like a grid reference.")
    assert case.look().confirmation is None


@pytest.mark.parametrize("name", ["Ghana", "GHANA", "加纳", "Ghanaian"])
def test_a_sentence_does_not_name_a_delegation_that_the_case_does_not_name(bare: World, name: str) -> None:
    case = case_in(bare, State.PUBLISHED, attribution="unnamed")
    with pytest.raises(Incomplete) as refused:
        case.confirm(SaidLife.STOPPED, f"The unit of {name} went home.")
    assert refused.value.fields["note"][0].endswith("Leave its name out.")


@pytest.mark.slow
def test_the_next_publication_describes_a_change_but_takes_back_no_warning(bare: World) -> None:
    changed, stopped = case_in(bare, State.PUBLISHED), case_in(bare, State.PUBLISHED)
    for case, life in ((changed, SaidLife.CHANGED), (stopped, SaidLife.STOPPED)):
        case.confirm(life, SENTENCE)
        case.act(Action.REVISE, WRITER)
        case.publish()
    life = released(changed)
    assert life is not None
    assert life.said is None
    assert sentence(stopped) == SENTENCE


def test_a_page_opened_before_a_colleague_answered_is_refused_and_nothing_is_saved(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.confirm(SaidLife.STOPPED, SENTENCE)
    with bare.platform.work.writing() as session:
        found = find_case(session, case.actor(WRITER), case.reference, for_change=True)
        with pytest.raises(StaleVersion):
            confirm(session, found, case.actor(WRITER), SaidLife.IN_USE, "", last_seen=0)
    assert len(case.look().confirmations) == 1


def test_two_at_once_are_both_kept_and_the_later_one_counts(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    answers = [(SaidLife.IN_USE, WRITER), (SaidLife.STOPPED, OFFICER)]
    threads = [Thread(target=case.confirm, args=(life, SENTENCE, office)) for life, office in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = case.look()
    assert sorted(one.life for one in found.confirmations) == [SaidLife.IN_USE, SaidLife.STOPPED]
    assert found.confirmation is found.confirmations[-1]
    assert [one.at for one in found.confirmations] == sorted(one.at for one in found.confirmations)


def is_due(world: World, case: Steps, day: date) -> bool:
    with world.platform.work.reading() as session:
        return (
            session.scalar(select(Case.id).where(Case.reference == case.reference, is_unconfirmed_since(day)))
            is not None
        )


@pytest.mark.slow
def test_the_query_and_the_value_agree_on_what_is_confirmed(bare: World) -> None:
    untouched, confirmed, ended = (case_in(bare, State.PUBLISHED) for _ in range(3))
    bare.clock.moment += timedelta(days=100)
    confirmed.confirm(SaidLife.IN_USE)
    ended.confirm(SaidLife.HARMFUL, SENTENCE)
    for case in (untouched, confirmed, ended):
        for day in (START.date() + timedelta(days) for days in (0, 1, 50, 99, 100, 101, 102, 500)):
            life = released(case)
            assert life is not None
            assert is_due(bare, case, day) == (life.now(day) == Life.NOT_CONFIRMED), (case, day)
    assert not is_due(bare, case_in(bare, State.IN_REVIEW), date(2030, 1, 1))


@pytest.mark.parametrize("months", [1, 3, 11, 12, 13, 60])
def test_the_first_day_that_counts_is_the_first_whose_last_day_has_not_passed(months: int) -> None:
    for number in range(1500):
        today = date(2023, 12, 1) + number * DAY
        first = confirmed_since(today, months)
        assert confirm_by(first, months) >= today > confirm_by(first - DAY, months)


def test_months_end_where_the_calendar_has_no_such_day() -> None:
    assert confirm_by(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert confirm_by(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert confirm_by(date(2026, 11, 27), 12) == date(2027, 11, 27)


def test_rows_are_only_added(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.confirm(SaidLife.IN_USE)
    bare.clock.moment += timedelta(days=365)
    case.confirm(SaidLife.STOPPED, SENTENCE)
    with bare.platform.work.reading() as session:
        rows = session.scalars(select(Confirmation).order_by(Confirmation.id)).all()
    assert [(row.life, row.note, row.cleared) for row in rows] == [
        (SaidLife.IN_USE, "", True),
        (SaidLife.STOPPED, SENTENCE, True),
    ]

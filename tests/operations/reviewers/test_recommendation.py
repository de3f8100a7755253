"""Finding reviewers: each merit by itself, who is offered last or not at all and why, and what it costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from case_studies.models import Absence, Account, Case, Delegation, Place, ReviewerProfile
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.reviewers.recommendation import Recommendations, recommend_reviewers
from case_studies.operations.reviewers.suitability import ExclusionReason, FitReason, ReviewRequirements, suitability
from case_studies.operations.reviewers.track_record import Tally, TrackRecord
from case_studies.vocabulary import Action, Language, Role, State
from tests.support.page_reader import statements
from tests.support.reviewers import add_reviewers
from tests.support.workflow_cases import EDITOR, WRITER, Steps, case_in, unanswered_round
from tests.support.world import START, World

TODAY = START.date()
NEED = ReviewRequirements(
    themes={"EXP-SEARCH": "Search", "MED": "Medical support"},
    parents={"EXP": None, "EXP-SEARCH": "EXP", "EXP-EOD": "EXP", "MED": None, "MED-AIR": "MED"},
    language=Language.FRENCH,
    first_day=TODAY,
    last_day=TODAY + timedelta(days=21),
)


def score(**known: Any) -> float:
    return suitability(TrackRecord(**known), NEED)[0]


def grounds(**known: Any) -> dict[str, dict[str, Any]]:
    return {str(reason.ground): dict(reason.facts) for reason in suitability(TrackRecord(**known), NEED)[1]}


def away(first: int, last: int) -> Absence:
    return Absence(first_day=TODAY + timedelta(days=first), last_day=TODAY + timedelta(days=last))


# ---- Each merit by itself ------------------------------------------------------------------------------------------


def test_the_theme_itself_counts_more_than_one_near_it_and_that_more_than_a_past_case() -> None:
    own, above, below = (score(themes=frozenset({theme})) for theme in ("EXP-SEARCH", "EXP", "MED-AIR"))
    judged, sibling = score(reviewed={"EXP-SEARCH": 3}), score(themes=frozenset({"EXP-EOD"}))
    assert own > above == below > judged > sibling == score()
    assert grounds(themes=frozenset({"EXP-SEARCH", "MED-AIR"}), reviewed={"MED": 2}) == {
        "knows": {"themes": ["Search"]},
        "knows_near": {"themes": ["Medical support"]},
        "judged": {"cases": 2},
        "says_no_language": {},
        "has": {"open": 0, "most": 3},
        "never_asked": {},
    }


def test_who_reads_the_language_comes_before_who_does_not() -> None:
    reads, others, unsaid = (score(languages=frozenset(langs)) for langs in ({"fr"}, {"en", "ar"}, set()))
    assert reads > others == unsaid
    assert "reads" in grounds(languages=frozenset({"fr"}))
    assert "does_not_read" in grounds(languages=frozenset({"en"}))


def test_few_data_count_little() -> None:
    once, often = (score(tally=Tally(asked=n, in_time=n, due=n, on_time=n)) for n in (1, 20))
    never, once_silent, often_silent = score(), score(tally=Tally(asked=1)), score(tally=Tally(asked=20))
    assert often > once > never > once_silent > often_silent


def test_saying_no_in_time_is_better_than_silence_and_less_than_yes() -> None:
    said_yes, said_no, silent = (
        score(tally=Tally(asked=4, in_time=n, declined=declined)) for n, declined in ((4, 0), (4, 4), (0, 0))
    )
    assert said_yes > said_no > silent


def test_an_absence_counts_to_its_last_day_and_costs_by_its_length() -> None:
    assert score() > score(absences=[away(3, 4)]) > score(absences=[away(-2, 9)])
    joined = grounds(absences=[away(-2, 3), away(4, 30)])["away"]
    assert joined == {"first_day": TODAY, "last_day": TODAY + timedelta(days=30), "now": True}
    later = grounds(absences=[away(5, 6)])["away"]
    assert later == {"first_day": TODAY + timedelta(days=5), "last_day": TODAY + timedelta(days=6), "now": False}
    assert "away" not in grounds(absences=[away(-9, -1), away(22, 40)])


records = st.builds(
    TrackRecord,
    themes=st.frozensets(st.sampled_from(sorted(NEED.parents))),
    languages=st.frozensets(st.sampled_from(["en", "fr", "ar"])),
    largest_load=st.integers(1, 20),
    load=st.integers(0, 20),
    reviewed=st.dictionaries(st.sampled_from(sorted(NEED.parents)), st.integers(1, 9)),
    tally=st.builds(lambda a, b, c: Tally(a + b, a, min(a, c), a + c, c), *[st.integers(0, 30)] * 3),
    absences=st.lists(st.builds(lambda a, b: away(a, a + b), st.integers(-20, 40), st.integers(0, 40)), max_size=3),
)

BETTER: dict[str, Callable[[TrackRecord], dict[str, Any]]] = {
    "less load": lambda r: {"load": max(r.load - 1, 0)},
    "takes on more": lambda r: {"largest_load": r.largest_load + 1},
    "one more theme of the case": lambda r: {"themes": r.themes | {"MED"}},
    "reads the language": lambda r: {"languages": r.languages | {"fr"}},
    "never away": lambda r: {"absences": []},
    "one more judged": lambda r: {"reviewed": {**r.reviewed, "MED": 1}},
}


@pytest.mark.slow
@pytest.mark.parametrize("change", BETTER)
@given(record=records)
def test_what_is_better_never_ranks_lower(change: str, record: TrackRecord) -> None:
    fields = {name: getattr(record, name) for name in TrackRecord.__slots__}
    better = TrackRecord(**{**fields, **BETTER[change](record)})
    assert 0 <= suitability(record, NEED)[0] <= suitability(better, NEED)[0] <= 100
    assert not (better.is_full and not record.is_full)


# ---- Among the offices of a platform ---------------------------------------------------------------------------------


def found(case: Steps, editor: str = EDITOR) -> Recommendations:
    with case.world.platform.work.reading() as session:
        stored = session.scalars(case_with_all().where(Case.reference == case.reference)).one()
        return recommend_reviewers(session, stored, case.world.actor(editor))


def offered(result: Recommendations) -> list[str]:
    return [candidate.account.email.split("@")[0] for candidate in result.candidates]


def barred(result: Recommendations) -> dict[str, list[str]]:
    return {one.account.email.split("@")[0]: [str(reason.ground) for reason in one.reasons] for one in result.excluded}


def why(result: Recommendations, office: str) -> dict[str, dict[str, Any]]:
    reasons = next(c.reasons for c in result.candidates if c.account.email.startswith(office))
    return {str(reason.ground): dict(reason.facts) for reason in reasons}


def change(world: World, office: str, **said: Any) -> None:
    """Let a reviewer say something else of themselves."""
    with world.platform.work.writing() as session:
        profile = session.get_one(ReviewerProfile, world.actor(office).account)
        for name, value in said.items():
            setattr(profile, name, value)


def go_away(world: World, office: str, first: int, last: int) -> None:
    with world.platform.work.writing() as session:
        absence = away(first, last)
        absence.account_id = world.actor(office).account
        session.add(absence)


def test_the_demonstrations_reviewers_are_ranked_by_what_they_say(bare: World) -> None:
    result = found(case_in(bare, State.SUBMITTED))
    # a convoy or a search by their own word; the field of one; nothing of it, by name
    assert offered(result)[2:] == ["reviewer.ken", "reviewer.bra", "reviewer.jpn", "reviewer.sen"]
    assert set(offered(result)[:2]) == {"reviewer.chn", "reviewer.fra"}
    assert [c.score for c in result.candidates] == sorted((c.score for c in result.candidates), reverse=True)
    assert result.excluded == ()


def test_each_interest_is_named_with_its_tie(bare: World) -> None:
    add_reviewers(bare, "GHA")
    case = case_in(bare, State.SUBMITTED, co_submitters=["BRA"], implemented_by=["FRA", "KEN"], host_states=["KEN"])
    case.assign("reviewer.chn")
    case.declare("reviewer.chn")
    result = found(case)
    assert barred(result) == {
        "reviewer.bra": ["co_submits"],
        "reviewer.chn": ["declared"],
        "reviewer.fra": ["implements"],
        "more.gha": ["submits"],
        "reviewer.ken": ["implements", "hosts"],
    }
    assert [one.account.delegation.name for one in result.excluded] == ["Brazil", "China", "France", "Ghana", "Kenya"]
    assert offered(result) == ["reviewer.jpn", "reviewer.sen"]


def test_who_is_excepted_by_two_editors_is_offered_and_it_is_said(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, implemented_by=["FRA"])
    case.except_("reviewer.fra")
    assert "excepted" in why(found(case), "reviewer.fra")


def test_a_draft_that_names_a_state_bars_nobody(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    case.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    case.edit(WRITER, host_states=["KEN"])
    assert "reviewer.ken" in offered(found(case))


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(["BRA", "CHN", "FRA", "KEN", "JPN", "SEN"]), max_size=6), data=st.data())
def test_a_conflict_is_never_offered(bare: World, names: list[str], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(["co_submitters", "implemented_by", "host_states"]))
    case = _submitted_once(bare)
    with bare.platform.work.reading() as session:
        stored = session.scalars(case_with_all().where(Case.reference == case.reference)).one()
        model: Any = Delegation if place == "co_submitters" else Place
        setattr(stored.current, place, list(session.scalars(select(model).where(model.code.in_(names)))))
        result = recommend_reviewers(session, stored, bare.actor(EDITOR))
    codes = {candidate.account.delegation_code for candidate in result.candidates}
    assert not codes & set(names)
    assert len(result.candidates) + len(result.excluded) == 6


def _submitted_once(world: World) -> Steps:
    with world.platform.work.reading() as session:
        known = session.scalar(select(Case.reference))
    return Steps(world, known) if known else case_in(world, State.SUBMITTED)


def test_who_was_asked_declined_or_was_released_is_not_offered_again(bare: World) -> None:
    case = unanswered_round(bare)
    case.assign("reviewer.ken")
    case.respond("reviewer.chn", accept=False)
    case.release("reviewer.fra")
    assert barred(found(case)) == {
        "reviewer.chn": ["declined"],
        "reviewer.fra": ["released"],
        "reviewer.ken": ["asked"],
    }


def test_a_closed_account_and_another_role_are_not_mentioned(bare: World) -> None:
    with bare.platform.work.writing() as session:
        find_account(session, "reviewer.jpn@demo.example").active = False
        find_account(session, "reviewer.sen@demo.example").roles = [Role.PRACTITIONER]
    result = found(case_in(bare, State.SUBMITTED))
    assert len(result.candidates) + len(result.excluded) == 4


def test_who_has_as_many_cases_as_they_take_on_is_offered_last(bare: World) -> None:
    change(bare, "reviewer.chn", largest_load=1)
    unanswered_round(bare)
    result = found(case_in(bare, State.SUBMITTED))
    assert offered(result)[-1] == "reviewer.chn"
    assert why(result, "reviewer.chn")["full"] == {"open": 1, "most": 1}
    assert why(result, "reviewer.fra")["has"] == {"open": 1, "most": 3}


@pytest.mark.slow
def test_load_is_what_is_open_now(bare: World) -> None:
    """A review that is in, a request that was left, a revision that is back with its author: none is a load."""
    case_in(bare, State.IN_REVIEW)
    left = unanswered_round(bare)
    left.respond("reviewer.chn", accept=False)
    left.release("reviewer.fra")
    back = unanswered_round(bare)
    back.assign("reviewer.ken")
    back.judge(reviewers=("reviewer.ken",))
    back.act(Action.REQUEST_REVISION, EDITOR, "Say who counted.")
    result = found(case_in(bare, State.SUBMITTED))
    assert {why(result, office)["has"]["open"] for office in offered(result)} == {0}


def test_away_for_the_whole_time_of_a_review_bars_and_one_day_less_does_not(bare: World) -> None:
    go_away(bare, "reviewer.fra", 0, 21)
    go_away(bare, "reviewer.chn", 0, 20)
    result = found(case_in(bare, State.SUBMITTED))
    assert barred(result) == {"reviewer.fra": ["away_throughout"]}
    assert why(result, "reviewer.chn")["away"]["last_day"] == TODAY + timedelta(days=20)


def test_the_order_is_the_same_each_time_and_equals_are_sorted_by_name(bare: World) -> None:
    add_reviewers(bare, "AUT", "ZMB", "CHL")
    case = case_in(bare, State.SUBMITTED)
    order = offered(found(case))
    assert order == offered(found(case))
    assert [office for office in order if office.startswith("more")] == ["more.aut", "more.chl", "more.zmb"]


# ---- How they answered -----------------------------------------------------------------------------------------------


def move(case: Steps, days: int) -> None:
    case.world.clock.moment += timedelta(days=days)


def test_answers_and_reviews_are_counted_by_their_days(bare: World) -> None:
    case = unanswered_round(bare)
    move(case, 6)
    case.respond("reviewer.chn")
    move(case, 4)
    case.respond("reviewer.fra")
    move(case, 5)
    case.review("reviewer.chn")
    move(case, 20)
    case.review("reviewer.fra")
    case.review("reviewer.chn", overall="Said again, long after: the first time counts.")
    result = found(case_in(bare, State.SUBMITTED))
    assert why(result, "reviewer.chn")["answered"] == {"in_time": 1, "asked": 1, "declined": 0}
    assert why(result, "reviewer.chn")["delivered"] == {"on_time": 1, "due": 1}
    assert why(result, "reviewer.fra")["answered"] == {"in_time": 0, "asked": 1, "declined": 0}
    assert why(result, "reviewer.fra")["delivered"] == {"on_time": 0, "due": 1}
    assert why(result, "reviewer.chn")["judged"] == {"cases": 1}


def test_days_away_do_not_count_against_anybody(bare: World) -> None:
    case = unanswered_round(bare)
    go_away(bare, "reviewer.fra", 1, 10)
    move(case, 12)
    case.respond("reviewer.fra")
    assert why(found(case_in(bare, State.SUBMITTED)), "reviewer.fra")["answered"]["in_time"] == 1


@pytest.mark.parametrize(("days", "counted"), [(6, None), (20, {"in_time": 0, "asked": 1, "declined": 0})])
def test_a_request_that_was_taken_back_counts_only_after_its_day(
    bare: World, days: int, counted: dict[str, int] | None
) -> None:
    case = unanswered_round(bare)
    move(case, days)
    case.release("reviewer.chn")
    move(case, 30)
    assert why(found(case_in(bare, State.SUBMITTED)), "reviewer.chn").get("answered") == counted


def test_whom_a_decision_overtook_in_their_time_has_nothing_against_them(bare: World) -> None:
    case = unanswered_round(bare)
    case.assign("reviewer.ken")
    case.assign("reviewer.sen")
    case.respond("reviewer.sen")
    case.judge()
    case.act(Action.PUBLISH, EDITOR)
    move(case, 60)
    result = found(case_in(bare, State.SUBMITTED))
    assert "never_asked" in why(result, "reviewer.ken")
    assert "delivered" not in why(result, "reviewer.sen")


def test_figures_leave_out_the_cases_that_the_editor_may_not_know_of(bare: World) -> None:
    """A load that grows would reveal to an editor of Brazil who is asked about Brazil's case."""
    secret = unanswered_round(bare, co_submitters=["BRA"])
    secret.respond("reviewer.chn")
    case = case_in(bare, State.SUBMITTED)
    assert why(found(case), "reviewer.chn")["has"]["open"] == 1
    theirs = found(case, "editor.bra")
    assert why(theirs, "reviewer.chn")["has"]["open"] == 0
    assert "never_asked" in why(theirs, "reviewer.chn")


@pytest.mark.slow
def test_it_asks_the_database_as_often_for_six_as_for_thirty(bare: World) -> None:
    case = unanswered_round(bare)

    def cost() -> int:
        with statements(bare) as seen:
            found(case)
        return len(seen)

    few = cost()
    with bare.platform.work.reading() as session:
        places = session.scalars(select(Place.code).where(Place.kind == "state").order_by(Place.code).limit(24)).all()
    add_reviewers(bare, *places)
    other = case_in(bare, State.SUBMITTED)
    for code in places[:6]:
        other.assign(f"more.{code.lower()}")
    assert cost() == few
    with bare.platform.work.reading() as session:
        assert len(session.scalars(select(Account.id).where(Account.email.startswith("more."))).all()) == 24


def test_every_reason_has_a_phrase() -> None:
    from app.phrases.reviewers import PHRASES

    assert set(PHRASES) == {*FitReason, *ExclusionReason}

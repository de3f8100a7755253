"""Who sees what of a case, written by hand: for each situation and person the revision and the state they know."""

from collections.abc import Callable

import pytest

from case_studies.errors import NotVisible
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.cases.queries import find_case, get_case_view
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import World

EVERYBODY: tuple[str | None, ...] = (
    WRITER,
    OFFICER,
    EDITOR,
    "editor.bra",
    "reviewer.chn",
    "reviewer.ken",
    "focal-point.deu",
    "practitioner",
    "admin",
    None,
)
PUBLIC = dict.fromkeys(EVERYBODY, "1 published")
OWN = (WRITER, OFFICER)
JUDGES = (EDITOR, "editor.bra", "reviewer.chn")
Sights = dict[str | None, str]


def _for(offices: tuple[str | None, ...], seen: str) -> Sights:
    return dict.fromkeys(offices, seen)


def _asked(world: World) -> Steps:
    case = case_in(world, State.SUBMITTED)
    case.assign("reviewer.chn")
    return case


def _second_clearance(world: World) -> Steps:
    case = case_in(world, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    return case


def _published_again(world: World) -> Steps:
    case = second_round(world)
    case.act(Action.PUBLISH, EDITOR)
    return case


def _declined_again(world: World) -> Steps:
    case = second_round(world)
    case.act(Action.DECLINE, EDITOR, "The figures can't be traced.")
    return case


def _third_draft(world: World) -> Steps:
    case = _declined_again(world)
    case.act(Action.REVISE, WRITER)
    return case


# Nobody but those named sees anything; "2 draft" is the second revision, known to be a draft.
SIGHTS: dict[str, tuple[Callable[[World], Steps], Sights]] = {
    "draft": (lambda w: case_in(w, State.DRAFT), _for(OWN, "1 draft")),
    "in clearance": (lambda w: case_in(w, State.IN_CLEARANCE), _for(OWN, "1 in_clearance")),
    "submitted": (lambda w: case_in(w, State.SUBMITTED), _for((*OWN, EDITOR, "editor.bra"), "1 submitted")),
    "asked": (_asked, _for((*OWN, *JUDGES), "1 submitted")),
    "in review": (lambda w: case_in(w, State.IN_REVIEW), _for((*OWN, *JUDGES), "1 in_review")),
    "revision requested": (
        lambda w: case_in(w, State.REVISION_REQUESTED),
        _for(OWN, "2 revision_requested") | _for(JUDGES, "1 revision_requested"),
    ),
    "in clearance again": (_second_clearance, _for(OWN, "2 in_clearance") | _for(JUDGES, "1 revision_requested")),
    "published": (lambda w: case_in(w, State.PUBLISHED), PUBLIC),
    "second draft": (second_draft, PUBLIC | _for(OWN, "2 draft")),
    "second round": (second_round, PUBLIC | _for((*OWN, *JUDGES), "2 in_review")),
    "published again": (_published_again, _for(EVERYBODY, "2 published")),
    "declined again": (_declined_again, PUBLIC),
    "third draft": (_third_draft, PUBLIC | _for(OWN, "3 draft")),
    "archived": (lambda w: case_in(w, State.ARCHIVED), _for(EVERYBODY, "1 archived")),
    "declined": (lambda w: case_in(w, State.DECLINED), _for((*OWN, *JUDGES), "1 declined")),
    "withdrawn": (lambda w: case_in(w, State.WITHDRAWN), _for(OWN, "1 withdrawn")),
}


def _seen(case: Steps, office: str | None) -> str | None:
    with case.world.platform.work.reading() as session:
        try:
            _, seen = get_case_view(session, case.actor(office), case.reference)
        except NotVisible:
            return None
        return f"{seen.stored.number} {seen.state}"


@pytest.mark.slow
@pytest.mark.parametrize("situation", SIGHTS)
def test_everybody_sees_what_the_table_says_and_no_more(bare: World, situation: str) -> None:
    make, expected = SIGHTS[situation]
    case = make(bare)
    found = {office: _seen(case, office) for office in EVERYBODY}
    assert found == {office: expected.get(office) for office in EVERYBODY}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "party"),
    [
        (State.SUBMITTED, "co_submitters"),
        (State.IN_REVIEW, "implemented_by"),
        (State.REVISION_REQUESTED, "host_states"),
        (State.DECLINED, "co_submitters"),
    ],
)
def test_nobody_in_conflict_sees_an_unpublished_case(bare: World, state: State, party: str) -> None:
    case = case_in(bare, state, **{party: ["BRA"]})
    assert _seen(case, "editor.bra") is None
    assert _seen(case, "reviewer.bra") is None
    assert _seen(case, EDITOR) is not None


def test_a_conflict_that_comes_later_takes_the_case_out_of_sight_and_out_of_hand(bare: World) -> None:
    case = case_in(bare, State.REVISION_REQUESTED)
    assert _seen(case, "reviewer.fra") == "1 revision_requested"
    case.edit(host_states=["FRA"])
    assert _seen(case, "reviewer.fra") == "1 revision_requested", "what a draft names is nobody's to infer"
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    assert _seen(case, "reviewer.fra") is None
    assert _seen(case, "reviewer.chn") == "2 in_review"


def test_who_is_in_conflict_reads_what_is_published_as_everybody_does(bare: World) -> None:
    case = second_round(bare, co_submitters=["BRA"])
    assert _seen(case, "editor.bra") == "1 published"
    assert _seen(case, "reviewer.bra") == "1 published"


def test_another_office_of_the_submitter_without_a_part_in_writing_sees_no_draft(library: World) -> None:
    """Brazil's editor and reviewer belong to a delegation that may submit too; the role of the office decides."""
    case = Steps.start(library, "focal-point.idn", implemented_by=["IDN"])
    assert _seen(case, "focal-point.idn") == "1 draft"
    assert _seen(case, "editor.idn") is None
    case.act(Action.REQUEST_CLEARANCE, "focal-point.idn")
    case.act(Action.CLEAR, "clearance.idn")
    assert _seen(case, "editor.idn") is None
    assert _seen(case, "editor.bra") == "1 submitted"


def test_a_reviewer_who_declined_sees_no_more_than_the_public(bare: World) -> None:
    case = _asked(bare)
    case.respond("reviewer.chn", accept=False)
    assert _seen(case, "reviewer.chn") is None


def test_a_reviewer_who_declined_the_second_round_sees_what_they_judged(bare: World) -> None:
    case = _second_clearance(bare)
    case.act(Action.CLEAR, OFFICER)
    assert _seen(case, "reviewer.chn") == "2 in_review"
    case.respond("reviewer.chn", accept=False)
    assert _seen(case, "reviewer.chn") == "1 in_review"


def test_what_is_returned_is_out_of_the_editors_sight_again(bare: World) -> None:
    case = _asked(bare)
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    assert [_seen(case, office) for office in (*OWN, *JUDGES)] == ["1 draft", "1 draft", None, None, None]


def test_members_cases_are_read_by_everybody_who_signs_in(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    assert _seen(case, None) is None
    assert {_seen(case, office) for office in EVERYBODY if office} == {"1 published"}


def test_what_does_not_exist_and_what_may_not_be_seen_are_refused_alike(bare: World) -> None:
    case = case_in(bare, State.DRAFT)
    refusals = []
    for reference in (case.reference, "CS-2026-9999"):
        with bare.platform.work.reading() as session, pytest.raises(NotVisible) as refusal:
            find_case(session, case.actor(EDITOR), reference)
        refusals.append(str(refusal.value))
    assert refusals[0] == refusals[1]


def test_a_closed_account_sees_as_nobody(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    with bare.platform.work.writing() as session:
        find_account(session, f"{REVIEWERS[0]}@demo.example").active = False
    assert _seen(case, REVIEWERS[0]) is None

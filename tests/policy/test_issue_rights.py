"""Who sees a difficult issue, may act on it and learns who asks: by hand, for each register, audience and attribution.

These are values, without a database: the matrix of states and actions is in tests/workflow/test_issue_matrix.py.
"""

from itertools import product

import pytest

from case_studies.models import Delegation, Issue, IssueAnswer
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.issues import HIDDEN, ISSUE_POLICY, sees
from case_studies.vocabulary import (
    AnswerKind,
    Attribution,
    Audience,
    DelegationKind,
    IssueAction,
    IssueState,
    Register,
    Role,
)

GHANA = Delegation(code="GHA", name="Ghana", kind=DelegationKind.STATE, clears_itself=False)
GERMANY = Delegation(code="DEU", name="Germany", kind=DelegationKind.STATE, clears_itself=False)
ACTORS = {
    "visitor": NOBODY,
    "asker": Actor(1, "GHA", frozenset({Role.FOCAL_POINT})),
    "officer": Actor(2, "GHA", frozenset({Role.CLEARANCE_OFFICER})),
    "colleague": Actor(3, "GHA", frozenset({Role.PRACTITIONER})),
    "own editor": Actor(4, "GHA", frozenset({Role.EDITOR})),
    "editor": Actor(5, "IDN", frozenset({Role.EDITOR})),
    "answerer": Actor(6, "DEU", frozenset({Role.FOCAL_POINT})),
    "member": Actor(7, "FRA", frozenset({Role.PRACTITIONER})),
    "reviewer": Actor(8, "JPN", frozenset({Role.REVIEWER})),
    "administrator": Actor(9, "BRA", frozenset({Role.ADMINISTRATOR})),
}
OFFICE = {"asker", "officer"}
OWN = {"asker", "officer", "colleague", "own editor"}
KNOW_IN_ANY_CASE = OWN | {"editor"}
# attribution → who learns who asks, besides those who do in any case
LEARN = {
    Attribution.UNNAMED: set(),
    Attribution.REGION: set(),
    Attribution.NAMED_TO_MEMBERS: set(ACTORS) - {"visitor"},
    Attribution.NAMED: set(ACTORS),
}
# (register, audience) → who sees it once it is posted
READERS = {
    (Register.INFORMAL, Audience.MEMBERS): set(ACTORS) - {"visitor"},
    (Register.ON_RECORD, Audience.MEMBERS): set(ACTORS) - {"visitor"},
    (Register.ON_RECORD, Audience.PUBLIC): set(ACTORS),
}


def issue(state: IssueState, register: Register, audience: Audience, attribution: Attribution) -> Issue:
    answers = [
        IssueAnswer(id=1, kind=AnswerKind.ADVICE, text="", delegation_code="DEU", delegation=GERMANY, named=named)
        for named in (True, False)
    ]
    return Issue(
        reference="DI-2026-0001", state=state, register=register, audience=audience, attribution=attribution,
        owner_code="GHA", owner=GHANA, author_id=1, answers=answers, outcomes=[], invitations=[],
    )  # fmt: skip


@pytest.mark.parametrize(("register", "audience"), READERS)
@pytest.mark.parametrize("attribution", list(Attribution))
def test_who_sees_it_and_learns_who_asks_and_answers(
    register: Register, audience: Audience, attribution: Attribution
) -> None:
    for state, (name, actor) in product(IssueState, ACTORS.items()):
        one = issue(state, register, audience, attribution)
        readers = OFFICE if state in HIDDEN else READERS[register, audience]
        assert sees(actor, one) == (name in readers), (state, name)
        if name not in readers:
            assert ISSUE_POLICY.usable(actor, one) == ()
            continue
        released = ReleasedIssue(one, actor)
        assert (released.asked_by.code == "GHA") == (name in KNOW_IN_ANY_CASE | LEARN[attribution]), (state, name)
        assert bool(released.asked_by.region_of) == (
            attribution == Attribution.REGION and name not in KNOW_IN_ANY_CASE
        ), (state, name)
        answered_by = [answer.delegation.code for answer in released.answers]
        assert answered_by == ["DEU", "DEU" if name in KNOW_IN_ANY_CASE | {"answerer"} else ""], (state, name)


def test_neither_register_nor_attribution_gives_or_takes_a_right() -> None:
    for state, (name, actor) in product(IssueState, ACTORS.items()):
        rights = {
            ISSUE_POLICY.usable(actor, issue(state, register, Audience.MEMBERS, attribution))
            for register, attribution in product(Register, Attribution)
        }
        assert len(rights) == 1, (state, name)


def test_nobody_of_the_delegation_that_asks_answers_or_sums_up_and_no_other_moves_its_issue() -> None:
    for state in IssueState:
        one = issue(state, Register.INFORMAL, Audience.MEMBERS, Attribution.UNNAMED)
        usable = {name: set(ISSUE_POLICY.usable(actor, one)) for name, actor in ACTORS.items()}
        for name in OWN:
            assert not usable[name] & {IssueAction.ANSWER, IssueAction.SYNTHESIZE}, (state, name)
        for name in set(ACTORS) - OWN:
            assert not usable[name] & {IssueAction.TAKE_UP, IssueAction.REOPEN, IssueAction.WITHDRAW}, (state, name)
            assert not usable[name] & {IssueAction.STILL_SO, IssueAction.TURN_INTO_CASE, IssueAction.POST}, (
                state,
                name,
            )
        assert not usable["colleague"] | usable["own editor"] | usable["visitor"], state

"""Random actors take random steps. After every step the witness checks in the database that every promise holds."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from case_studies.errors import Refusal
from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.vocabulary import Action, Role, State
from tests.support.template import Template
from tests.support.witness import Witness
from tests.support.workflow_cases import (
    EDITOR,
    OFFICER,
    WRITER,
    Steps,
    case_in,
    second_draft,
    second_round,
    unanswered_round,
)
from tests.support.world import World

pytestmark = pytest.mark.slow

BOTH = "both.gha"  # one person who writes and clears
WRITERS = (WRITER, BOTH)
REVIEWING = ("reviewer.chn", "reviewer.fra", "reviewer.ken", "reviewer.bra")
AT_WORK = (WRITER, OFFICER, BOTH, EDITOR, "editor.bra")
OTHERS = ("focal-point.deu", "clearance.deu", "practitioner", "admin", None)
PERSONS = st.sampled_from([*AT_WORK, *REVIEWING, *OTHERS])
WHO_WRITES = st.sampled_from([WRITER, BOTH, WRITER, BOTH, OFFICER, EDITOR, "focal-point.deu"])
PARTIES = st.sampled_from(
    [
        {"co_submitters": ["BRA"]},
        {},
        {"host_states": ["KEN"], "implemented_by": ["BRA"], "audience": "members"},
    ]
)
CHANGES = st.fixed_dictionaries(
    {"title": st.sampled_from(["Searching roads", "Searching the road", ""])},
    optional={
        "co_submitters": st.sampled_from([[], ["BRA"], ["FRA"]]),
        "audience": st.sampled_from(["public", "members"]),
        "sections": st.sampled_from([{"results": "Counted."}, {"results": ""}]),
    },
)
RECOMMENDATIONS = st.sampled_from(["approve", "approve", "revise", "decline"])
BEGINNINGS = (
    partial(case_in, state=State.IN_CLEARANCE),
    unanswered_round,
    partial(case_in, state=State.IN_REVIEW),
    partial(case_in, state=State.REVISION_REQUESTED),
    second_draft,
    second_round,
)
NUMBER = st.integers(0, 1)
CHOICE = st.sampled_from(range(10))
OFTEN = st.sampled_from([True, True, True, False])
SELDOM = st.sampled_from([False, False, False, True])
BOUNDED = settings(
    max_examples=25,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],  # a walk prints its steps; shrinking it would take minutes
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Walk(RuleBasedStateMachine):
    """Up to two cases of Ghana, and everybody who can do something with them."""

    make: Callable[[], World]
    reached: set[str]

    @initialize(begin=st.sampled_from(BEGINNINGS), parties=PARTIES)
    def open_the_platform(self, begin: Callable[..., Steps], parties: dict[str, Any]) -> None:
        self.world = type(self).make()
        with self.world.platform.work.writing() as session:
            known = find_account(session, f"{WRITER}@demo.example")
            roles = [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER]
            email = f"{BOTH}@demo.example"
            add_account(session, email, "GHA", roles, office="Both", password_hash=known.password_hash)
        self.witness = Witness(self.world)
        self.cases = [begin(self.world, office=BOTH, **parties)]
        self.witness.look()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()

    def case(self, number: int) -> Steps:
        return self.cases[number % len(self.cases)]

    @precondition(lambda self: len(self.cases) < 2)
    @rule(office=st.sampled_from(WRITERS), changes=CHANGES)
    def start(self, office: str, changes: dict[str, Any]) -> None:
        self.cases.append(Steps.start(self.world, office, **changes))

    @rule(number=NUMBER, office=WHO_WRITES, changes=CHANGES, stale=SELDOM)
    def edit(self, number: int, office: str, changes: dict[str, Any], stale: bool) -> None:
        case = self.case(number)
        current = case.look().current
        if _done(case.edit, office, version=case.version - stale, **changes):
            assert not stale, "a stale page was saved"
            self.witness.wrote.setdefault(current.id, set()).add(case.actor(office).account)

    @rule(number=NUMBER, office=WHO_WRITES, done=st.booleans())
    def answer_remarks(self, number: int, office: str, done: bool) -> None:
        _done(self.case(number).answer, office, done=done)

    @rule(number=NUMBER, reviewer=st.sampled_from(REVIEWING), office=PERSONS)
    def ask(self, number: int, reviewer: str, office: str | None) -> None:
        for asking in (office, EDITOR):
            _done(self.case(number).assign, reviewer, asking)

    @rule(
        number=NUMBER,
        reviewer=st.sampled_from(REVIEWING),
        accept=OFTEN,
        recommendation=RECOMMENDATIONS,
        verdict=st.sampled_from(["confirmed", "confirmed", "reopened"]),
        weight=st.sampled_from(["must", "suggestion"]),
    )
    def answer(self, number: int, reviewer: str, accept: bool, recommendation: str, verdict: str, weight: str) -> None:
        """Answer the invitation, or write the review; reviewers who don't accept only save it."""
        case = self.case(number)
        remarks = [{"section": "results", "weight": weight, "text": "Say who counted."}]
        if case.assignment(reviewer) and not _done(case.respond, reviewer, accept=accept):
            _done(
                case.review,
                reviewer,
                recommendation=recommendation,
                submit=accept,
                verdict=verdict,
                remarks=remarks,
            )

    @rule(number=NUMBER, office=st.sampled_from(["editor.bra", *REVIEWING]), how=CHOICE, sure=SELDOM)
    def step_aside_or_back(self, number: int, office: str, how: int, sure: bool) -> None:
        """Release a reviewer, declare a conflict, or let two editors agree on an exception."""
        case = self.case(number)
        if not sure:
            return
        if how == 0:
            _done(case.declare, office)
        elif how < 5:
            _done(case.release, office)
        elif _done(case.propose, EDITOR, office):
            assert not _done(case.second, EDITOR), "one editor made an exception alone"
            _done(case.second, "editor.rwa")

    @rule(number=NUMBER, action=st.sampled_from(Action), office=PERSONS, note=st.sampled_from(["", "A reason."]))
    def try_anything(self, number: int, action: Action, office: str | None, note: str) -> None:
        _done(self.case(number).act, action, office, note)

    @rule(number=NUMBER, choices=st.lists(st.tuples(CHOICE, OFTEN, SELDOM), min_size=1, max_size=4))
    def go_on(self, number: int, choices: list[tuple[int, bool, bool]]) -> None:
        """Perform some actions that an actor is offered. They succeed, except with a stale page or without a reason."""
        case = self.case(number)
        for choice, noted, stale in choices:
            offers = case.offers(*AT_WORK)
            offered = [(office, action) for office in AT_WORK for action in offers[office] if action != Action.WITHDRAW]
            if offered:
                office, action = offered[choice % len(offered)]
                done = _done(case.act, action, office, "A reason." if noted else "", version=case.version - stale)
                assert not (done and stale), "a stale page was obeyed"
                assert done or stale or not noted, "a button offered what was refused"
                self.witness.look()

    @rule(number=NUMBER, office=st.sampled_from([WRITER, OFFICER]), sure=SELDOM)
    def withdraw(self, number: int, office: str, sure: bool) -> None:
        if sure:
            _done(self.case(number).act, Action.WITHDRAW, office)

    @rule(number=NUMBER, answers=st.lists(RECOMMENDATIONS, min_size=1, max_size=4), publish=st.booleans())
    def hold_a_round(self, number: int, answers: list[str], publish: bool) -> None:
        """Take a case into a round, let some reviewers answer, and perhaps publish it, so that walks get far."""
        case = self.case(number)
        if case.state == State.SUBMITTED:
            for reviewer in REVIEWING:
                _done(case.assign, reviewer)
            _done(case.act, Action.START_REVIEW, EDITOR)
        for reviewer, recommendation in zip(REVIEWING, answers, strict=False):
            if case.state == State.IN_REVIEW and case.assignment(reviewer):
                _done(case.respond, reviewer)
                _done(case.review, reviewer, recommendation=recommendation)
        if publish:
            _done(case.act, Action.PUBLISH, EDITOR, "A reason.")

    @invariant()
    def every_promise_holds(self) -> None:
        if hasattr(self, "witness"):
            self.witness.look()
            self.reached.update(self.witness.states.values())


def _done(step: Callable[..., object], *values: Any, **named: Any) -> bool:
    """Take a step and return whether it succeeded. Only refusals of the domain are expected."""
    try:
        step(*values, **named)
    except Refusal:
        return False
    return True


def test_no_walk_breaks_a_promise(bare_template: Template, tmp_path_factory: pytest.TempPathFactory) -> None:
    def make() -> World:
        folder: Path = tmp_path_factory.mktemp("walk")
        return bare_template.copy(folder)

    reached: set[str] = set()
    walk = type("WalkHere", (Walk,), {"make": staticmethod(make), "reached": reached})
    run_state_machine_as_test(walk, settings=BOUNDED)
    assert reached == {state.value for state in State}  # the walks went everywhere

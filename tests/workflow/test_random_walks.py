"""Random people do random things; after every step the witness asks the database whether every promise holds."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
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
from case_studies.operations.keeping_accounts import add_account, find_account
from case_studies.vocabulary import Action, Role, State
from tests.workflow.steps import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft, second_round
from tests.workflow.witness import Witness
from tests.world import Template, World

BOTH = "both.gha"  # one person who writes and clears
WRITERS = (WRITER, BOTH)
REVIEWING = ("reviewer.bra", "reviewer.chn", "reviewer.fra", "reviewer.ken")
OTHERS = (OFFICER, EDITOR, "editor.bra", "focal-point.deu", "clearance.deu", "practitioner", "admin", None)
PERSONS = st.sampled_from([*WRITERS, *REVIEWING, *OTHERS])
AT_WORK = (WRITER, OFFICER, BOTH, EDITOR, "editor.bra")
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Searching roads", "Searching the road", ""]),
        "co_submitters": st.sampled_from([[], ["BRA"], ["FRA"]]),
        "host_states": st.sampled_from([["MLI"], ["KEN"]]),
        "audience": st.sampled_from(["public", "members"]),
        "sections": st.sampled_from([{"results": "Counted."}, {"results": ""}, {"results": "Not measured."}]),
    },
)
BEGINNINGS = (
    partial(case_in, state=State.DRAFT),
    partial(case_in, state=State.REVISION_REQUESTED),
    partial(case_in, state=State.IN_REVIEW),
    second_draft,
    second_round,
)
NOTES = st.sampled_from(["", "A reason.", "A reason.", "A reason."])

BOUNDED = settings(
    max_examples=25,
    stateful_step_count=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Walk(RuleBasedStateMachine):
    """Up to two cases of Ghana's and everybody who could have a hand in them."""

    make: Callable[[], World]
    reached: set[str]

    @initialize(begin=st.sampled_from(BEGINNINGS))
    def open_the_platform(self, begin: Callable[[World], Steps]) -> None:
        self.world = type(self).make()
        with self.world.casebook.work.writing() as session:
            known = find_account(session, f"{WRITER}@demo.example")
            add_account(
                session,
                f"{BOTH}@demo.example",
                "GHA",
                [Role.FOCAL_POINT, Role.CLEARANCE_OFFICER],
                office="Both",
                password_hash=known.password_hash,
            )
        self.witness = Witness(self.world)
        self.cases = [begin(self.world)]
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

    @rule(number=st.integers(0, 1), office=PERSONS, changes=CHANGES, stale=st.booleans())
    def edit(self, number: int, office: str | None, changes: dict[str, Any], stale: bool) -> None:
        case = self.case(number)
        current = case.look().current
        if _done(case.edit, office, version=case.version - stale, **changes):
            assert not stale, "a stale page was saved"
            self.witness.wrote.setdefault(current.id, set()).add(case.actor(office).account)

    @rule(number=st.integers(0, 1), reviewer=st.sampled_from(REVIEWING), office=PERSONS)
    def assign(self, number: int, reviewer: str, office: str | None) -> None:
        case = self.case(number)
        for asking in (office, EDITOR):
            _done(case.assign, reviewer, asking)

    @rule(number=st.integers(0, 1), reviewer=st.sampled_from(REVIEWING), accept=st.sampled_from([True, True, False]))
    def respond(self, number: int, reviewer: str, accept: bool) -> None:
        case = self.case(number)
        if case.assignment(reviewer):
            _done(case.respond, reviewer, accept=accept)

    @rule(
        number=st.integers(0, 1),
        reviewer=st.sampled_from(REVIEWING),
        recommendation=st.sampled_from(["approve", "approve", "approve", "revise", "decline"]),
        submit=st.sampled_from([True, True, False]),
    )
    def review(self, number: int, reviewer: str, recommendation: str, submit: bool) -> None:
        case = self.case(number)
        if case.assignment(reviewer):
            _done(case.review, reviewer, recommendation=recommendation, submit=submit)

    @rule(number=st.integers(0, 1), action=st.sampled_from(Action), office=PERSONS, note=NOTES, stale=st.booleans())
    def act(self, number: int, action: Action, office: str | None, note: str, stale: bool) -> None:
        case = self.case(number)
        done = _done(case.act, action, office, note, version=case.version - stale)
        assert not (done and stale), "a stale page was obeyed"

    @rule(number=st.integers(0, 1), choice=st.integers(0, 7), note=NOTES)
    def go_on(self, number: int, choice: int, note: str) -> None:
        """Do something that somebody is offered; what is offered is refused for want of a reason at most."""
        case = self.case(number)
        offers = case.offers(*AT_WORK)
        offered = [(office, action) for office in AT_WORK for action in offers[office] if action != Action.WITHDRAW]
        if offered:
            office, action = offered[choice % len(offered)]
            done = _done(case.act, action, office, note)
            assert done or not note, "a button offered what was refused"

    @precondition(lambda self: len(self.cases) == 2)
    @rule(number=st.integers(0, 1), office=st.sampled_from([WRITER, OFFICER]))
    def withdraw(self, number: int, office: str) -> None:
        _done(self.case(number).act, Action.WITHDRAW, office)

    @rule(number=st.integers(0, 1))
    def hold_a_round(self, number: int) -> None:
        """Take a case that waits for it through a round, so that walks get far."""
        case = self.case(number)
        if case.state == State.SUBMITTED:
            for reviewer in REVIEWING[1:]:
                _done(case.assign, reviewer)
            _done(case.act, Action.START_REVIEW, EDITOR)
        for reviewer in REVIEWING[1:]:
            if case.state == State.IN_REVIEW and case.assignment(reviewer):
                _done(case.respond, reviewer)
                _done(case.review, reviewer)

    @invariant()
    def every_promise_holds(self) -> None:
        if hasattr(self, "witness"):
            self.witness.look()
            self.reached.update(self.witness.states.values())


def _done(step: Callable[..., object], *values: Any, **named: Any) -> bool:
    """Take a step; say whether it was done or refused. Anything but a refusal of the domain is a failure."""
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

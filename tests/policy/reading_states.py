"""One case in each state of the table, with parts of every kind, and readers of every kind."""

from collections.abc import Callable
from typing import Any

from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.vocabulary import Action, Role, State
from tests.policy.test_attachments import put_files
from tests.support.workflow_cases import ONWARD, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

PLAIN, WITH_OTHER, UNMENTIONED = "actions", "results", "lessons"  # three parts, by what the author gives other readers
FULL, OTHER = "Full text.", "Text for others."
VALUES: dict[str, Any] = {
    "co_submitters": ["SEN"],
    "host_states": ["RWA"],
    "released_to": ["KEN", "URY"],
    "sections": {**WHOLE_CASE["sections"], **dict.fromkeys((PLAIN, WITH_OTHER, UNMENTIONED), FULL)},
    "public_sections": {WITH_OTHER: OTHER},
    "unmentioned_sections": {UNMENTIONED: True},
    "section_audiences": dict.fromkeys((PLAIN, WITH_OTHER, UNMENTIONED, "sources", "contact"), "delegations"),
}


def _declined_invitation(world: World) -> Steps:
    case = case_in(world, State.SUBMITTED, **VALUES)
    case.assign("reviewer.jpn")
    case.respond("reviewer.jpn", accept=False)
    return case


def _then(*states: State) -> Callable[[World], Steps]:
    """Take a case, for which a reviewer declined the invitation, on."""

    def build(world: World) -> Steps:
        case = _declined_invitation(world)
        for state in states:
            ONWARD[state][1](case)
        return case

    return build


def _invited(world: World) -> Steps:
    case = _declined_invitation(world)
    case.assign("reviewer.chn")
    return case


def _next(*further: str) -> Callable[[World], Steps]:
    def build(world: World) -> Steps:
        case = _then(State.IN_REVIEW, State.PUBLISHED)(world)
        case.act(Action.REVISE, WRITER)
        if further:
            ONWARD[State.SUBMITTED][1](case)
            ONWARD[State.IN_REVIEW][1](case)
        return case

    return build


STATES: dict[str, Callable[[World], Steps]] = {
    "draft": lambda world: case_in(world, State.DRAFT, **VALUES),
    "in clearance": lambda world: case_in(world, State.IN_CLEARANCE, **VALUES),
    "submitted": _then(),
    "reviewers invited": _invited,
    "in review": _then(State.IN_REVIEW),
    "revision requested": _then(State.IN_REVIEW, State.REVISION_REQUESTED),
    "declined": _then(State.IN_REVIEW, State.DECLINED),
    "withdrawn": _then(State.WITHDRAWN),
    "published": _then(State.IN_REVIEW, State.PUBLISHED),
    "next revision being written": _next(),
    "next revision in review": _next("in review"),
    "archived": _then(State.IN_REVIEW, State.PUBLISHED, State.ARCHIVED),
}


def build_cases(world: World) -> dict[str, Steps]:
    """Return a case in each state, each with a file, and add the office that the demonstration lacks."""
    with world.platform.work.writing() as session:
        secret = find_account(session, "practitioner@demo.example").password_hash
        roles = [Role.PRACTITIONER]
        add_account(session, "office.gha@demo.example", "GHA", roles, office="Training", password_hash=secret)
    cases = {state: build(world) for state, build in STATES.items()}
    with world.platform.work.writing() as session:
        put_files(session, "public")
    return cases

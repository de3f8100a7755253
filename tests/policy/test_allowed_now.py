"""What each person may do in each state, written by hand; operations, pages and API agree with it."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.errors import status_of
from case_studies.errors import Incomplete, NotAllowed, NotSignedIn, NotVisible, Refusal, WrongState
from case_studies.models import Assignment, Case
from case_studies.operations.cases.deletion import delete_draft
from case_studies.operations.cases.editing import edit_case
from case_studies.operations.cases.narrowing import narrow_case
from case_studies.operations.cases.queries import case_with_all, known_version
from case_studies.operations.review.assignments import assign_reviewer, respond_to_invitation
from case_studies.operations.review.conflicts import declare_conflict, propose_override
from case_studies.operations.review.responses import remarks_to_respond_to, respond_to_remark
from case_studies.operations.review.reviews import write_review
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import AllowedNow, allowed_now, check_allowed_now, check_permitted
from case_studies.policy.permissions import RULES, STATES, Permission
from case_studies.policy.predicates import active_assignments
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import Action, Attribution, Audience, State
from case_studies.workflow.cases import CASES
from case_studies.workflow.transitions import TRANSITIONS
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_round, unanswered_round
from tests.support.world import World

P = Permission
ASKED = "reviewer.chn"
PERSONS: tuple[str | None, ...] = (
    WRITER, OFFICER, EDITOR, "editor.bra", ASKED, "reviewer.ken", "focal-point.deu", "practitioner", "admin", None,
)  # fmt: skip
Permissions = dict[str | None, set[Permission]]

SUBMITTER = {P.READ_REVIEWS_UNNAMED}
HANDLING = {P.READ_ASSIGNMENTS, P.READ_ALL_REVIEWS, P.DECLARE_CONFLICT, P.OVERRIDE_CONFLICT}
TAKES_PART = {P.DECLARE_CONFLICT}


def _for(writer: set[P] = SUBMITTER, officer: set[P] = SUBMITTER, **others: set[P]) -> Permissions:
    return {
        WRITER: SUBMITTER | writer,
        OFFICER: SUBMITTER | officer,
        EDITOR: others.get("editor", set()),
        ASKED: others.get("asked", set()),
    }


NARROWING = {P.NARROW, P.ANSWER_REPORTS}
OF_PUBLISHED = NARROWING | {P.CONFIRM}
DECIDING = HANDLING | {P.DECIDE_REPORTS}
RESPONDING = {P.EDIT, P.READ_OPEN_REMARKS, P.RESPOND_TO_REMARKS}

# Everybody who is not named may do nothing: the editor of a co-submitter too.
SITUATIONS: dict[str, tuple[Callable[[World], Steps], Permissions]] = {
    "draft": (lambda w: case_in(w, State.DRAFT, co_submitters=["BRA"]), _for({P.EDIT, P.DELETE})),
    "in clearance": (
        lambda w: case_in(w, State.IN_CLEARANCE, co_submitters=["BRA"]),
        _for({P.READ_OPEN_REMARKS}, {P.READ_OPEN_REMARKS}),
    ),
    "submitted": (
        lambda w: case_in(w, State.SUBMITTED, co_submitters=["BRA"]),
        _for(editor=HANDLING | {P.ASSIGN}),
    ),
    "invited": (
        lambda w: unanswered_round(w, co_submitters=["BRA"]),
        _for(editor=HANDLING | {P.ASSIGN}, asked=TAKES_PART | {P.ANSWER_INVITATION}),
    ),
    "in review": (
        lambda w: case_in(w, State.IN_REVIEW, co_submitters=["BRA"]),
        _for(editor=HANDLING | {P.ASSIGN}, asked=TAKES_PART | {P.REVIEW}),
    ),
    "revision requested": (
        lambda w: case_in(w, State.REVISION_REQUESTED, co_submitters=["BRA"]),
        _for(RESPONDING, {P.READ_OPEN_REMARKS}, editor=HANDLING, asked=TAKES_PART),
    ),
    "published": (
        lambda w: case_in(w, State.PUBLISHED, co_submitters=["BRA"], audience="members"),
        _for(OF_PUBLISHED, OF_PUBLISHED, editor=DECIDING, asked=TAKES_PART),
    ),
    "archived": (
        lambda w: case_in(w, State.ARCHIVED, co_submitters=["BRA"]),
        _for(NARROWING, NARROWING, editor=DECIDING, asked=TAKES_PART),
    ),
    "declined": (
        lambda w: case_in(w, State.DECLINED, co_submitters=["BRA"]),
        _for(editor=HANDLING, asked=TAKES_PART),
    ),
    "withdrawn": (lambda w: case_in(w, State.WITHDRAWN, co_submitters=["BRA"]), _for()),
    "second round": (
        lambda w: second_round(w, co_submitters=["BRA"]),
        _for(OF_PUBLISHED, OF_PUBLISHED, editor=DECIDING | {P.ASSIGN}, asked=TAKES_PART | {P.REVIEW}),
    ),
}


def _load(session: Session, steps: Steps) -> Case:
    return session.scalars(case_with_all().where(Case.reference == steps.reference)).one()


def test_every_right_has_a_rule_and_states() -> None:
    assert set(RULES) == set(STATES) == {*Action, *Permission}
    assert {action: row.sources for action, row in TRANSITIONS.items()} == {action: STATES[action] for action in Action}


@pytest.mark.slow
@pytest.mark.parametrize("situation", SITUATIONS)
def test_everybody_may_do_what_the_table_says_and_operations_agree(bare: World, situation: str) -> None:
    make, expected = SITUATIONS[situation]
    steps = make(bare)
    actors = {person: steps.actor(person) for person in PERSONS}
    with bare.platform.work.reading() as session:
        case = _load(session, steps)
        permissions = {person: set(allowed_now(actor, case).permissions) for person, actor in actors.items()}
        for person, actor in actors.items():
            if case_view(actor, case) is not None:
                for permission, attempt in ATTEMPTS.items():
                    done = _attempt(session, steps, actor, attempt)
                    assert done == (permission in permissions[person]), (person, permission)
    assert permissions == {person: expected.get(person, set()) for person in PERSONS}


def _own(actor: Actor, case: Case) -> Assignment:
    assignments = active_assignments(actor, case)
    if not assignments:
        raise NotVisible()
    return assignments[0]


def _remark(case: Case) -> int:
    """Return the id of a remark of the case, open or not."""
    reviews = (a.review for revision in case.revisions for a in revision.assignments if a.review is not None)
    return next((remark.id for review in reviews for remark in review.remarks), 0)


Attempt = Callable[[Session, Case, Actor], object]
ATTEMPTS: dict[Permission, Attempt] = {
    P.EDIT: lambda s, c, a: edit_case(s, c, a, {"contact": "x@example.org"}, version=c.version),
    P.DELETE: lambda s, c, a: delete_draft(s, c, a, version=c.version),
    P.READ_OPEN_REMARKS: lambda s, c, a: remarks_to_respond_to(a, c),
    P.RESPOND_TO_REMARKS: lambda s, c, a: respond_to_remark(s, c, a, _remark(c), done=True, text="It says so."),
    P.ASSIGN: lambda s, c, a: assign_reviewer(s, c, a, "reviewer.ken@demo.example"),
    P.ANSWER_INVITATION: lambda s, c, a: respond_to_invitation(s, c, _own(a, c), a, accept=True),
    P.REVIEW: lambda s, c, a: write_review(s, c, _own(a, c), a, {"overall": "Clear."}, submit=False),
    P.DECLARE_CONFLICT: lambda s, c, a: declare_conflict(s, c, a),
    P.NARROW: lambda s, c, a: narrow_case(s, c, a, {"audience": Audience.MEMBERS, "attribution": Attribution.UNNAMED}),
    P.OVERRIDE_CONFLICT: lambda s, c, a: propose_override(s, c, a, "editor.bra@demo.example", ""),
}


def _attempt(session: Session, steps: Steps, actor: Actor, attempt: Attempt) -> bool:
    """Whether an operation starts. Its changes are undone; an incomplete form is no refusal of the policy."""
    case = _load(session, steps)
    try:
        attempt(session, case, actor)
    except Incomplete:
        return True
    except (NotAllowed, NotSignedIn, NotVisible, WrongState):
        return False
    finally:
        session.rollback()
    return True


REFUSALS = (  # situation, person, right, status
    ("draft", "practitioner", P.EDIT, 404),
    ("published", None, P.EDIT, 404),  # for members only
    ("archived", None, P.EDIT, 401),
    ("archived", "practitioner", P.EDIT, 403),
    ("in review", OFFICER, P.EDIT, 403),  # not 409: the state is not their concern
    ("in review", WRITER, P.EDIT, 409),
    ("submitted", EDITOR, Action.PUBLISH, 409),
    ("submitted", WRITER, Action.PUBLISH, 403),
)


@pytest.mark.slow
@pytest.mark.parametrize(("situation", "person", "right", "status"), REFUSALS)
def test_refusals_come_in_a_fixed_order(
    bare: World, situation: str, person: str | None, right: Action | Permission, status: int
) -> None:
    steps = SITUATIONS[situation][0](bare)
    actor = steps.actor(person)
    with bare.platform.work.reading() as session:
        case = _load(session, steps)
        with pytest.raises(Refusal) as refusal:
            check_allowed_now(actor, case, right)
        assert status_of(refusal.value).value == status
        if status == 409:
            check_permitted(actor, case, right)
        else:
            with pytest.raises(type(refusal.value)):
                check_permitted(actor, case, right)


def test_what_a_reviewer_may_do_is_about_the_assignment_of_the_current_revision(bare: World) -> None:
    steps = case_in(bare, State.REVISION_REQUESTED)
    steps.act(Action.REQUEST_CLEARANCE, WRITER)
    steps.act(Action.CLEAR, OFFICER)
    actor = steps.actor(ASKED)
    with bare.platform.work.reading() as session:
        case = _load(session, steps)
        latest, earlier = active_assignments(actor, case)
        assert P.ANSWER_INVITATION in allowed_now(actor, case, latest)
        assert {P.ANSWER_INVITATION, P.REVIEW}.isdisjoint(allowed_now(actor, case, earlier).permissions)
        with pytest.raises(WrongState, match="Accept the invitation"):
            check_allowed_now(actor, case, P.REVIEW, latest)
        with pytest.raises(WrongState, match="not under review"):
            check_allowed_now(actor, case, P.REVIEW, earlier)
        with pytest.raises(WrongState, match="already been answered"):
            check_allowed_now(actor, case, P.ANSWER_INVITATION, earlier)


@pytest.mark.slow
@pytest.mark.parametrize("situation", ["draft", "in review", "revision requested", "published"])
def test_api_and_workspace_offer_what_is_allowed_now(bare: World, situation: str) -> None:
    steps = SITUATIONS[situation][0](bare)
    base = f"/cases/{steps.reference}"
    for person in (WRITER, OFFICER, EDITOR, ASKED):
        allowed, open_actions, blocked, version = _expected(bare, steps, person)
        assert set(allowed.actions) == {*open_actions, *blocked}
        if not allowed.permissions:
            continue  # they do not see the case
        answer = bare.visitor().get(f"/api/v1{base}", headers=bare.headers(person)).get_json()
        assert (answer["actions"], answer["version"]) == (open_actions, version)
        page = bare.browser(person).get(f"{base}/work").get_data(as_text=True)
        assert {a for a in Action if f'"{base}/act/{a}"' in page} == set(open_actions)
        for permission, link in LINKS.items():
            assert (f'"{base}{link}"' in page) == (permission in allowed), (person, permission)


LINKS = {
    P.EDIT: "/edit",
    P.ASSIGN: "/reviewers",
    P.DECLARE_CONFLICT: "/conflict",
    P.OVERRIDE_CONFLICT: "/conflicts",
}


def _expected(
    world: World, steps: Steps, person: str
) -> tuple[AllowedNow, list[Action], dict[Action, Refusal], int | None]:
    actor = steps.actor(person)
    with world.platform.work.reading() as session:
        case = _load(session, steps)
        seen = case_view(actor, case)
        version = known_version(actor, case, seen) if seen is not None else None
        return (
            allowed_now(actor, case),
            CASES.possible_actions(session, case, actor),
            CASES.obstacles(session, case, actor),
            version,
        )

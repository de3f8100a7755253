"""Who may do what with a discussion in which state: by hand, compared with the policy and with what the engine does."""

from datetime import UTC, date, datetime

import pytest

from case_studies.models import Thread, ThreadPost
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.threads import THREAD_POLICY, ThreadPermission
from case_studies.vocabulary import Role, SpeaksAs, ThreadAction, ThreadState

S = ThreadState
CONVENER, SPEAKER, SUMMARIZER, LISTENER, EDITOR, ADMIN = range(1, 7)
ACTORS: dict[str, Actor] = {
    "convener": Actor(CONVENER, "GHA", frozenset({Role.FOCAL_POINT})),
    "its colleague": Actor(99, "GHA", frozenset({Role.FOCAL_POINT, Role.CLEARANCE_OFFICER})),
    "speaker": Actor(SPEAKER, "DEU", frozenset({Role.PRACTITIONER})),
    "editor": Actor(EDITOR, "IDN", frozenset({Role.EDITOR})),
    "editor who summarized": Actor(SUMMARIZER, "BRA", frozenset({Role.EDITOR})),
    "listener": Actor(LISTENER, "JPN", frozenset({Role.REVIEWER})),
    "administrator": Actor(ADMIN, "GHA", frozenset({Role.ADMINISTRATOR})),
    "administrator who writes": Actor(ADMIN, "GHA", frozenset({Role.ADMINISTRATOR, Role.FOCAL_POINT})),
    "nobody": NOBODY,
}
EDITS = {"summarize", "hide_post", "show_post"}
MODERATES = {"hide_post", "show_post"}

# state → actor → actions and permissions; "talk" is what every member may do. Who is not named may do nothing more.
TALK = {S.OPEN: {"post", "follow"}, S.CLOSING: {"follow"}, S.CLOSED: set[str](), S.EXPIRED: set[str]()}
MATRIX: dict[ThreadState, dict[str, set[str]]] = {
    S.OPEN: {
        "convener": {"take_back", "extend", "summarize"},
        "speaker": {"take_back"},
        "editor": EDITS,
        "editor who summarized": EDITS,
    },
    S.CLOSING: {
        "convener": {"take_back", "object"},
        "speaker": {"take_back", "object"},
        "editor": {*EDITS, "keep_summary", "read_objections"},
        "editor who summarized": {*EDITS, "keep_summary", "read_objections"},
    },
    S.CLOSED: {
        "convener": {"take_back"},
        "speaker": {"take_back"},
        "editor": {*MODERATES, "read_objections"},
        "editor who summarized": {*MODERATES, "read_objections"},
    },
    S.EXPIRED: {},
}
MEMBERS = set(ACTORS) - {"administrator", "nobody"}


def thread_of(state: ThreadState, summarized_by: int | None = SUMMARIZER) -> Thread:
    """Return a discussion in which the convener and another member spoke."""
    has_summary = state != S.OPEN
    return Thread(
        state=state,
        author_id=CONVENER,
        owner_code="GHA",
        closes_on=date(2026, 12, 1),
        summarized_by_id=summarized_by if has_summary else None,
        summarized_at=datetime(2026, 11, 2, tzinfo=UTC) if has_summary else None,
        posts=[ThreadPost(account_id=who, speaks_as=SpeaksAs.MEMBER, text="x") for who in (CONVENER, SPEAKER)],
    )


@pytest.mark.parametrize("state", list(S))
def test_everybody_may_do_what_the_matrix_says(state: ThreadState) -> None:
    thread = thread_of(state)
    for name, actor in ACTORS.items():
        expected = TALK[state] | MATRIX[state].get(name, set()) if name in MEMBERS else set()
        assert {str(right) for right in THREAD_POLICY.usable(actor, thread)} == expected, (state, name)
        assert THREAD_POLICY.sees(actor, thread) == (name in MEMBERS)


def test_who_wrote_the_summary_answers_objections_and_changes_it() -> None:
    thread = thread_of(S.CLOSING, summarized_by=CONVENER)
    usable = set(THREAD_POLICY.usable(ACTORS["convener"], thread))
    assert {ThreadAction.SUMMARIZE, ThreadAction.KEEP_SUMMARY, ThreadPermission.READ_OBJECTIONS} <= usable
    assert ThreadAction.OBJECT not in usable


def test_who_took_everything_back_did_not_speak() -> None:
    thread = thread_of(S.CLOSING)
    thread.posts[1].account_id = None
    assert ThreadAction.OBJECT not in THREAD_POLICY.usable(ACTORS["speaker"], thread)


def test_a_title_changes_only_while_the_convener_is_alone() -> None:
    thread = thread_of(S.OPEN)
    del thread.posts[1]
    assert ThreadPermission.EDIT in THREAD_POLICY.usable(ACTORS["convener"], thread)
    assert ThreadPermission.EDIT not in THREAD_POLICY.usable(ACTORS["editor"], thread)


def test_nobody_does_what_the_platform_does() -> None:
    for state in S:
        thread = thread_of(state)
        for actor in ACTORS.values():
            for action in (ThreadAction.CLOSE, ThreadAction.CLOSE_SILENT, ThreadAction.EXPIRE):
                assert not THREAD_POLICY.may(actor, action, thread)

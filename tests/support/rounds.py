"""A case whose reviewers asked for changes, for the tests of what comes after."""

from typing import Any

from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in, prepared
from tests.support.world import World

REASON = "Both reviewers ask who measured."
MUST = {"section": "results", "weight": "must", "text": "Say who counted.", "quote": "Not measured."}
LATE = {"section": "lessons", "weight": "must", "text": "One line each.", "quote": ""}
EARLY = {"section": "situation", "weight": "suggestion", "text": "Name the roads.", "quote": ""}
ALSO = {"section": "results", "weight": "suggestion", "text": "A table would help.", "quote": ""}
NAMES = ("reviewer.chn", "reviewer.fra", "China", "France", "CHN", "FRA")


def revision_asked(
    world: World, first: tuple[Any, ...] = (LATE, ALSO), second: tuple[Any, ...] = (MUST, EARLY), **changes: Any
) -> Steps:
    """Return a case with a next revision on its author's desk and no remark answered."""

    def build() -> Steps:
        case = case_in(world, State.SUBMITTED, **changes)
        for reviewer in REVIEWERS:
            case.assign(reviewer)
        case.act(Action.START_REVIEW, EDITOR)
        for reviewer, remarks in zip(REVIEWERS, (first, second), strict=True):
            case.respond(reviewer)
            case.review(reviewer, recommendation="revise", remarks=list(remarks))
        case.act(Action.REQUEST_REVISION, EDITOR, REASON)
        return case

    return prepared(world, build, "revision asked", repr((first, second)), **changes)


def cleared(case: Steps) -> Steps:
    """Take the revision to its reviewers again."""
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    return case


def judged_again(case: Steps, *, verdict: str = "confirmed") -> Steps:
    """Let the reviewers say what they think of the answers."""
    for reviewer in REVIEWERS:
        case.respond(reviewer)
        case.review(reviewer, recommendation="revise", remarks=[], verdict=verdict)
    return case


def remark_ids(case: Steps) -> dict[str, int]:
    """Return the remarks' ids by their texts."""
    return {
        remark.text: remark.id
        for revision in case.look().revisions
        for assignment in revision.assignments
        if assignment.review is not None
        for remark in assignment.review.remarks
    }

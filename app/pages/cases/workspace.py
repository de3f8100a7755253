"""The workspace of a case: what participants see and what they may do next."""

from flask import Blueprint, render_template

from app.access import signed_in
from app.current import reading
from app.errors import message_of
from app.identity import actor
from app.pages.cases.check import lines_with_links_to_text
from app.phrases.labels import ACTIONS, consequence
from app.phrases.withdrawal import what_others_notice
from case_studies.errors import NotVisible
from case_studies.models import Case
from case_studies.operations.cases.consents import consents_of
from case_studies.operations.cases.history import case_history
from case_studies.operations.cases.queries import get_case_view
from case_studies.operations.issues.case_draft import issue_behind
from case_studies.operations.review.open_remarks import has_open_remarks
from case_studies.operations.review.review_access import visible_reviews
from case_studies.operations.reviewers.assigned import awaited_reviews
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.attachments import readable_attachments
from case_studies.policy.permissions import Permission
from case_studies.policy.predicates import latest_assignment
from case_studies.policy.visibility import readable_revisions_of
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action
from case_studies.workflow.cases import CASES

pages = Blueprint("workspace", __name__)

# The step that moves the case on is shown first; steps that close it are shown last, as dangerous.
ONWARD = frozenset({Action.REQUEST_CLEARANCE, Action.CLEAR, Action.START_REVIEW, Action.PUBLISH, Action.RESTORE})
FINAL = frozenset({Action.DECLINE, Action.WITHDRAW})


@pages.get("/cases/<reference:reference>/work")
@signed_in
def workspace(reference: str) -> str:
    """Show the case to participants: state, next steps, text, reviews, history."""
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        if not seen.inside:
            raise NotVisible()
        allowed = allowed_now(actor(), case)
        assignments = seen.revision.assignments if Permission.READ_ASSIGNMENTS in allowed else []
        return render_template(
            "cases/workspace.html",
            case=case,
            revision=seen.revision,
            state=seen.state,
            files=readable_attachments(actor(), case, seen.revision),
            steps=_steps(session, case),
            findings=lines_with_links_to_text(session, case, seen.revision),
            consents=consents_of(case, seen.revision),
            obstacles=_obstacles(session, case),
            may_edit=Permission.EDIT in allowed,
            may_confirm=Permission.CONFIRM in allowed,
            may_declare=Permission.DECLARE_CONFLICT in allowed,
            may_override=Permission.OVERRIDE_CONFLICT in allowed,
            may_narrow=Permission.NARROW in allowed,
            may_assign=Permission.ASSIGN in allowed,
            editor=Permission.READ_ALL_REVIEWS in allowed,
            assignments=assignments,
            due=awaited_reviews(session, assignments),
            mine=latest_assignment(actor(), case),
            reviews=visible_reviews(session, actor(), case),
            entries=case_history(session, actor(), case),
            revisions=readable_revisions_of(actor(), case),
            answers=has_open_remarks(actor(), case),
            from_issue=issue_behind(session, actor(), case),
        )


def _steps(session: Session, case: Case) -> list[tuple[Action, str, str]]:
    """Return the actions that this person may perform, each with the look of its button and its consequence."""
    actions = sorted(CASES.possible_actions(session, case, actor()), key=lambda a: (a in FINAL, a not in ONWARD))
    return [(action, _kind(action, place), _consequence(case, action)) for place, action in enumerate(actions)]


def _consequence(case: Case, action: Action) -> str:
    """Return what an action does to this case; a withdrawal takes nothing off a page that was never there."""
    if action == Action.WITHDRAW:
        return what_others_notice(case)[0]
    return str(consequence(action, in_a_round=case.current.round_open))


def _kind(action: Action, place: int) -> str:
    if action in FINAL:
        return "danger"
    return "primary" if action in ONWARD and place == 0 else "secondary"


def _obstacles(session: Session, case: Case) -> list[tuple[str, str]]:
    """Return this person's next steps that are not possible yet, each with what is missing."""
    return [
        (str(ACTIONS[action]), message_of(refusal))
        for action, refusal in CASES.obstacles(session, case, actor()).items()
    ]

"""A page for each action of the workflow: what it does, the reason if one is needed, the button."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of, translate_messages
from app.identity import actor
from app.pages.cases.check import lines_with_links_to_text
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors
from app.phrases.labels import HISTORY_ACTIONS, consequence
from app.phrases.withdrawal import what_a_withdrawal_does
from app.schemas.case import TransitionSchema
from case_studies.errors import Incomplete, NotAllowed, NotVisible
from case_studies.models import Case, Revision
from case_studies.operations.cases.consents import consents_of
from case_studies.operations.cases.queries import find_case, get_case_view
from case_studies.operations.review.review_access import VisibleReview, visible_reviews
from case_studies.operations.search.search import SimilarCase, most_similar_cases
from case_studies.policy.allowed_now import allowed_now, check_allowed_now, check_permitted
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action
from case_studies.workflow.cases import CASES
from case_studies.workflow.remarks import open_musts
from case_studies.workflow.transitions import TRANSITIONS

pages = Blueprint("transitions", __name__)

RELEASING = frozenset({Action.REQUEST_CLEARANCE, Action.CLEAR})
CHECKED = RELEASING | {Action.PUBLISH}


@pages.get("/cases/<reference:reference>/act/<action>")
@signed_in
def transition(reference: str, action: str) -> str:
    """Describe the action and ask for what it needs."""
    return _show(reference, _action(action), "", NO_ERRORS)


@pages.post("/cases/<reference:reference>/act/<action>")
@signed_in
def perform(reference: str, action: str) -> Response | tuple[str, int]:
    """Perform the action. If it is refused, the page is shown again with the reason that was typed."""
    chosen = _action(action)
    note = request.form.get("note", "")
    try:
        _check_sure(chosen)
        values = TransitionSchema().load({"action": action, "note": note, "version": _version()})
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            in_a_round = case.current.round_open
            CASES.perform(session, case, chosen, actor(), note=values["note"], version=values["version"])
    except (NotVisible, NotAllowed):
        raise
    except FormError as error:
        refused = FormErrors.by(error)
        return _show(reference, chosen, note, refused), refused.status
    flash(f"{reference}: {HISTORY_ACTIONS[chosen]}. {consequence(chosen, in_a_round=in_a_round)}", "done")
    return redirect(_next_page(reference), 303)


def _check_sure(action: Action) -> None:
    """Refuse to withdraw a case without the tick that confirms it."""
    if action == Action.WITHDRAW and "sure" not in request.form:
        raise Incomplete({"sure": [_("Tick the box to confirm that the case is withdrawn. This can’t be undone.")]})


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _next_page(reference: str) -> str:
    """Return the address of the workspace if this person may still see it, else of the desk."""
    with reading() as session:
        try:
            _case, seen = get_case_view(session, actor(), reference)
        except NotVisible:
            return url_for("desk.desk")
        if seen.inside and not seen.is_closed:
            return url_for("workspace.workspace", reference=reference)
    return url_for("desk.desk")


def _show(reference: str, action: Action, note: str, refused: FormErrors) -> str:
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        check_permitted(actor(), case, action)
        is_possible = action in CASES.possible_actions(session, case, actor())
        is_release = is_possible and action in RELEASING
        if not is_possible and refused is NO_ERRORS:
            check_allowed_now(actor(), case, action)  # other obstacles are shown on the page
        return render_template(
            "cases/transition.html",
            case=case,
            revision=seen.revision,
            state=seen.state,
            action=action,
            consequence=consequence(action, in_a_round=case.current.round_open),
            what_happens=what_a_withdrawal_does(case),
            transition=TRANSITIONS[action],
            obstacle="" if is_possible else _obstacle(session, case, action),
            note=note,
            refused=refused,
            reviews=_reviews_for_decision(session, case, action),
            why_reason=translate_messages(CASES.why_reason_is_needed(session, case, action)) if is_possible else [],
            is_release=is_release,
            findings=lines_with_links_to_text(session, case, seen.revision) if action in CHECKED else [],
            consents=consents_of(case, seen.revision) if action in RELEASING else None,
            may_settle=Permission.EDIT in allowed_now(actor(), case),
            similar=_similar_cases(session, seen.revision) if is_release else [],
        )


def _similar_cases(session: Session, revision: Revision) -> list[SimilarCase]:
    return most_similar_cases(session, current_platform().search, actor(), revision)


def _obstacle(session: Session, case: Case, action: Action) -> str:
    """Return a message that says what the action still needs; empty if only the state prevents it."""
    refusal = CASES.obstacles(session, case, actor()).get(action)
    return message_of(refusal) if refusal is not None else ""


def _reviews_for_decision(session: Session, case: Case, action: Action) -> list[VisibleReview]:
    """Return the reviews of the current round, for decisions that are based on them."""
    if action not in (Action.PUBLISH, Action.REQUEST_REVISION, Action.DECLINE):
        return []
    reviews = visible_reviews(session, actor(), case)
    still_open = {thread.assignment.id for thread in open_musts(case)} if action == Action.PUBLISH else set()
    return [r for r in reviews if r.revision == case.current.number or r.review.assignment_id in still_open]


def _action(name: str) -> Action:
    if name not in set(Action):
        raise NotFound(_("There is no such action."))
    return Action(name)

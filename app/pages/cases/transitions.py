"""One page an action of the workflow: what it does, the reason where one is needed, the button."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of, translate_messages
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors
from app.phrases.labels import HISTORY_ACTIONS, consequence
from app.schemas.case import TransitionSchema
from case_studies.errors import NotAllowed, NotVisible
from case_studies.models import Case
from case_studies.operations.cases.queries import find_case, get_case_view
from case_studies.operations.review.review_access import VisibleReview, visible_reviews
from case_studies.operations.search.search import most_similar_cases
from case_studies.policy.allowed_now import check_allowed_now, check_permitted
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action
from case_studies.workflow import engine
from case_studies.workflow.engine import obstacles, possible_actions, reasons_asked
from case_studies.workflow.remarks import open_musts
from case_studies.workflow.transitions import TRANSITIONS

pages = Blueprint("transitions", __name__)

RELEASING = frozenset({Action.REQUEST_CLEARANCE, Action.CLEAR})


@pages.get("/cases/<reference:reference>/act/<action>")
@signed_in
def transition(reference: str, action: str) -> str:
    """Say what the action does and ask for what it needs."""
    return _show(reference, _action(action), "", NO_ERRORS)


@pages.post("/cases/<reference:reference>/act/<action>")
@signed_in
def perform(reference: str, action: str) -> Response | tuple[str, int]:
    """Perform the action; what is refused keeps the reason that was typed."""
    chosen = _action(action)
    note = request.form.get("note", "")
    try:
        values = TransitionSchema().load({"action": action, "note": note, "version": _version()})
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            in_a_round = case.current.round_open
            engine.perform(session, case, chosen, actor(), note=values["note"], version=values["version"])
    except (NotVisible, NotAllowed):
        raise
    except FormError as error:
        refused = FormErrors.by(error)
        return _show(reference, chosen, note, refused), refused.status
    flash(f"{reference}: {HISTORY_ACTIONS[chosen]}. {consequence(chosen, in_a_round=in_a_round)}", "done")
    return redirect(_next_page(reference), 303)


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _next_page(reference: str) -> str:
    """Return the workspace where there still is one for this person, else the desk."""
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
        possible = action in possible_actions(session, case, actor())
        releasing = possible and action in RELEASING
        if not possible and refused is NO_ERRORS:
            check_allowed_now(actor(), case, action)  # what it lacks besides is shown on the page itself
        return render_template(
            "cases/transition.html",
            case=case,
            revision=seen.revision,
            state=seen.state,
            action=action,
            consequence=consequence(action, in_a_round=case.current.round_open),
            transition=TRANSITIONS[action],
            lacking="" if possible else _lacking(session, case, action),
            note=note,
            refused=refused,
            reviews=_reviews_to_weigh(session, case, action),
            asked=translate_messages(reasons_asked(session, case, action)) if possible else [],
            releasing=releasing,
            found=most_similar_cases(session, current_platform().search, actor(), seen.revision) if releasing else [],
        )


def _lacking(session: Session, case: Case, action: Action) -> str:
    """Say what the action still needs; empty where only the state is in its way."""
    refusal = obstacles(session, case, actor()).get(action)
    return message_of(refusal) if refusal is not None else ""


def _reviews_to_weigh(session: Session, case: Case, action: Action) -> list[VisibleReview]:
    """Return the reviews of the present round for the decisions that answer them."""
    if action not in (Action.PUBLISH, Action.REQUEST_REVISION, Action.DECLINE):
        return []
    seen = visible_reviews(session, actor(), case)
    still_open = {thread.assignment.id for thread in open_musts(case)} if action == Action.PUBLISH else set()
    return [s for s in seen if s.revision == case.current.number or s.review.assignment_id in still_open]


def _action(name: str) -> Action:
    if name not in set(Action):
        raise NotFound(_("No such action."))
    return Action(name)

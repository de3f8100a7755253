"""What is done on the page of an event: taking part, and the steps of its workflow."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.events.event import show
from app.pages.events.form import WHEN, documents_in
from app.pages.form_errors import FormErrors, InTheForm
from app.phrases.events import STATES
from app.schemas.events import BY_PERSONS, EventTransitionSchema
from case_studies.errors import NotVisible, StaleVersion
from case_studies.models import Event
from case_studies.operations.events import steps
from case_studies.operations.events.queries import find_event
from case_studies.unit_of_work import Session
from case_studies.vocabulary import EventAction

pages = Blueprint("event_steps", __name__)
Answer = Response | tuple[str, int]
NESTED = ("moved_to.", "outcome.")


@pages.post("/events/<event:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in {step.value for step in BY_PERSONS}:
        raise NotFound()

    def change(session: Session, event: Event) -> None:
        version = request.form.get("version", 0, type=int)
        sent = {"action": action, "version": version, "note": request.form.get("note", "")}
        needs = NEEDS.get(EventAction(action), dict)()
        steps.move(session, event, actor(), **EventTransitionSchema().load({**sent, **needs}))

    return _apply(reference, EventAction(action), change)


def _attendance() -> dict[str, Any]:
    return {"attendance": request.form.get("attendance") or None}


def _moved_to() -> dict[str, Any]:
    when = {name: request.form.get(name, "").strip() or None for name in WHEN}
    return {"moved_to": {**when, **{name: request.form.get(name, "") for name in ("place", "link")}}}


def _outcome() -> dict[str, Any]:
    documents = documents_in(request.form.get("documents", ""))
    return {"outcome": {"came_of_it": request.form.get("came_of_it", ""), "documents": documents}}


NEEDS: dict[EventAction, Callable[[], dict[str, Any]]] = {
    EventAction.TAKE_PART: _attendance,
    EventAction.MOVE: _moved_to,
    EventAction.DOCUMENT: _outcome,
}
"""Action → what it needs besides the version and the reason, as the API would send it."""


def _apply(reference: str, action: EventAction, change: Callable[[Session, Event], None]) -> Answer:
    try:
        with current_platform().work.writing() as session:
            event = find_event(session, actor(), reference, for_change=True)
            change(session, event)
            state = event.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error).moved(_control)
        return show(reference, errors, {**request.form.to_dict(), "action": action.value}), errors.status
    if action == EventAction.TAKE_PART:
        flash(_("Your answer is stored. Only the organiser sees it."), "done")
    else:
        flash(_("Done. The event is now: %(state)s.", state=STATES[state]), "done")
    return redirect(_next_page(reference), 303)


def _control(name: str) -> str:
    for prefix in NESTED:
        name = name.removeprefix(prefix)
    return name.partition(".")[0]


def _next_page(reference: str) -> str:
    """Return the page of the event, or the list for those who no longer see it."""
    with reading() as session:
        try:
            find_event(session, actor(), reference)
        except NotVisible:
            return url_for("event_list.events")
    return url_for("event.event", reference=reference)

"""What is done on the page of a joint text: the steps of its workflow."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.texts.text import show
from app.phrases.labels import Labels
from app.phrases.texts import STATES
from app.schemas.texts import BY_PERSONS, NEEDS, TextTransitionSchema
from case_studies.errors import StaleVersion
from case_studies.operations.texts import steps
from case_studies.operations.texts.queries import find_text
from case_studies.text_vocabulary import TextAction

pages = Blueprint("text_steps", __name__)
Answer = Response | str | tuple[str, int]

DONE: Labels = {
    TextAction.COMMENT: _l("Your comment is on the page. All members read it."),
    TextAction.ASK_TO_BREAK: _l("Your clearance officer is notified. It counts once it is cleared, before the hour."),
    TextAction.DROP_BREAK: _l("Your delegation does not break silence."),
    TextAction.ALIGN: _l("Your delegation aligned. Its name is shown once the text is delivered."),
    TextAction.STAND_ASIDE: _l("Your delegation stood aside. Members read so once the text is delivered."),
}
"""What is said after a step that does not change the state."""


def _fields(*names: str) -> Callable[[], dict[str, Any]]:
    return lambda: {name: request.form.get(name, "").strip() for name in names}


def _circulation() -> dict[str, Any]:
    return {
        "comments_until": request.form.get("comments_until", "").strip() or None,
        "languages": request.form.getlist("languages"),
    }


def _of_paragraph(*names: str) -> Callable[[], dict[str, Any]]:
    """Return what reads the fields of a form about a paragraph. An empty one is left out."""

    def read() -> dict[str, Any]:
        sent = {name: value for name in names if (value := request.form.get(name, "").strip())}
        return {**sent, "paragraph": request.form.get("paragraph", type=int)}

    return read


def _silence() -> dict[str, Any]:
    return {name: request.form.get(name, "").strip() or None for name in steps.SILENCE}


READERS: dict[TextAction, Callable[[], dict[str, Any]]] = {
    TextAction.CIRCULATE: _circulation,
    TextAction.COMMENT: _of_paragraph("kind", "language", "text"),
    TextAction.PUT_UNDER_SILENCE: _silence,
    TextAction.ASK_TO_BREAK: _of_paragraph("reason"),
    TextAction.DELIVER: _fields("event", "speaker", "symbol", "link"),
}
"""Action → what its form has besides the version and the reason, as the API would send it."""


@pages.post("/texts/<text:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed.

    Before silence begins, the page shows how its hour reads elsewhere, and asks to confirm it.
    """
    if action not in {step.value for step in BY_PERSONS}:
        raise NotFound()
    step = TextAction(action)
    typed = {**request.form.to_dict(), "action": action, "languages": request.form.getlist("languages")}
    try:
        values = TextTransitionSchema().load(_sent(step))
        if step == TextAction.PUT_UNDER_SILENCE:
            with reading() as session:
                until, _zone = steps.read_hour(session, values["needs"])
            if request.form.get("confirmed") != until.isoformat():
                return show(reference, NO_ERRORS, typed, until)
        with current_platform().work.writing() as session:
            text = find_text(session, actor(), reference, for_change=True)
            steps.move(session, text, actor(), **values)
            state = text.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error).moved(_control)
        return show(reference, errors, typed), errors.status
    flash(str(DONE.get(step) or _("Done. The text is now: %(state)s.", state=STATES[state])), "done")
    return redirect(url_for("joint_text.text", reference=reference), 303)


def _sent(step: TextAction) -> dict[str, Any]:
    sent = {
        "action": step.value,
        "version": request.form.get("version", 0, type=int),
        "note": request.form.get("note", ""),
    }
    return {**sent, NEEDS[step]: READERS[step]()} if step in READERS else sent


def _control(name: str) -> str:
    """Return the control of a field: `hour` for `silence.hour`."""
    for prefix in NEEDS.values():
        name = name.removeprefix(f"{prefix}.")
    return name.partition(".")[0]

"""What is done on the page of a discussion: posts, following, and the steps of its workflow."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform
from app.identity import actor
from app.pages.form_errors import FormErrors, InTheForm
from app.pages.threads.thread import show
from app.phrases.threads import DONE
from app.schemas.threads import BY_TRANSITION, PostSchema, ThreadTransitionSchema
from case_studies.errors import StaleVersion
from case_studies.models import Thread
from case_studies.operations.threads import posts, steps
from case_studies.operations.threads.queries import find_thread
from case_studies.unit_of_work import Session
from case_studies.vocabulary import ThreadAction

pages = Blueprint("thread_steps", __name__)
Answer = Response | tuple[str, int]
Change = Callable[[Session, Thread], Any]

NOTE_CONTROLS = {ThreadAction.HIDE_POST.value: "reason", ThreadAction.KEEP_SUMMARY.value: "answer"}
"""The page has several forms that take a note, each with its own control."""


@pages.post("/threads/<thread:reference>/posts")
@signed_in
def say(reference: str) -> Answer:
    """Say something in a discussion."""

    def change(session: Session, thread: Thread) -> None:
        values = PostSchema().load({name: request.form.get(name, "") for name in ("text", "speaks_as")})
        posts.add_post(session, thread, actor(), values)

    return _apply(reference, change, _("Your post is on the page. You can take it back."))


@pages.post("/threads/<thread:reference>/following")
@signed_in
def follow(reference: str) -> Answer:
    """Follow a discussion, or stop."""
    follows = request.form.get("follows") == "yes"
    message = _("You follow this discussion.") if follows else _("You don’t follow this discussion any more.")
    return _apply(reference, lambda _session, thread: posts.set_following(thread, actor(), follows), message)


@pages.post("/threads/<thread:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in {step.value for step in BY_TRANSITION}:
        raise NotFound()

    def change(session: Session, thread: Thread) -> None:
        form = request.form
        values = {
            "action": action,
            "version": form.get("version", 0, type=int),
            "note": form.get(NOTE_CONTROLS.get(action, "note"), ""),
            "summary": form.get("summary", ""),
            "closes_on": form.get("closes_on") or None,
            "post": form.get("post", None, type=int),
        }
        steps.move(session, thread, actor(), **ThreadTransitionSchema().load(values))

    return _apply(reference, change, str(DONE[ThreadAction(action)]))


def _apply(reference: str, change: Change, message: str) -> Answer:
    try:
        with current_platform().work.writing() as session:
            change(session, find_thread(session, actor(), reference, for_change=True))
    except (*InTheForm, StaleVersion) as error:
        control = NOTE_CONTROLS.get(request.path.rpartition("/")[2], "note")
        errors = FormErrors.by(error).moved(lambda name: control if name == "note" else name)
        return show(reference, errors, request.form.to_dict()), errors.status
    flash(message, "done")
    return redirect(url_for("threads.thread", reference=reference), 303)

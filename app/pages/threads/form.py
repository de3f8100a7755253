"""The form of a discussion: starting one, changing its title before others answer."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import threads as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.threads import ThreadChangeSchema, ThreadSchema
from case_studies.errors import StaleVersion
from case_studies.models import Thread
from case_studies.operations.threads import convening
from case_studies.operations.threads.anchors import find_anchor
from case_studies.operations.threads.queries import find_thread
from case_studies.policy.threads import MEMBER_ROLES, THREAD_POLICY, ThreadPermission
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import Language, SpeaksAs

pages = Blueprint("thread_form", __name__)
Answer = Response | tuple[str, int]

CHANGED = ("title", "anchor", "language")
TYPED = (*CHANGED, "closes_on", "speaks_as", "text")


@pages.get("/threads/new")
@only_roles(*MEMBER_ROLES)
def new() -> str:
    """Show an empty form; `about` is the reference of what the discussion is about."""
    blank = {**dict.fromkeys(TYPED, ""), "language": Language.ENGLISH, "speaks_as": SpeaksAs.DELEGATION}
    return _show(None, {**blank, "anchor": request.args.get("about", "")[:20]}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/threads/new")
@only_roles(*MEMBER_ROLES)
def start() -> Answer:
    """Start a discussion with its first post."""
    key = request.form.get("key", "")[:40]
    try:
        values = ThreadSchema().load(_sent(TYPED))
        with current_platform().work.writing() as session:
            thread = convening.convene(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = thread.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(TYPED), errors, key=key), errors.status
    return redirect(url_for("threads.thread", reference=reference), 303)


@pages.get("/threads/<thread:reference>/edit")
@only_roles(*MEMBER_ROLES)
def edit(reference: str) -> str:
    """Show the form of a discussion in which nobody else has spoken."""
    with reading() as session:
        thread = find_thread(session, actor(), reference)
        THREAD_POLICY.check_usable(actor(), thread, ThreadPermission.EDIT)
        return _show(thread, {name: getattr(thread, name) or "" for name in CHANGED}, NO_ERRORS)


@pages.post("/threads/<thread:reference>/edit")
@only_roles(*MEMBER_ROLES)
def save(reference: str) -> Answer:
    """Change a discussion. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = ThreadChangeSchema(partial=("version",)).load(_sent(CHANGED))
        with current_platform().work.writing() as session:
            thread = find_thread(session, actor(), reference, for_change=True)
            convening.edit_thread(session, thread, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_thread(session, actor(), reference), _typed(CHANGED), errors), errors.status
    return redirect(url_for("threads.thread", reference=reference), 303)


def _typed(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: request.form.get(name, "") for name in names}


def _sent(names: tuple[str, ...]) -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed(names)
    return {**typed, **{name: typed[name].strip() or None for name in ("anchor", "closes_on") if name in typed}}


def _show(thread: Thread | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "threads/form.html",
            thread=thread,
            values=values,
            refused=refused,
            key=key,
            about=find_anchor(session, actor(), values["anchor"]),
            kept_days=settings_of(session).posts_kept_days,
            usual_days=convening.USUAL_DAYS,
            most_days=convening.MOST_DAYS,
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )

"""The form of a good practice: proposing one, changing the edition that is written."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_choices import asked_themes, choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import practices as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.practices import PracticeSchema
from case_studies.errors import StaleVersion
from case_studies.models import Practice
from case_studies.operations.practices import editing
from case_studies.operations.practices.queries import find_practice
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission
from case_studies.vocabulary import Audience, Language, Role
from case_studies.workflow.practice_guards import TEXTS

pages = Blueprint("practice_form", __name__)
Answer = Response | tuple[str, int]

TYPED = (*TEXTS, "search_query", "search_result", "language", "audience")
CODES = ("themes", "initiatives")
BLANK: Mapping[str, Any] = {
    **dict.fromkeys(TYPED, ""),
    "language": Language.ENGLISH,
    "audience": Audience.PUBLIC,
    **{name: [] for name in CODES},
}


@pages.get("/practices/new")
@only_roles(Role.EDITOR, Role.FOCAL_POINT)
def new() -> str:
    """Show an empty form, but for the theme of the address."""
    with reading() as session:
        asked = [theme.id for theme in asked_themes(session, request.args.get("theme"))]
    return _show(None, {**BLANK, "themes": asked}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/practices/new")
@only_roles(Role.EDITOR, Role.FOCAL_POINT)
def start() -> Answer:
    """Store a draft. Its evidence is added on its page."""
    key = request.form.get("key", "")[:40]
    try:
        values = PracticeSchema().load(_typed())
        with current_platform().work.writing() as session:
            practice = editing.start_practice(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = practice.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("practices.practice", reference=reference), 303)


@pages.get("/practices/<practice:reference>/edit")
@only_roles(Role.EDITOR, Role.FOCAL_POINT)
def edit(reference: str) -> str:
    """Show the form of the edition that is written."""
    with reading() as session:
        practice = find_practice(session, actor(), reference)
        PRACTICE_POLICY.check_usable(actor(), practice, PracticePermission.EDIT)
        return _show(practice, _stored(practice), NO_ERRORS)


@pages.post("/practices/<practice:reference>/edit")
@only_roles(Role.EDITOR, Role.FOCAL_POINT)
def save(reference: str) -> Answer:
    """Change the edition that is written. If that is refused, the form keeps what was typed."""
    try:
        values = PracticeSchema().load(_typed())
        with current_platform().work.writing() as session:
            practice = find_practice(session, actor(), reference, for_change=True)
            version = request.form.get("version", 0, type=int)
            editing.edit_practice(session, practice, actor(), values, version=version)
            number = practice.current.number
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_practice(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("practices.edition", reference=reference, number=number), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in TYPED}
    return {**typed, **{name: request.form.getlist(name) for name in CODES}}


def _stored(practice: Practice) -> dict[str, Any]:
    edition = practice.current
    stored = {name: getattr(edition, name) for name in TYPED if name != "audience"}
    return {
        **stored,
        "audience": practice.audience,
        **{name: [one.id for one in getattr(edition, name)] for name in CODES},
    }


def _show(practice: Practice | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "practices/form.html",
            practice=practice,
            values=values,
            refused=refused,
            key=key,
            pickers=choices_for(session, CODES, values),
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )

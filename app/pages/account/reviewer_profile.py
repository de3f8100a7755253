"""The profile of a reviewer: themes, languages, largest number of cases, days away."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.cases.edit_form import whole_number
from app.pages.form_choices import choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import LANGUAGES, choices
from app.schemas.reviewers import AbsenceSchema, ProfileSchema
from case_studies.operations.reviewers import profiles
from case_studies.operations.reviewers.profiles import LARGEST_LOAD, profile_of, save_profile
from case_studies.unit_of_work import now
from case_studies.vocabulary import Language, Role

pages = Blueprint("reviewer_profile", __name__)

Answer = Response | tuple[str, int]


@pages.get("/account/reviewing")
@only_roles(Role.REVIEWER)
def reviewer_profile() -> str:
    """Show the profile."""
    return _show({}, NO_ERRORS)


@pages.post("/account/reviewing")
@only_roles(Role.REVIEWER)
def save() -> Answer:
    """Save themes, languages and the largest number of cases."""
    load = request.form.get("largest_load", "").strip()
    controls: dict[str, Any] = {name: request.form.getlist(name) for name in ("themes", "languages")}
    controls["largest_load"] = load
    try:
        values = ProfileSchema().load({**controls, "largest_load": whole_number(load)})
        with current_platform().work.writing() as session:
            save_profile(session, actor(), **values)
    except InTheForm as error:
        return _refuse(controls, error)
    return _done(_("Saved. Editors see it the next time they look for reviewers."))


@pages.post("/account/reviewing/absences")
@only_roles(Role.REVIEWER)
def add_absence() -> Answer:
    """Add an absence."""
    controls = {name: request.form.get(name, "").strip() for name in ("first_day", "last_day")}
    try:
        values = AbsenceSchema().load(controls)
        with current_platform().work.writing() as session:
            profiles.add_absence(session, actor(), **values)
    except InTheForm as error:
        return _refuse(controls, error)
    return _done(_("Saved. Your due dates move by the days on which you are away."))


@pages.post("/account/reviewing/absences/<id:absence_id>/end")
@only_roles(Role.REVIEWER)
def end_absence(absence_id: int) -> Response:
    """Remove an absence that begins today or later; an earlier one ends yesterday."""
    with current_platform().work.writing() as session:
        profiles.end_absence(session, actor(), absence_id)
    return _done(_("Removed. Your due dates are calculated again."))


def _done(message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".reviewer_profile"), 303)


def _refuse(controls: dict[str, Any], error: Any) -> tuple[str, int]:
    refused = FormErrors.by(error)
    return _show(controls, refused), refused.status


def _show(controls: dict[str, Any], refused: FormErrors) -> str:
    with reading() as session:
        profile = profile_of(session, actor())
        stored = {"themes": profile.themes, "languages": profile.languages, "largest_load": profile.largest_load}
        shown = {**stored, **controls}
        return render_template(
            "account/reviewer_profile.html",
            controls=shown,
            absences=profile.absences,
            themes=choices_for(session, ("themes",), shown)["themes"],
            languages=[(value, label, None) for value, label in choices(LANGUAGES, Language)],
            refused=refused,
            today=now(session).date(),
            most=LARGEST_LOAD,
        )

"""The settings for administrators: what may change while Casebook runs, and what is only in the environment."""

from dataclasses import fields

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.settings import GROUPS, SETTINGS
from app.schemas.settings import EditionOfSettingsSchema, SettingsSchema
from case_studies.errors import StaleVersion
from case_studies.operations.administration import settings as operations
from case_studies.settings import CHANGEABLE
from case_studies.vocabulary import Role
from config import Config

pages = Blueprint("settings", __name__)

Typed = dict[str, str]
ONLY_IN_ENVIRONMENT = [field.name.upper() for field in fields(Config) if field.name not in CHANGEABLE]


@pages.get("/administration/settings")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def settings() -> str:
    """Show the settings, with their last changes."""
    return _show(None, NO_ERRORS)


@pages.post("/administration/settings")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def change() -> Response | tuple[str, int]:
    """Change what differs from the values of now. If that is refused, the form keeps what was typed."""
    typed = {name: request.form.get(name, "").strip() for name in CHANGEABLE}
    try:
        edition = EditionOfSettingsSchema().load({"edition": request.form.get("edition")})["edition"]
        with current_platform().work.writing(quietly=True) as session:
            states = operations.list_settings(session, actor())
            differing = {name: text for name, text in typed.items() if text != str(states[name].value)}
            values = SettingsSchema(only=tuple(differing)).load(differing)
            changed = operations.change_settings(session, actor(), values, edition=edition)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(typed, errors), errors.status
    flash(
        _("Saved. It counts from now on.") if changed else _("Nothing was different, so nothing was changed."), "done"
    )
    return redirect(url_for(".settings"), 303)


@pages.post("/administration/settings/<string(maxlength=40):name>/reset")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def reset(name: str) -> Response:
    """Give a setting back its default."""
    with current_platform().work.writing(quietly=True) as session:
        operations.reset_setting(session, actor(), name)
    flash(_("Back to the default. It counts from now on."), "done")
    return redirect(url_for(".settings"), 303)


def _show(typed: Typed | None, errors: FormErrors) -> str:
    with reading() as session:
        return render_template(
            "admin/settings.html",
            states=operations.list_settings(session, actor()),
            edition=operations.edition_of_settings(session),
            changes=operations.last_changes(session, actor()),
            typed=typed,
            errors=errors,
            groups=GROUPS,
            names=SETTINGS,
            only_in_environment=ONLY_IN_ENVIRONMENT,
        )

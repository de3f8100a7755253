"""The form of a study: listing one, writing its entry again until it is checked."""

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
from app.phrases import studies as phrases
from app.schemas.studies import StudySchema
from case_studies.errors import StaleVersion
from case_studies.models import Study
from case_studies.operations.studies.editing import edit_study, list_study
from case_studies.operations.studies.queries import cases_of, find_study
from case_studies.policy.studies import LISTING, STUDY_POLICY, StudyPermission
from case_studies.study_vocabulary import StudyCertainty, StudyKind
from case_studies.unit_of_work import Session

pages = Blueprint("study_form", __name__)
Answer = Response | tuple[str, int]

TEXTS = ("title", "authors", "publisher", "method", "finding", "address", "study_kind", "certainty", "year")
CODES = ("themes", "host_states")
BLANK: Mapping[str, Any] = {
    **dict.fromkeys((*TEXTS, "cases"), ""),
    "study_kind": StudyKind.REPORT,
    "certainty": StudyCertainty.WHOLE,
    "host_states": [],
}


@pages.get("/studies/new")
@only_roles(*LISTING)
def new() -> str:
    """Show an empty form, but for the theme of the address."""
    with reading() as session:
        asked = [theme.id for theme in asked_themes(session, request.args.get("theme"))]
    return _show(None, {**BLANK, "themes": asked}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/studies/new")
@only_roles(*LISTING)
def start() -> Answer:
    """Add a study to the list."""
    key = request.form.get("key", "")[:40]
    try:
        values = StudySchema().load(_sent())
        with current_platform().work.writing() as session:
            reference = list_study(session, actor(), values, form_key=f"form-{actor().account}-{key}").reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("studies.study", reference=reference), 303)


@pages.get("/studies/<study:reference>/edit")
@only_roles(*LISTING)
def edit(reference: str) -> str:
    """Show the form of a study that is not checked yet."""
    with reading() as session:
        study = find_study(session, actor(), reference)
        STUDY_POLICY.check_usable(actor(), study, StudyPermission.EDIT)
        return _show(study, _stored(session, study), NO_ERRORS)


@pages.post("/studies/<study:reference>/edit")
@only_roles(*LISTING)
def save(reference: str) -> Answer:
    """Write the entry again. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = StudySchema().load(_sent())
        with current_platform().work.writing() as session:
            study = find_study(session, actor(), reference, for_change=True)
            edit_study(session, study, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_study(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("studies.study", reference=reference), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in (*TEXTS, "cases")}
    return {**typed, **{name: request.form.getlist(name) for name in CODES}}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed()
    year = typed["year"].strip()
    return {**typed, "year": int(year) if year.isdecimal() else year, "cases": typed["cases"].replace(",", " ").split()}


def _stored(session: Session, study: Study) -> dict[str, Any]:
    return {
        **{name: getattr(study, name) for name in TEXTS},
        "themes": [theme.id for theme in study.themes],
        "host_states": [place.code for place in study.host_states],
        "cases": " ".join(one.case.reference for one in cases_of(session, actor(), study)),
    }


def _show(study: Study | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "studies/form.html",
            study=study,
            values=values,
            refused=refused,
            key=key,
            pickers=choices_for(session, CODES, values),
            phrases=phrases,
        )

"""The form of a provision: adding one, changing it."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_choices import grouped_initiatives
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import provisions as phrases
from app.schemas.provisions import ProvisionSchema
from case_studies.errors import StaleVersion
from case_studies.models import Provision
from case_studies.operations.provisions.editing import COLUMNS, add_provision, change_provision
from case_studies.operations.provisions.queries import find_provision
from case_studies.policy.provisions import WRITING
from case_studies.provision_vocabulary import Addressee

pages = Blueprint("provision_form", __name__)
Answer = Response | tuple[str, int]

FIELDS = ("initiative", *COLUMNS)
BLANK: Mapping[str, Any] = {**dict.fromkeys(FIELDS, ""), "addressee": Addressee.ALL}


@pages.get("/provisions/new")
@only_roles(*WRITING)
def new() -> str:
    """Show an empty form, but for the text that the address asks for."""
    asked = request.args.get("initiative", "")[:60]
    return _show(None, {**BLANK, "initiative": asked}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/provisions/new")
@only_roles(*WRITING)
def start() -> Answer:
    """Add a provision."""
    key = request.form.get("key", "")[:40]
    try:
        values = ProvisionSchema().load(_typed())
        with current_platform().work.writing() as session:
            added = add_provision(session, actor(), values, form_key=f"form-{actor().account}-{key}").id
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("provisions.provision", provision_id=added), 303)


@pages.get("/provisions/<id:provision_id>/edit")
@only_roles(*WRITING)
def edit(provision_id: int) -> str:
    """Show the form of a provision."""
    with reading() as session:
        found = find_provision(session, provision_id)
        stored = {name: getattr(found, name) for name in COLUMNS}
        return _show(found, {**stored, "initiative": found.initiative_id}, NO_ERRORS)


@pages.post("/provisions/<id:provision_id>/edit")
@only_roles(*WRITING)
def save(provision_id: int) -> Answer:
    """Change a provision. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = ProvisionSchema().load(_typed())
        with current_platform().work.writing() as session:
            found = find_provision(session, provision_id, for_change=True)
            change_provision(session, found, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_provision(session, provision_id), _typed(), errors), errors.status
    return redirect(url_for("provisions.provision", provision_id=provision_id), 303)


def _typed() -> dict[str, str]:
    """Return what was typed."""
    return {name: request.form.get(name, "") for name in FIELDS}


def _show(provision: Provision | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        groups = grouped_initiatives(session, [values["initiative"]])
        return render_template(
            "provisions/form.html",
            provision=provision,
            values=values,
            refused=refused,
            key=key,
            initiatives=[(label, [(code, name) for code, name, *_about in rows]) for label, rows in groups],
            phrases=phrases,
        )

"""The records of delegations: the list, one record, and the forms to add and to change one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles, signed_in
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.pages.delegations.record_form import contribution_rows, read_change, stored_values
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.delegations import CERTAINTIES, contribution_phrase
from app.phrases.labels import LANGUAGES, STANDINGS, choices
from app.schemas.delegations import DelegationChangeSchema, NewDelegationSchema
from case_studies.operations.delegations.records import (
    JOINING,
    add_delegation,
    addable_delegations,
    all_delegations,
    change_delegation,
    delegation_record,
)
from case_studies.policy.delegations import delegation_rights
from case_studies.vocabulary import Certainty, DelegationKind, Language, Role, Standing

pages = Blueprint("delegation_records", __name__)
Answer = Response | tuple[str, int]
ONE = "/delegations/<string(maxlength=20):code>"
ADD_FIELDS = ("code", "standing", "joined_on")


@pages.get("/delegations/records")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
def records() -> str:
    """List all delegations by standing and name."""
    with reading() as session:
        rows = sorted(all_delegations(session, actor()), key=lambda row: by_name(row.name))
        groups = [(standing, [row for row in rows if row.standing == standing]) for standing in Standing]
        return render_template("delegations/records.html", groups=groups, labels_of=STANDINGS)


@pages.get(f"{ONE}/record")
@signed_in
def record(code: str) -> str:
    """Show the record of a delegation, with what the reader may do."""
    with reading() as session:
        found = delegation_record(session, actor(), code)
        return render_template(
            "delegations/record.html",
            record=found,
            delegation=found.delegation,
            changeable=found.changeable,
            passable=found.passable,
            contributions=[(contribution_phrase(one), one.source) for one in found.delegation.contributions],
        )


@pages.get("/delegations/add")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
def new() -> str:
    """Show the form to add a delegation."""
    return _show_new({"standing": Standing.MEMBER.value}, NO_ERRORS)


@pages.post("/delegations/add")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
def add() -> Answer:
    """Add a delegation."""
    typed = {name: request.form.get(name, "").strip() for name in ADD_FIELDS}
    try:
        values = NewDelegationSchema().load({**typed, "joined_on": typed["joined_on"] or None})
        with current_platform().work.writing() as session:
            added = add_delegation(session, actor(), **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_new(typed, errors), errors.status
    flash(_("%(delegation)s takes part from now on.", delegation=added.name), "done")
    return redirect(url_for(".record", code=added.code), 303)


@pages.get(f"{ONE}/change")
@signed_in
def change(code: str) -> str:
    """Show the form to change a record."""
    return _show_change(code, None, NO_ERRORS)


@pages.post(f"{ONE}/change")
@signed_in
def save(code: str) -> Answer:
    """Change a record."""
    try:
        with current_platform().work.writing() as session:
            found = delegation_record(session, actor(), code)
            values = DelegationChangeSchema().load(read_change(request.form, found.rights))
            changed = change_delegation(session, actor(), code, **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_change(code, request.form, errors), errors.status
    flash(_("The record is saved. The history shows what was changed."), "done")
    return redirect(url_for(".record", code=changed.code), 303)


def _show_new(typed: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        may = delegation_rights(session, actor())
        entries = sorted(addable_delegations(session).items(), key=lambda entry: by_name(entry[1][1]))
    options = {
        kind: [(code, name) for code, (own_kind, name) in entries if own_kind == kind] for kind in DelegationKind
    }
    return render_template(
        "delegations/add.html",
        typed=typed,
        refused=refused,
        may=may,
        groups=[
            (_("States"), options[DelegationKind.STATE]),
            (_("Organizations"), options[DelegationKind.ORGANIZATION]),
        ],
        standings=_standings(),
    )


def _show_change(code: str, typed: Any, refused: FormErrors) -> str:
    with reading() as session:
        found = delegation_record(session, actor(), code)
        return render_template(
            "delegations/change.html",
            delegation=found.delegation,
            rights=found.rights,
            values=stored_values(found.delegation, typed),
            contributions=contribution_rows(found.delegation, typed),
            says_itself=actor().delegation == found.delegation.code,
            certainties=choices(CERTAINTIES, Certainty),
            languages=[(value, label, None) for value, label in choices(LANGUAGES, Language)],
            standings=_standings(),
            refused=refused,
        )


def _standings() -> list[tuple[str, str]]:
    return [(standing.value, str(STANDINGS[standing])) for standing in JOINING]

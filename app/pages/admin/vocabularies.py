"""The vocabularies for administrators: lists, and pages to add, change, move, retire, restore and merge entries."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.admin.vocabulary_form import empty_values, form_options, read_form, stored_values, typed_values
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.vocabularies import ADD, FILTERS, NAMES
from app.schemas.vocabulary_entries import (
    INPUT_SCHEMAS,
    EntryCodeSchema,
    EntryEditionSchema,
    EntryFilterSchema,
    MergeSchema,
    MoveSchema,
    entry_form,
)
from case_studies.errors import StaleVersion
from case_studies.operations.topics.topic import slug
from case_studies.operations.vocabularies import edit
from case_studies.operations.vocabularies.edit import Direction
from case_studies.operations.vocabularies.kinds import VOCABULARIES, EditableVocabulary, Entry
from case_studies.operations.vocabularies.list import EntryFilter, list_vocabulary, place_of_theme
from case_studies.operations.vocabularies.merge import merge_entry
from case_studies.operations.vocabularies.usage import entry_history, entry_usage, last_editor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role

pages = Blueprint("vocabularies", __name__)

LIST = "/vocabularies/<any(themes, operations, initiatives):name>"
ONE = f"{LIST}/entries/<string(maxlength=60):code>"
Answer = Response | tuple[str, int]


@pages.get(LIST)
@only_roles(Role.ADMINISTRATOR)
def list_entries(name: str) -> str:
    """Show the entries of a vocabulary."""
    parameters = EntryFilterSchema(unknown="exclude").load(request.args)
    vocabulary = VOCABULARIES[name]
    with reading() as session:
        show, page = EntryFilter(parameters["show"]), parameters["page"]
        entries = list_vocabulary(session, actor(), vocabulary, text=parameters["q"], show=show, page=page)
        return render_template(
            "admin/vocabulary.html",
            vocabulary=vocabulary,
            entries=entries,
            parameters=parameters,
            names=NAMES,
            add=ADD[name],
            filters=FILTERS,
            slug=slug,
        )


@pages.get(f"{LIST}/new")
@only_roles(Role.ADMINISTRATOR)
def new(name: str) -> str:
    """Show an empty form."""
    return _show_new(VOCABULARIES[name], empty_values(VOCABULARIES[name]), NO_ERRORS)


@pages.post(f"{LIST}/new")
@only_roles(Role.ADMINISTRATOR)
def add(name: str) -> Answer:
    """Add an entry."""
    vocabulary = VOCABULARIES[name]
    typed = typed_values(vocabulary, request.form)
    try:
        code = EntryCodeSchema().load({"code": typed["code"]})["code"]
        form = entry_form(INPUT_SCHEMAS[name]().load(read_form(vocabulary, typed)))
        with current_platform().work.writing() as session:
            added = edit.add_entry(session, actor(), vocabulary, code, form)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_new(vocabulary, typed, errors), errors.status
    return _redirect(vocabulary, added, _("Added. It can be chosen from now on."))


@pages.get(ONE)
@only_roles(Role.ADMINISTRATOR)
def entry(name: str, code: str) -> str:
    """Show an entry with its form, and where it is used."""
    return _show(VOCABULARIES[name], code, None, NO_ERRORS)


@pages.post(ONE)
@only_roles(Role.ADMINISTRATOR)
def save(name: str, code: str) -> Answer:
    """Change an entry. If that is refused, the form keeps what was typed, also if somebody else was faster."""
    vocabulary = VOCABULARIES[name]
    typed = typed_values(vocabulary, request.form)
    try:
        form = entry_form(INPUT_SCHEMAS[name]().load(read_form(vocabulary, typed)))
        with current_platform().work.writing() as session:
            changed = edit.change_entry(session, actor(), vocabulary, code, form, edition=_edition())
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(vocabulary, code, typed, errors), errors.status
    return _redirect(vocabulary, changed, _("Saved. The new values are shown everywhere."))


@pages.post(f"{ONE}/retire")
@only_roles(Role.ADMINISTRATOR)
def retire(name: str, code: str) -> Response:
    """Stop offering an entry."""
    return _apply(name, code, edit.retire_entry, _("Retired. Cases that have it keep it."))


@pages.post(f"{ONE}/restore")
@only_roles(Role.ADMINISTRATOR)
def restore(name: str, code: str) -> Response:
    """Offer an entry again."""
    return _apply(name, code, edit.restore_entry, _("Brought back. It can be chosen again."))


@pages.post("/vocabularies/themes/entries/<string(maxlength=60):code>/move")
@only_roles(Role.ADMINISTRATOR)
def move(code: str) -> Response:
    """Move a theme up or down by one place."""
    values = MoveSchema().load({"edition": _number("edition"), "direction": request.form.get("direction", "")})
    with current_platform().work.writing() as session:
        moved = edit.move_theme(session, actor(), code, Direction(values["direction"]), edition=values["edition"])
    return _redirect(VOCABULARIES["themes"], moved, _("Moved. All lists of themes have the new order."))


@pages.get(f"{ONE}/merge")
@only_roles(Role.ADMINISTRATOR)
def merge_form(name: str, code: str) -> str:
    """Show what a merge does, and let the administrator choose the entry that stays."""
    return _show_merge(VOCABULARIES[name], code, "", NO_ERRORS)


@pages.post(f"{ONE}/merge")
@only_roles(Role.ADMINISTRATOR)
def merge(name: str, code: str) -> Answer:
    """Merge an entry into another one."""
    vocabulary, into = VOCABULARIES[name], request.form.get("into", "").strip()
    try:
        values = MergeSchema().load({"edition": _number("edition"), "into": into})
        with current_platform().work.writing() as session:
            stays = merge_entry(session, actor(), vocabulary, code, values["into"], edition=values["edition"])
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_merge(vocabulary, code, into, errors), errors.status
    return _redirect(vocabulary, stays, _("Merged. Cases, searches and old addresses lead to this entry."))


def _apply(name: str, code: str, operation: Callable[..., Entry], message: str) -> Response:
    vocabulary = VOCABULARIES[name]
    with current_platform().work.writing() as session:
        return _redirect(vocabulary, operation(session, actor(), vocabulary, code, edition=_edition()), message)


def _redirect(vocabulary: EditableVocabulary, row: Entry, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".entry", name=vocabulary.name, code=slug(row.id)), 303)


def _show_new(vocabulary: EditableVocabulary, typed: dict[str, Any], errors: FormErrors) -> str:
    with reading() as session:
        return render_template(
            "admin/vocabulary_entry.html", **_form(session, vocabulary, typed, errors), add=ADD[vocabulary.name]
        )


def _show(vocabulary: EditableVocabulary, code: str, typed: dict[str, Any] | None, errors: FormErrors) -> str:
    """Show an entry with its stored values, or with what was typed and, beside it, the stored values."""
    with reading() as session:
        row = edit.read_entry(session, actor(), vocabulary, code)
        stored = stored_values(session, vocabulary, row)
        return render_template(
            "admin/vocabulary_entry.html",
            **_form(session, vocabulary, typed or stored, errors, row),
            **_about(session, vocabulary, row),
            stored=stored,
            is_stale=errors.status == 409,
        )


def _about(session: Session, vocabulary: EditableVocabulary, row: Entry) -> dict[str, Any]:
    return {
        "row": row,
        "label": vocabulary.label_of(row),
        "concept_id": vocabulary.key(row.id),
        "usage": entry_usage(session, actor(), vocabulary, row),
        "history": entry_history(session, actor(), vocabulary, row),
        "editor": last_editor(session, row),
        "place": place_of_theme(session, row),
    }


def _form(
    session: Session,
    vocabulary: EditableVocabulary,
    typed: dict[str, Any],
    errors: FormErrors,
    row: Entry | None = None,
) -> dict[str, Any]:
    return {
        "vocabulary": vocabulary,
        "vocabulary_name": NAMES[vocabulary.name],
        "typed": typed,
        "errors": errors,
        "slug": slug,
        **form_options(session, vocabulary, row),
    }


def _show_merge(vocabulary: EditableVocabulary, code: str, into: str, errors: FormErrors) -> str:
    with reading() as session:
        row = edit.read_entry(session, actor(), vocabulary, code)
        others = list_vocabulary(session, actor(), vocabulary, per_page=None).items
        return render_template(
            "admin/vocabulary_merge.html",
            vocabulary=vocabulary,
            row=row,
            label=vocabulary.label_of(row),
            usage=entry_usage(session, actor(), vocabulary, row),
            options=[(one.id, f"{vocabulary.label_of(one)} ({one.id})") for one in others if one.id != row.id],
            into=into,
            errors=errors,
            slug=slug,
        )


def _edition() -> int:
    edition: int = EntryEditionSchema().load({"edition": _number("edition")})["edition"]
    return edition


def _number(name: str) -> int | str:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text

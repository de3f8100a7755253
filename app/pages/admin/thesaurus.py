"""The field's words, for administrators: the list, and an entry to add, change, retire and restore."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.thesaurus import LANGUAGE_NAMES, SHOWN, classifications, name_of, stands_for
from app.schemas.thesaurus import ConceptChangeSchema, ConceptFilterSchema, ConceptSchema, EditionSchema
from case_studies.errors import Refusal, StaleVersion
from case_studies.models import Concept
from case_studies.operations.search.search import facet_values
from case_studies.operations.thesaurus import edit
from case_studies.operations.thesaurus.list import ConceptFilter, last_editors, list_concepts
from case_studies.operations.thesaurus.validate import LANGUAGES, LONGEST_NOTE, ConceptForm, names_by_language
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.vocabulary import Role

pages = Blueprint("thesaurus", __name__)

STANDS_FOR = "stands_for"
"""The control for facet and value, which are one choice: theme:EXP-ECM."""
ONE = "/words/<string(maxlength=100):concept_id>"
Typed = dict[str, str]
Answer = Response | tuple[str, int]


@pages.get("/words")
@only_roles(Role.ADMINISTRATOR)
def list_entries() -> str:
    """Show the entries."""
    asked = ConceptFilterSchema(unknown="exclude").load(request.args)
    with reading() as session:
        found = list_concepts(session, actor(), text=asked["q"], show=ConceptFilter(asked["show"]), page=asked["page"])
        values = facet_values(load_vocabularies(session))
        return render_template(
            "admin/thesaurus.html",
            found=found,
            rows=[(concept, name_of(concept), stands_for(concept, values)) for concept in found.items],
            offices=last_editors(session, found.items),
            asked=asked,
            shown=SHOWN,
        )


@pages.get("/words/new")
@only_roles(Role.ADMINISTRATOR)
def new() -> str:
    """Show an empty form."""
    return _show_new(_empty(), NO_ERRORS)


@pages.post("/words/new")
@only_roles(Role.ADMINISTRATOR)
def add() -> Answer:
    """Add an entry."""
    typed = _typed()
    try:
        values = ConceptSchema().load(_wording(typed))
        with current_platform().work.writing() as session:
            added = edit.add_concept(session, actor(), ConceptForm(**values))
    except InTheForm as error:
        refused = _refused(error)
        return _show_new(typed, refused), refused.status
    return _done(added, _("Added. It counts from the next search on."))


@pages.get(ONE)
@only_roles(Role.ADMINISTRATOR)
def entry(concept_id: str) -> str:
    """Show an entry, ready to be changed."""
    return _show(concept_id, None, NO_ERRORS)


@pages.post(ONE)
@only_roles(Role.ADMINISTRATOR)
def save(concept_id: str) -> Answer:
    """Change an entry. What was typed comes back where it is refused, also where somebody else was quicker."""
    typed = _typed()
    try:
        values = ConceptChangeSchema().load({**_wording(typed), "edition": _number(typed["edition"])})
        edition = values.pop("edition")
        with current_platform().work.writing() as session:
            changed = edit.change_concept(session, actor(), concept_id, ConceptForm(**values), edition=edition)
    except (*InTheForm, StaleVersion) as error:
        refused = _refused(error)
        return _show(concept_id, typed, refused), refused.status
    return _done(changed, _("Saved. It counts from the next search on."))


@pages.post(f"{ONE}/retire")
@only_roles(Role.ADMINISTRATOR)
def retire(concept_id: str) -> Answer:
    """Take an entry out of use."""
    return _turn(concept_id, edit.retire_concept, _("Retired. No search uses it from now on."))


@pages.post(f"{ONE}/restore")
@only_roles(Role.ADMINISTRATOR)
def restore(concept_id: str) -> Answer:
    """Bring an entry back into use."""
    return _turn(concept_id, edit.restore_concept, _("Restored. It counts from the next search on."))


def _turn(concept_id: str, turn: Callable[..., Concept], message: str) -> Response:
    edition = EditionSchema().load({"edition": _number(request.form.get("edition", ""))})["edition"]
    with current_platform().work.writing() as session:
        return _done(turn(session, actor(), concept_id, edition=edition), message)


def _done(concept: Concept, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".entry", concept_id=concept.id), 303)


def _show_new(typed: Typed, refused: FormErrors) -> str:
    with reading() as session:
        return render_template("admin/thesaurus_entry.html", **_form(session, typed, refused))


def _show(concept_id: str, typed: Typed | None, refused: FormErrors) -> str:
    """Draw an entry with what is kept, or with what was typed into it and, beside it, what is kept."""
    with reading() as session:
        concept = edit.read_concept(session, actor(), concept_id)
        return render_template(
            "admin/thesaurus_entry.html",
            **_form(session, typed or _kept(concept), refused),
            **_about(session, concept),
            overtaken=refused.status == 409,
        )


def _about(session: Session, concept: Concept) -> dict[str, Any]:
    return {
        "concept": concept,
        "name": name_of(concept),
        "stands_for": stands_for(concept, facet_values(load_vocabularies(session))),
        "fixed": edit.is_of_vocabulary(concept),
        "changer": last_editors(session, [concept]).get(concept.id),
        "shared": [(found.name, found.other, name_of(found.other)) for found in edit.shared_names(session, concept)],
        "kept": names_by_language(concept.names),
    }


def _form(session: Session, typed: Typed, refused: FormErrors) -> dict[str, Any]:
    return {
        "typed": typed,
        "refused": refused,
        "languages": [(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
        "groups": classifications(facet_values(load_vocabularies(session))),
        "most": LONGEST_NOTE,
    }


def _empty() -> Typed:
    return {**{f"names-{language}": "" for language in LANGUAGES}, STANDS_FOR: "", "note": "", "edition": ""}


def _kept(concept: Concept) -> Typed:
    names = {f"names-{language}": "\n".join(kept) for language, kept in names_by_language(concept.names).items()}
    classified = f"{concept.facet}:{concept.value}" if concept.facet else ""
    return {**names, STANDS_FOR: classified, "note": concept.note, "edition": str(concept.edition)}


def _typed() -> Typed:
    return {name: request.form.get(name, "") for name in _empty()}


def _wording(typed: Typed) -> dict[str, Any]:
    """Return what was typed as the API takes it: a name a line, empty lines left out."""
    lines = {language: typed[f"names-{language}"].splitlines() for language in LANGUAGES}
    names = {language: [line for line in found if line.strip()] for language, found in lines.items()}
    facet, _colon, value = typed[STANDS_FOR].partition(":")
    return {"names": names, "facet": facet or None, "value": value or None, "note": typed["note"]}


def _refused(error: ValidationError | Refusal) -> FormErrors:
    """Return a refusal with what is wrong with facet or value at the control for both."""
    return FormErrors.by(error).moved(lambda name: STANDS_FOR if name in ("facet", "value") else name)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text

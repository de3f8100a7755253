"""The thesaurus for administrators: the list, and pages to add, change, retire and restore an entry."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.thesaurus import FILTERS, LANGUAGE_NAMES, classifications, name_of, stands_for
from app.schemas.thesaurus import ConceptChangeSchema, ConceptFilterSchema, ConceptSchema, EditionSchema
from case_studies.errors import Refusal, StaleVersion
from case_studies.models import Concept
from case_studies.operations.thesaurus import edit
from case_studies.operations.thesaurus.list import ConceptFilter, last_editors, list_concepts
from case_studies.operations.thesaurus.validate import LANGUAGES, LONGEST_NOTE, ConceptForm, names_by_language
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.facets import facet_labels
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role

pages = Blueprint("thesaurus", __name__)

STANDS_FOR = "stands_for"
"""The control for facet and value, which are one choice, such as theme:EXP-ECM."""
ONE = "/words/<string(maxlength=100):concept_id>"
Typed = dict[str, str]
FacetLabels = Mapping[str, Mapping[str, str]]
Answer = Response | tuple[str, int]


@pages.get("/words")
@only_roles(Role.ADMINISTRATOR)
def list_entries() -> str:
    """Show the entries."""
    parameters = ConceptFilterSchema(unknown="exclude").load(request.args)
    with reading() as session:
        concepts = list_concepts(
            session,
            actor(),
            text=parameters["q"],
            show=ConceptFilter(parameters["show"]),
            page=parameters["page"],
        )
        labels = facet_labels(known_vocabularies(session, actor()))
        return render_template(
            "admin/thesaurus.html",
            concepts=concepts,
            rows=[(concept, name_of(concept), stands_for(concept, labels)) for concept in concepts.items],
            offices=last_editors(session, concepts.items),
            parameters=parameters,
            filters=FILTERS,
        )


@pages.get("/words/new")
@only_roles(Role.ADMINISTRATOR)
def new() -> str:
    """Show an empty form."""
    return _show_new(_empty_form(), NO_ERRORS)


@pages.post("/words/new")
@only_roles(Role.ADMINISTRATOR)
def add() -> Answer:
    """Add an entry."""
    typed = _form_values()
    try:
        values = ConceptSchema().load(_as_in_api(typed))
        with current_platform().work.writing() as session:
            added = edit.add_concept(session, actor(), ConceptForm(**values))
    except InTheForm as error:
        errors = _form_errors(error)
        return _show_new(typed, errors), errors.status
    return _redirect(added, _("Added. Search uses it from now on."))


@pages.get(ONE)
@only_roles(Role.ADMINISTRATOR)
def entry(concept_id: str) -> str:
    """Show an entry with its form."""
    return _show(concept_id, None, NO_ERRORS)


@pages.post(ONE)
@only_roles(Role.ADMINISTRATOR)
def save(concept_id: str) -> Answer:
    """Change an entry. If that is refused, the form keeps what was typed, also if somebody else was faster."""
    typed = _form_values()
    try:
        values = ConceptChangeSchema().load({**_as_in_api(typed), "edition": _number(typed["edition"])})
        edition = values.pop("edition")
        with current_platform().work.writing() as session:
            changed = edit.change_concept(session, actor(), concept_id, ConceptForm(**values), edition=edition)
    except (*InTheForm, StaleVersion) as error:
        errors = _form_errors(error)
        return _show(concept_id, typed, errors), errors.status
    return _redirect(changed, _("Saved. Search uses it from now on."))


@pages.post(f"{ONE}/retire")
@only_roles(Role.ADMINISTRATOR)
def retire(concept_id: str) -> Answer:
    """Stop using an entry."""
    return _apply(concept_id, edit.retire_concept, _("Retired. Search no longer uses it."))


@pages.post(f"{ONE}/restore")
@only_roles(Role.ADMINISTRATOR)
def restore(concept_id: str) -> Answer:
    """Use an entry again."""
    return _apply(concept_id, edit.restore_concept, _("Restored. Search uses it from now on."))


def _apply(concept_id: str, operation: Callable[..., Concept], message: str) -> Response:
    edition = EditionSchema().load({"edition": _number(request.form.get("edition", ""))})["edition"]
    with current_platform().work.writing() as session:
        return _redirect(operation(session, actor(), concept_id, edition=edition), message)


def _redirect(concept: Concept, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".entry", concept_id=concept.id), 303)


def _show_new(typed: Typed, errors: FormErrors) -> str:
    with reading() as session:
        labels = facet_labels(known_vocabularies(session, actor()))
        return render_template("admin/thesaurus_entry.html", **_form(labels, typed, errors))


def _show(concept_id: str, typed: Typed | None, errors: FormErrors) -> str:
    """Show an entry with its stored values, or with what was typed and, beside it, the stored values."""
    with reading() as session:
        concept = edit.read_concept(session, actor(), concept_id)
        labels = facet_labels(known_vocabularies(session, actor()))
        return render_template(
            "admin/thesaurus_entry.html",
            **_form(labels, typed or _stored_values(concept), errors),
            **_about(session, concept, labels),
            is_stale=errors.status == 409,
        )


def _about(session: Session, concept: Concept, labels: FacetLabels) -> dict[str, Any]:
    return {
        "concept": concept,
        "name": name_of(concept),
        "stands_for": stands_for(concept, labels),
        "fixed": edit.is_of_vocabulary(concept),
        "editor": last_editors(session, [concept]).get(concept.id),
        "shared": [
            (shared.name, shared.other, name_of(shared.other)) for shared in edit.shared_names(session, concept)
        ],
        "stored": names_by_language(concept.names),
    }


def _form(labels: FacetLabels, typed: Typed, errors: FormErrors) -> dict[str, Any]:
    return {
        "typed": typed,
        "errors": errors,
        "languages": [(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
        "groups": classifications(labels),
        "longest_note": LONGEST_NOTE,
    }


def _empty_form() -> Typed:
    return {**{f"names-{language}": "" for language in LANGUAGES}, STANDS_FOR: "", "note": "", "edition": ""}


def _stored_values(concept: Concept) -> Typed:
    names = {f"names-{language}": "\n".join(lines) for language, lines in names_by_language(concept.names).items()}
    classification = f"{concept.facet}:{concept.value}" if concept.facet else ""
    return {**names, STANDS_FOR: classification, "note": concept.note, "edition": str(concept.edition)}


def _form_values() -> Typed:
    return {name: request.form.get(name, "") for name in _empty_form()}


def _as_in_api(typed: Typed) -> dict[str, Any]:
    """Return the values of the form as the API takes them: one name a line, without empty lines."""
    lines = {language: typed[f"names-{language}"].splitlines() for language in LANGUAGES}
    names = {language: [line for line in of_language if line.strip()] for language, of_language in lines.items()}
    facet, _colon, value = typed[STANDS_FOR].partition(":")
    return {"names": names, "facet": facet or None, "value": value or None, "note": typed["note"]}


def _form_errors(error: ValidationError | Refusal) -> FormErrors:
    """Return the errors of a form. Facet and value have one control, so their messages appear there."""
    return FormErrors.by(error).moved(lambda name: STANDS_FOR if name in ("facet", "value") else name)


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text

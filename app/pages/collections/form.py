"""The form of a collection: starting one, from the basket too, and changing a draft."""

from collections.abc import Iterable, Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import only_roles
from app.basket import basket_references
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import collections as phrases
from app.schemas.collections import CollectionSchema
from case_studies.errors import StaleVersion
from case_studies.models import Collection
from case_studies.operations.collections.editing import edit_collection, start_collection
from case_studies.operations.collections.queries import find_collection, things_of
from case_studies.operations.collections.things import find_things
from case_studies.policy.collections import COLLECTING, COLLECTION_POLICY, CollectionPermission
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Audience, Language

pages = Blueprint("collection_form", __name__)
Answer = Response | tuple[str, int]
TEXTS = ("title", "introduction", "language", "audience")


@pages.get("/collections/new")
@only_roles(*COLLECTING)
def new() -> str:
    """Show a form with what is in the basket."""
    with reading() as session:
        things = _lines((reference, "") for reference in find_things(session, actor(), basket_references()))
    blank = {"title": "", "introduction": "", "language": Language.ENGLISH, "audience": Audience.MEMBERS}
    return _show(None, {**blank, "things": things}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/collections/new")
@only_roles(*COLLECTING)
def start() -> Answer:
    """Start a collection as a draft."""
    key = request.form.get("key", "")[:40]
    try:
        values = CollectionSchema().load(_sent())
        with current_platform().work.writing() as session:
            found = start_collection(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = found.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("collections.collection", reference=reference), 303)


@pages.get("/collections/<collection:reference>/edit")
@only_roles(*COLLECTING)
def edit(reference: str) -> str:
    """Show the form of a draft."""
    with reading() as session:
        found = find_collection(session, actor(), reference)
        COLLECTION_POLICY.check_usable(actor(), found, CollectionPermission.EDIT)
        return _show(found, _stored(session, found), NO_ERRORS)


@pages.post("/collections/<collection:reference>/edit")
@only_roles(*COLLECTING)
def save(reference: str) -> Answer:
    """Write the draft again. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = CollectionSchema().load(_sent())
        with current_platform().work.writing() as session:
            found = find_collection(session, actor(), reference, for_change=True)
            edit_collection(session, found, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_collection(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("collections.collection", reference=reference), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    return {name: request.form.get(name, "") for name in (*TEXTS, "things")}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it: a line of the things is a reference and its reason."""
    typed = _typed()
    lines = (line.split(maxsplit=1) for line in typed["things"].splitlines() if line.strip())
    things = [{"reference": words[0].upper(), "reason": words[1] if len(words) > 1 else ""} for words in lines]
    return {**typed, "things": things}


def _stored(session: Session, found: Collection) -> dict[str, Any]:
    """Return the draft for the form, with the things that the writer may read now."""
    things = _lines((one.reference, one.reason) for one in things_of(session, actor(), found))
    return {**{name: getattr(found, name) for name in TEXTS}, "things": things}


def _lines(things: Iterable[tuple[str, str]]) -> str:
    return "\n".join(" ".join(filter(None, one)) for one in things)


def _show(found: Collection | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    return render_template(
        "collections/form.html", collection=found, values=values, refused=refused, key=key, phrases=phrases
    )

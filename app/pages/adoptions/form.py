"""The form of an adoption: starting one, changing what it says, deleting a draft."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import adoptions as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.adoptions import AdoptionChangeableSchema, AdoptionSchema
from case_studies.errors import StaleVersion
from case_studies.models import Adoption
from case_studies.operations.adoptions import editing
from case_studies.operations.adoptions.queries import find_adoption
from case_studies.policy.adoption_release import ReleasedAdoption, release_adopted
from case_studies.policy.adoptions import ADOPTION_POLICY, AdoptionPermission
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.reference import kind_of
from case_studies.taxonomy.entries import list_operations
from case_studies.unit_of_work import Session
from case_studies.vocabulary import AdoptionUse, Attribution, Audience, Kind, Language, Role

pages = Blueprint("adoption_form", __name__)
Answer = Response | tuple[str, int]

TEXTS = ("what_changed", "what_happened")
READERS = ("language", "audience", "attribution")
OPTIONAL = ("operation", "since")
BLANK: Mapping[str, Any] = {
    **dict.fromkeys((*TEXTS, *OPTIONAL), ""),
    "use": AdoptionUse.IN_USE,
    "language": Language.ENGLISH,
    "audience": Audience.MEMBERS,
    "attribution": Attribution.NAMED,
    "not_measured": False,
}


@pages.get("/adoptions/new")
@only_roles(Role.FOCAL_POINT)
def new() -> str:
    """Show an empty form for a case or a practice."""
    return _show(None, BLANK, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/adoptions/new")
@only_roles(Role.FOCAL_POINT)
def start() -> Answer:
    """Store a draft. The next page sends it for clearance."""
    key = request.form.get("key", "")[:40]
    try:
        values = AdoptionSchema().load({**_sent(), **_chosen()})
        with current_platform().work.writing() as session:
            adoption = editing.start_adoption(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = adoption.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("adoptions.adoption", reference=reference), 303)


@pages.get("/adoptions/<adoption:reference>/edit")
@only_roles(Role.FOCAL_POINT)
def edit(reference: str) -> str:
    """Show the form of a draft, or of the next statement."""
    with reading() as session:
        adoption = find_adoption(session, actor(), reference)
        ADOPTION_POLICY.check_usable(actor(), adoption, AdoptionPermission.EDIT)
        return _show(adoption, _stored(adoption), NO_ERRORS)


@pages.post("/adoptions/<adoption:reference>/edit")
@only_roles(Role.FOCAL_POINT)
def save(reference: str) -> Answer:
    """Change it. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = AdoptionChangeableSchema().load(_sent())
        with current_platform().work.writing() as session:
            adoption = find_adoption(session, actor(), reference, for_change=True)
            editing.edit_adoption(session, adoption, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_adoption(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("adoptions.adoption", reference=reference), 303)


@pages.post("/adoptions/<adoption:reference>/delete")
@only_roles(Role.FOCAL_POINT)
def delete(reference: str) -> Response:
    """Delete a draft."""
    with current_platform().work.writing() as session:
        adoption = find_adoption(session, actor(), reference, for_change=True)
        editing.delete_adoption(session, adoption, actor(), version=request.form.get("version", 0, type=int))
    flash(_("Draft deleted."), "done")
    return redirect(url_for("adoption_list.adoptions"), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    names = (*TEXTS, *READERS, *OPTIONAL, "use")
    typed = {name: request.form[name] for name in names if name in request.form}
    return {**typed, "not_measured": "not_measured" in request.form}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed()
    since = str(typed.get("since", "")).strip()
    return {
        **typed,
        "operation": typed.get("operation") or None,
        "since": int(since) if since.isdigit() else since or None,
    }


def _chosen() -> dict[str, str]:
    """Return what the address names, as the API would send it."""
    reference = request.args.get("adopts", "")
    return {"practice" if kind_of(reference) == Kind.PRACTICE else "case": reference}


def _stored(adoption: Adoption) -> dict[str, Any]:
    statement = adoption.written or adoption.recorded
    return {
        **{name: getattr(adoption, name) for name in READERS},
        **{name: getattr(statement, name) or "" for name in (*TEXTS, "use", "since", "not_measured")},
        "operation": (statement.operation_id if statement is not None else "") or "",
    }


def _show(adoption: Adoption | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        adopted = _adopted(session, adoption)
        adopts = adoption.adopts if adoption is not None else request.args.get("adopts", "")
        return render_template(
            "adoptions/form.html",
            adoption=adoption,
            adopted=adopted,
            adopts=adopts,
            is_practice=isinstance(adopted, ReleasedPractice),
            cancel_url=_cancel_url(adoption, adopts),
            values={**BLANK, **values},
            refused=refused,
            key=key,
            operations=[(row.id, f"{row.id}: {row.name}") for row in list_operations(session) if not row.retired],
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )


def _cancel_url(adoption: Adoption | None, adopts: str) -> str:
    """Return the page from which the form was opened."""
    if adoption is not None:
        return url_for("adoptions.adoption", reference=adoption.reference)
    return url_for("practices.practice" if kind_of(adopts) == Kind.PRACTICE else "case.case", reference=adopts)


def _adopted(session: Session, adoption: Adoption | None) -> ReleasedRevision | ReleasedPractice | None:
    """Return what is adopted, as its reader may read it; None if a later change closed it to them."""
    if adoption is not None:
        return ReleasedAdoption(adoption, actor()).adopted
    return release_adopted(editing.adoptable(session, actor(), _chosen()), actor())

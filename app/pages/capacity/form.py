"""The form of an offer or a request: starting one, changing a draft, deleting it."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_choices import asked_themes, choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import capacity as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.capacity import CapacitySchema
from app.thing_urls import thing_url
from case_studies.capacity_states import CapacitySide
from case_studies.errors import StaleVersion
from case_studies.models import Capacity
from case_studies.operations.capacity import editing
from case_studies.operations.capacity.queries import find_capacity
from case_studies.policy.capacity import CAPACITY_POLICY, CapacityPermission
from case_studies.vocabulary import Language, Role

pages = Blueprint("capacity_form", __name__)
Answer = Response | tuple[str, int]

LINES = ("title", "contact", "language", "audience", "attribution")
TEXTS = ("details", "conditions", "support_after")
CHOICES = ("support_kind", "level", "cost")
DAYS = ("starts", "ends", "valid_until")
OPTIONAL = (*CHOICES, *DAYS)
LISTS = ("themes", "languages", "places", "recipients", "prerequisites")
MOST_DIGITS = 9
ALL = (*LINES, *TEXTS, *OPTIONAL, "quantity", *LISTS)


@pages.get("/offers/new")
@only_roles(Role.FOCAL_POINT)
def new_offer() -> str:
    """Show an empty form of an offer."""
    return _show(CapacitySide.OFFER, None, _blank(CapacitySide.OFFER), NO_ERRORS, key=token_urlsafe(12))


@pages.get("/requests/new")
@only_roles(Role.FOCAL_POINT)
def new_request() -> str:
    """Show an empty form of a request."""
    return _show(CapacitySide.REQUEST, None, _blank(CapacitySide.REQUEST), NO_ERRORS, key=token_urlsafe(12))


@pages.post("/offers/new")
@only_roles(Role.FOCAL_POINT)
def start_offer() -> Answer:
    """Store a draft of an offer."""
    return _start(CapacitySide.OFFER)


@pages.post("/requests/new")
@only_roles(Role.FOCAL_POINT)
def start_request() -> Answer:
    """Store a draft of a request."""
    return _start(CapacitySide.REQUEST)


def _start(side: CapacitySide) -> Answer:
    key = request.form.get("key", "")[:40]
    try:
        values = CapacitySchema().load(_sent())
        with current_platform().work.writing() as session:
            form_key = f"form-{actor().account}-{key}"
            capacity = editing.start_capacity(session, actor(), side, values, form_key=form_key)
            reference = capacity.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(side, None, _typed(), errors, key=key), errors.status
    return redirect(thing_url(reference), 303)


@pages.get("/offers/<offer:reference>/edit", endpoint="edit_offer")
@pages.get("/requests/<request:reference>/edit", endpoint="edit_request")
@only_roles(Role.FOCAL_POINT)
def edit(reference: str) -> str:
    """Show the form of a draft."""
    with reading() as session:
        capacity = find_capacity(session, actor(), reference)
        CAPACITY_POLICY.check_usable(actor(), capacity, CapacityPermission.EDIT)
        return _show(capacity.side, capacity, _stored(capacity), NO_ERRORS)


@pages.post("/offers/<offer:reference>/edit", endpoint="save_offer")
@pages.post("/requests/<request:reference>/edit", endpoint="save_request")
@only_roles(Role.FOCAL_POINT)
def save(reference: str) -> Answer:
    """Change a draft. If that is refused, the form keeps what was typed."""
    try:
        values = CapacitySchema().load(_sent())
        with current_platform().work.writing() as session:
            capacity = find_capacity(session, actor(), reference, for_change=True)
            version = request.form.get("version", 0, type=int)
            editing.edit_capacity(session, capacity, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            capacity = find_capacity(session, actor(), reference)
            return _show(capacity.side, capacity, _typed(), errors), errors.status
    return redirect(thing_url(reference), 303)


@pages.post("/offers/<offer:reference>/delete", endpoint="delete_offer")
@pages.post("/requests/<request:reference>/delete", endpoint="delete_request")
@only_roles(Role.FOCAL_POINT)
def delete(reference: str) -> Response:
    """Delete a draft."""
    with current_platform().work.writing() as session:
        capacity = find_capacity(session, actor(), reference, for_change=True)
        side = capacity.side
        editing.delete_capacity(session, capacity, actor(), version=request.form.get("version", 0, type=int))
    flash(_("Draft deleted."), "done")
    return redirect(list_url(side), 303)


def list_url(side: CapacitySide) -> str:
    """Return the list of offers or of requests."""
    return url_for("capacity_list.requests" if side == CapacitySide.REQUEST else "capacity_list.offers")


def _blank(side: CapacitySide) -> dict[str, Any]:
    with reading() as session:
        themes = [theme.id for theme in asked_themes(session, request.args.get("theme"))]
    return {
        **dict.fromkeys((*LINES, *TEXTS, *OPTIONAL, "quantity"), ""),
        **{name: [] for name in LISTS},
        **editing.READERS[side],
        "language": Language.ENGLISH,
        "themes": themes,
    }


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    texts = {name: request.form.get(name, "") for name in (*LINES, *TEXTS, *OPTIONAL, "quantity")}
    return {**texts, **{name: request.form.getlist(name) for name in LISTS}}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed()
    quantity = typed["quantity"].strip()
    optional = {name: typed[name].strip() or None for name in OPTIONAL}
    is_number = quantity.isascii() and quantity.isdecimal() and len(quantity) <= MOST_DIGITS
    return {**typed, **optional, "quantity": int(quantity) if is_number else quantity or None}


def _stored(capacity: Capacity) -> dict[str, Any]:
    values = {name: getattr(capacity, name) for name in ALL if name != "themes"}
    days = {name: values[name].isoformat() if values[name] is not None else "" for name in DAYS}
    return {**values, **days, "themes": [theme.id for theme in capacity.themes]}


def _show(
    side: CapacitySide, capacity: Capacity | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = ""
) -> str:
    with reading() as session:
        chosen = {"themes": values["themes"], "host_states": [*values["places"], *values["recipients"]]}
        return render_template(
            "capacity/form.html",
            side=side,
            capacity=capacity,
            values=values,
            refused=refused,
            key=key,
            back=thing_url(capacity.reference) if capacity is not None else list_url(side),
            list_url=list_url(side),
            pickers=choices_for(session, ("themes", "host_states"), chosen),
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )

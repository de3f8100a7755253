"""The form of an event: starting one, changing a draft, changing the papers of one that is announced."""

import re
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_choices import choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import events as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.events import EventChangeSchema, EventSchema
from case_studies.errors import StaleVersion
from case_studies.models import Event
from case_studies.operations.events import editing
from case_studies.operations.events.queries import find_event
from case_studies.policy.event_release import as_known
from case_studies.policy.events import EVENT_POLICY, EventPermission
from case_studies.vocabulary import Attribution, Audience, EventKind, Language, Role

pages = Blueprint("event_form", __name__)
Answer = Response | tuple[str, int]

LINES = ("title", "event_kind", "place", "link", "organised_by", "language", "audience", "attribution")
TEXTS = ("concept_note", "agenda", "asked_of_members", "came_of_it")
WHEN = ("starts", "ends", "from_hour", "to_hour", "time_zone")
LISTS = ("documents", "about")
CODES = ("themes", "initiatives")
DOCUMENT = re.compile(r"^(?P<title>.*?)\s*(?P<address>https://\S+)?$")
BLANK: Mapping[str, Any] = {
    **dict.fromkeys((*LINES, *TEXTS, *WHEN, *LISTS), ""),
    "event_kind": EventKind.GROUP_MEETING,
    "language": Language.ENGLISH,
    "audience": Audience.MEMBERS,
    "attribution": Attribution.NAMED_TO_MEMBERS,
    **{name: [] for name in CODES},
}


@pages.get("/events/new")
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
def new() -> str:
    """Show an empty form."""
    return _show(None, BLANK, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/events/new")
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
def start() -> Answer:
    """Store a draft."""
    key = request.form.get("key", "")[:40]
    try:
        values = EventSchema().load(sent_values(_typed(), _all_fields()))
        with current_platform().work.writing() as session:
            event = editing.start_event(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = event.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("event.event", reference=reference), 303)


@pages.get("/events/<event:reference>/edit")
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
def edit(reference: str) -> str:
    """Show the form of a draft, or that of the papers."""
    with reading() as session:
        event = find_event(session, actor(), reference)
        if EventPermission.EDIT not in EVENT_POLICY.usable(actor(), event):
            EVENT_POLICY.check_usable(actor(), event, EventPermission.EDIT_PAPERS)
        return _show(event, stored_values(event), NO_ERRORS)


@pages.post("/events/<event:reference>/edit")
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
def save(reference: str) -> Answer:
    """Change an event. If that is refused, the form keeps what was typed."""
    try:
        with current_platform().work.writing() as session:
            event = find_event(session, actor(), reference, for_change=True)
            values = EventChangeSchema(partial=("version",)).load(sent_values(_typed(), _fields_of(event)))
            editing.edit_event(session, event, actor(), values, version=request.form.get("version", 0, type=int))
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_event(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("event.event", reference=reference), 303)


@pages.post("/events/<event:reference>/delete")
@only_roles(Role.FOCAL_POINT, Role.EDITOR)
def delete(reference: str) -> Response:
    """Delete a draft."""
    with current_platform().work.writing() as session:
        event = find_event(session, actor(), reference, for_change=True)
        editing.delete_event(session, event, actor(), version=request.form.get("version", 0, type=int))
    flash(_("Draft deleted."), "done")
    return redirect(url_for("event_list.events"), 303)


def stored_values(event: Event) -> dict[str, Any]:
    """Return what the controls of an event show."""
    hours = {name: getattr(event, name) for name in ("from_hour", "to_hour")}
    return {
        **{name: getattr(event, name) for name in (*LINES, *TEXTS)},
        "starts": as_known(event.first_day, day_open=event.day_open),
        "ends": as_known(event.last_day),
        **{name: f"{hour:%H:%M}" if hour is not None else "" for name, hour in hours.items()},
        "time_zone": event.time_zone or "",
        "documents": "\n".join(f"{one['title']} {one['address']}".strip() for one in event.documents),
        "about": " ".join(event.about),
        **{name: [entry.id for entry in getattr(event, name)] for name in CODES},
    }


def sent_values(typed: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return what was typed into these controls, as the API would send it."""
    values = {name: typed[name] for name in names}
    values |= {name: values[name].strip() or None for name in WHEN if name in values}
    if "documents" in values:
        values["documents"] = documents_in(values["documents"])
    if "about" in values:
        values["about"] = re.split(r"[\s,;]+", values["about"].strip().upper())
    return values


def documents_in(text: str) -> list[dict[str, str]]:
    """Return the documents of a text, one a line: the title, and the address at its end."""
    lines = (DOCUMENT.match(line.strip()) for line in text.splitlines() if line.strip())
    found = [(line["title"], line["address"] or "") for line in lines if line is not None]
    return [{"title": title or address, "address": address} for title, address in found]


def _all_fields() -> tuple[str, ...]:
    return (*LINES, *TEXTS[:3], *WHEN, *LISTS, *CODES)


def _fields_of(event: Event) -> tuple[str, ...]:
    """Return the fields of the form: all of a draft, else the papers."""
    is_draft = EventPermission.EDIT in EVENT_POLICY.usable(actor(), event)
    return _all_fields() if is_draft else editing.papers_of(event)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    texts = {name: request.form.get(name, "") for name in (*LINES, *TEXTS, *WHEN, *LISTS)}
    return {**texts, **{name: request.form.getlist(name) for name in CODES}}


def _show(event: Event | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "events/form.html",
            event=event,
            values=values,
            refused=refused,
            key=key,
            fields=_all_fields() if event is None else _fields_of(event),
            pickers=choices_for(session, CODES, values),
            kinds=list(phrases.KINDS.items()),
            zones=phrases.zone_choices(values["time_zone"]),
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )

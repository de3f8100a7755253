"""What is done on the page of an offer or a request: the steps of its workflow, and expressing interest."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.capacity.capacity import show
from app.pages.capacity.form import list_url
from app.pages.form_errors import FormErrors, InTheForm
from app.phrases.capacity import STATES
from app.schemas.capacity import BY_PERSONS, CapacityTransitionSchema
from app.schemas.matches import MatchSchema
from app.thing_urls import thing_url
from case_studies.capacity_states import CapacityAction, CapacitySide
from case_studies.errors import NotVisible, StaleVersion
from case_studies.operations.capacity import steps
from case_studies.operations.capacity.matches import express_interest
from case_studies.operations.capacity.queries import find_capacity
from case_studies.reference import kind_of
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind

pages = Blueprint("capacity_steps", __name__)
Answer = Response | tuple[str, int]


@pages.post("/offers/<offer:reference>/act/<action>", endpoint="act_on_offer")
@pages.post("/requests/<request:reference>/act/<action>", endpoint="act_on_request")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in {step.value for step in BY_PERSONS}:
        raise NotFound()

    def change(session: Session) -> str:
        capacity = find_capacity(session, actor(), reference, for_change=True)
        steps.move(session, capacity, actor(), **CapacityTransitionSchema().load(_sent(action)))
        flash(_("Done. The state is now: %(state)s.", state=STATES[capacity.state]), "done")
        return ""

    return _apply(reference, change, {"action": action})


@pages.post("/requests/<request:reference>/interest")
@signed_in
def interest(reference: str) -> Answer:
    """Begin a talk about a request, with an offer or without one."""

    def change(session: Session) -> str:
        sent = {"request": reference, "offer": request.form.get("offer", "").strip().upper()}
        return express_interest(session, actor(), MatchSchema().load(sent)).reference

    return _apply(reference, change, {"action": "interest"})


def _sent(action: str) -> dict[str, Any]:
    sent = {"action": action, "version": request.form.get("version", 0, type=int), "note": request.form.get("note", "")}
    if action == CapacityAction.RENEW:
        sent["valid_until"] = request.form.get("valid_until", "").strip() or None
    return sent


def _apply(reference: str, change: Callable[[Session], str], about: dict[str, str]) -> Answer:
    try:
        with current_platform().work.writing() as session:
            match = change(session)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return show(reference, errors, {**request.form.to_dict(), **about}), errors.status
    return redirect(thing_url(match) if match else _next_page(reference), 303)


def _next_page(reference: str) -> str:
    """Return the page of the offer or the request, or the list for those who no longer see it."""
    with reading() as session:
        try:
            find_capacity(session, actor(), reference)
        except NotVisible:
            return list_url(CapacitySide.REQUEST if kind_of(reference) == Kind.REQUEST else CapacitySide.OFFER)
    return thing_url(reference)

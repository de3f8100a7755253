"""What is done on the page of a practice: evidence, confidence, answers, and the steps of its workflow."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import FormErrors, InTheForm
from app.pages.practices.practice import show
from app.phrases.practices import QUESTIONS
from app.schemas.practices import ConfidenceSchema, EvidenceSchema, PracticeTransitionSchema, RemarkAnswerSchema
from case_studies.errors import NotVisible, StaleVersion
from case_studies.models import Practice
from case_studies.operations.practices import assessing, evidence, steps
from case_studies.operations.practices.queries import edition_for, find_practice
from case_studies.unit_of_work import Session
from case_studies.vocabulary import PracticeAction

pages = Blueprint("practice_steps", __name__)
Answer = Response | tuple[str, int]
Change = Callable[[Session, Practice], Any]


@pages.post("/practices/<practice:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in set(PracticeAction):
        raise NotFound()

    def change(session: Session, practice: Practice) -> None:
        sent = {"action": action, "note": request.form.get("note", ""), **_version()}
        steps.move(session, practice, actor(), **PracticeTransitionSchema().load(sent))

    return _apply(reference, change, _("Done."))


@pages.post("/practices/<practice:reference>/evidence")
@signed_in
def add_evidence(reference: str) -> Answer:
    """Add a row of evidence."""

    def change(session: Session, practice: Practice) -> None:
        sent: dict[str, Any] = {name: request.form.get(name, "") for name in ("case", "section", "relation", "shows")}
        sent["sentences"] = [int(one) for one in request.form.getlist("sentences") if one.isdecimal()]
        number = request.form.get("revision", "")
        values = EvidenceSchema().load({**sent, "revision": int(number) if number.isdigit() else number, **_version()})
        version = values.pop("version")
        evidence.add_evidence(session, practice, actor(), values, version=version)

    return _apply(reference, change, _("The row of evidence was added."))


@pages.post("/practices/<practice:reference>/evidence/<id:number>/remove")
@signed_in
def remove_evidence(reference: str, number: int) -> Answer:
    """Remove a row of evidence, or withdraw that of the own delegation."""
    return _apply(
        reference,
        lambda session, practice: evidence.remove_evidence(session, practice, actor(), number),
        _("The row of evidence was removed."),
    )


@pages.post("/practices/<practice:reference>/confidence")
@signed_in
def assess(reference: str) -> Answer:
    """Assess the confidence."""

    def change(session: Session, practice: Practice) -> None:
        sent = {name: request.form.get(name, "") for name in ("audience", *QUESTIONS, "level", "reason")}
        values = ConfidenceSchema().load({**sent, **_version()})
        version = values.pop("version")
        assessing.assess(session, practice, actor(), values, version=version)

    return _apply(reference, change, _("The confidence was assessed."))


@pages.post("/practices/<practice:reference>/remarks/<id:number>/answer")
@signed_in
def answer(reference: str, number: int) -> Answer:
    """Answer an objection or a remark."""

    def change(session: Session, practice: Practice) -> None:
        values = RemarkAnswerSchema().load({"text": request.form.get("text", "")})
        steps.answer_remark(session, practice, actor(), number, values["text"])

    return _apply(reference, change, _("The answer was sent."))


def _version() -> dict[str, int]:
    return {"version": request.form.get("version", 0, type=int)}


def _apply(reference: str, change: Change, message: str) -> Answer:
    number = 0
    try:
        with current_platform().work.writing() as session:
            practice = find_practice(session, actor(), reference, for_change=True)
            number = practice.current.number
            change(session, practice)
            number = practice.current.number
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        shown = number if _seen(reference, number) else None
        typed = {**request.form.to_dict(), "sentences": request.form.getlist("sentences")}
        return show(reference, shown, errors, typed), errors.status
    flash(message, "done")
    if _seen(reference, number):
        return redirect(url_for("practices.edition", reference=reference, number=number), 303)
    return redirect(url_for("practice_list.practices"), 303)


def _seen(reference: str, number: int) -> bool:
    """Whether the actor sees an edition."""
    with reading() as session:
        try:
            edition_for(actor(), find_practice(session, actor(), reference), number)
        except NotVisible:
            return False
    return True

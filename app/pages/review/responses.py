"""The page on which the delegation responds to the open remarks of a round."""

import re
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of
from app.identity import actor
from app.pages.form_errors import FormErrors
from app.schemas.responses import RemarkResponseSchema
from case_studies.errors import Incomplete, StaleVersion
from case_studies.models import Case
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.open_remarks import OpenRemark, count_answered, open_remarks, reason_for_revision
from case_studies.operations.review.responses import respond_to_remark
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action, Section
from case_studies.workflow.engine import obstacles, possible_actions

pages = Blueprint("responses", __name__)

CONTROL = re.compile(r"(?:done|text)-([0-9]{1,10})")
CHOICES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class ResponseControls:
    """The values of the controls of one remark, now and when the page was opened."""

    done: str = ""
    text: str = ""
    was_done: str = ""
    was_text: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the user changed something. If not, nothing is saved over a colleague's response."""
        return bool(self.done or self.text.strip()) and (self.done, _plain(self.text)) != (
            self.was_done,
            _plain(self.was_text or ""),
        )


Gaps = dict[int, dict[str, str]]  # remark id → control → message


@pages.get("/cases/<reference:reference>/remarks")
@signed_in
def responses(reference: str) -> str:
    """Show the editors' reason and the open remarks, with a form if this person may respond to them."""
    return _show(reference, {}, {}, 0)


@pages.post("/cases/<reference:reference>/remarks")
@signed_in
def save(reference: str) -> Response | tuple[str, int]:
    """Save every complete response. The others are shown again as they were typed, with the focus on the first one."""
    changed = _changed_controls()
    refused: dict[int, FormErrors] = {}
    with current_platform().work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        for remark_id, controls in changed.items():
            refused |= _answer(session, case, remark_id, controls)
        unanswered = [remark for remark in open_remarks(session, actor(), case) if remark.answer is None]
    if refused:
        gaps = {number: error.fields or {"text": error.message} for number, error in refused.items()}
        return _show(reference, changed, gaps, len(changed) - len(gaps)), min(
            error.status for error in refused.values()
        )
    if request.form.get("then") in set(Section):
        return redirect(url_for("edit.part", reference=reference, name=request.form["then"]), 303)
    if unanswered:
        return redirect(url_for(".responses", reference=reference, _anchor=f"remark-{unanswered[0].remark.id}"), 303)
    flash(_("Every remark is answered. You can change an answer until you ask for clearance."), "done")
    return redirect(url_for(".responses", reference=reference), 303)


def _changed_controls() -> dict[int, ResponseControls]:
    """Return the controls of the remarks that the user changed, by remark id."""
    numbers = dict.fromkeys(int(found[1]) for name in request.form if (found := CONTROL.fullmatch(name)))
    form = request.form
    controls = {
        n: ResponseControls(
            form.get(f"done-{n}", ""),
            form.get(f"text-{n}", ""),
            form.get(f"was-done-{n}", ""),
            form.get(f"was-text-{n}"),
        )
        for n in numbers
    }
    return {number: changed for number, changed in controls.items() if changed.is_changed}


def _plain(text: str) -> str:
    """Return a text with the line ends of stored texts. Forms send different ones."""
    return text.replace("\r\n", "\n").strip()


def _answer(session: Session, case: Case, remark_id: int, changed: ResponseControls) -> dict[int, FormErrors]:
    """Save one response, or return its errors. Refusals that concern the whole page are raised."""
    sent = {"text": changed.text, **({"done": CHOICES[changed.done]} if changed.done in CHOICES else {})}
    try:
        values = RemarkResponseSchema().load({**sent, "instead_of": changed.was_text or ""})
        if changed.was_text is None:
            values["instead_of"] = None  # the form did not send what the user saw
        respond_to_remark(session, case, actor(), remark_id, **values)
    except (ValidationError, Incomplete, StaleVersion) as error:
        return {remark_id: FormErrors.by(error)}
    return {}


def _show(reference: str, changed: dict[int, ResponseControls], gaps: Gaps, saved: int) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        found = open_remarks(session, actor(), case)
        return render_template(
            "review/responses.html",
            case=case,
            revision=case.current,
            reason=reason_for_revision(session, actor(), case),
            remarks=found,
            controls={remark.remark.id: changed.get(remark.remark.id) or _stored(remark) for remark in found},
            gaps=gaps,
            first=next((remark.remark.id for remark in found if remark.remark.id in gaps), None),
            message=_message(gaps, saved),
            answered=count_answered(found),
            writable=Permission.RESPOND_TO_REMARKS in allowed_now(actor(), case),
            actions=possible_actions(session, case, actor()),
            lacking=_lacking(session, case),
        )


def _stored(remark: OpenRemark) -> ResponseControls:
    if remark.answer is None:
        return ResponseControls()
    return ResponseControls("yes" if remark.answer.done else "no", remark.answer.text)


def _message(gaps: Gaps, saved: int) -> str:
    """Return how many responses were saved and how many were not."""
    if not gaps:
        return ""
    parts = [ngettext("%(num)s answer is incomplete.", "%(num)s answers are incomplete.", len(gaps))]
    if saved:
        parts.append(ngettext("%(num)s is saved.", "%(num)s are saved.", saved))
    return " ".join(parts)


def _lacking(session: Session, case: Case) -> str:
    """Return what is still missing before clearance can be requested."""
    refusal = obstacles(session, case, actor()).get(Action.REQUEST_CLEARANCE)
    return message_of(refusal) if refusal is not None else ""

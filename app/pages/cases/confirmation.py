"""The page on which a delegation says, once a year or at once, what became of a published case."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors
from app.phrases.life_labels import HINTS, LIVES
from app.schemas.confirmation import ConfirmationSchema
from case_studies.errors import NotAllowed, NotVisible
from case_studies.models import Confirmation
from case_studies.operations.cases.confirmations import (
    clears_sentences,
    confirm,
    last_confirmation_id,
    waiting_sentence,
)
from case_studies.operations.cases.queries import find_case
from case_studies.policy.allowed_now import allowed_now, check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.release import whole
from case_studies.vocabulary import Action, Audience, SaidLife

pages = Blueprint("confirmation", __name__)


@pages.get("/cases/<reference:reference>/confirmation")
@signed_in
def confirmation(reference: str) -> str:
    """Ask what became of the case."""
    return _show(reference, None, NO_ERRORS)


@pages.post("/cases/<reference:reference>/confirmation")
@signed_in
def save(reference: str) -> Response | tuple[str, int]:
    """Record the answer. Who says that the practice changed is led to the next revision."""
    typed = {
        "life": request.form.get("life", ""),
        "note": request.form.get("note", ""),
        "members_only": "members_only" in request.form,
    }
    try:
        values = ConfirmationSchema().load(typed)
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            made = confirm(session, case, actor(), **values, last_seen=request.form.get("last", 0, type=int))
            cleared = made.cleared
            may_revise = Action.REVISE in allowed_now(actor(), case)
    except (NotVisible, NotAllowed):
        raise
    except FormError as error:
        refused = FormErrors.by(error)
        return _show(reference, typed, refused), refused.status
    saved = _("Saved: %(life)s.", life=LIVES[values["life"]])
    flash(saved if cleared else f"{saved} {_('The sentence waits for your clearance officer.')}", "done")
    if values["life"] == SaidLife.CHANGED and may_revise:
        return redirect(url_for("transitions.transition", reference=reference, action=Action.REVISE), 303)
    return redirect(url_for("case.case", reference=reference), 303)


def _show(reference: str, typed: dict[str, Any] | None, refused: FormErrors) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        check_allowed_now(actor(), case, Permission.CONFIRM)
        published = case.published
        if published is None:
            raise ValueError("allowed without a published revision")
        waiting = waiting_sentence(case)
        may_clear = clears_sentences(actor(), case)
        to_clear = waiting if may_clear else None
        return render_template(
            "cases/confirmation.html",
            case=case,
            revision=whole(published),
            typed=typed or _values(to_clear),
            last=case.confirmation,
            waiting=waiting is not None,
            to_clear=to_clear is not None,
            may_clear=may_clear,
            last_id=last_confirmation_id(case),
            choices=[(life.value, LIVES[life], HINTS[life]) for life in SaidLife],
            for_members=published.audience == Audience.MEMBERS,
            refused=refused,
        )


def _values(to_clear: Confirmation | None) -> dict[str, Any]:
    """Return what the form begins with: for a clearance officer, what the focal point wrote."""
    if to_clear is None:
        return {"life": "", "note": "", "members_only": False}
    return {"life": to_clear.life, "note": to_clear.note, "members_only": to_clear.members_only}

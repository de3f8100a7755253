"""Consent to be named: the author's answers for partners, a co-submitter's answer, and withdrawing consent."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.consents import CONSENT_STATES, PARTNER_ANSWERS
from app.schemas.consents import ConsentAnswerSchema, PartnerAnswersSchema
from case_studies.case_template import ANSWER_LENGTH
from case_studies.errors import Incomplete, NotAllowed
from case_studies.operations.cases.consents import (
    answer_consent,
    answer_for_partners,
    consents_of,
    find_consent,
    withdraw_consent,
)
from case_studies.operations.cases.queries import find_case, get_participant_view
from case_studies.partner_answers import AskedPartner
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.consents import text_mark
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import ConsentAnswer, Role

pages = Blueprint("consents", __name__)


@pages.get("/cases/<reference:reference>/consents")
@signed_in
def consents(reference: str) -> str:
    """Show who is named and whether they agreed. Those who write the case can answer for partners."""
    return _consents(reference, {}, NO_ERRORS)


def _consents(reference: str, typed: dict[str, Any], refused: FormErrors) -> str:
    with reading() as session:
        case, seen = get_participant_view(session, actor(), reference)
        found = consents_of(case, seen.revision)
        return render_template(
            "cases/consents.html",
            case=case,
            revision=seen.revision,
            state=seen.state,
            consents=found,
            names={**{one.key: one.name for one in found.partners}, **_withdrawn_names(found.withdrawn)},
            controls=[_control(one, place, typed) for place, one in enumerate(found.partners)],
            editable=Permission.EDIT in allowed_now(actor(), case),
            answers=[*PARTNER_ANSWERS.items()],
            consent_states=CONSENT_STATES,
            longest=ANSWER_LENGTH,
            refused=refused,
        )


def _withdrawn_names(withdrawn: Any) -> dict[str, str]:
    return {consent.delegation_code: consent.delegation.name for consent in withdrawn}


def _control(partner: AskedPartner, place: int, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "partner": partner,
        "answer": typed.get(f"answer-{place}", partner.answer),
        "note": typed.get(f"note-{place}", partner.note),
    }


@pages.post("/cases/<reference:reference>/consents")
@signed_in
def answer_for_others(reference: str) -> Response | tuple[str, int]:
    """Save the author's answers."""
    typed = request.form.to_dict()
    rows = [name.removeprefix("answer-") for name in typed if name.startswith("answer-")]
    sent = [
        {
            "partner": typed.get(f"partner-{row}", ""),
            "answer": typed[f"answer-{row}"],
            "note": typed.get(f"note-{row}", ""),
        }
        for row in rows
    ]
    try:
        values = PartnerAnswersSchema().load({"consents": sent, "version": request.form.get("version", 0, type=int)})
        answers = {one["partner"]: (one["answer"], one["note"]) for one in values["consents"]}
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            answer_for_partners(session, case, actor(), answers, version=values["version"])
    except InTheForm as error:
        refused = FormErrors.by(error).moved(_control_of)
        return _consents(reference, typed, refused), refused.status
    flash(_("The answers are saved."), "done")
    return redirect(url_for(".consents", reference=reference), 303)


def _control_of(name: str) -> str:
    """Return the control of a field: `note-0` for `consents-0-note`."""
    _group, place, field = name.split("-", 2)
    return f"{field}-{place}"


@pages.get("/cases/<reference:reference>/consent")
@only_roles(Role.CLEARANCE_OFFICER)
def consent(reference: str) -> str:
    """Show a clearance officer of a named delegation the text, and what can be answered."""
    return _consent(reference, {}, NO_ERRORS)


def _consent(reference: str, controls: dict[str, Any], refused: FormErrors) -> str:
    with reading() as session:
        case, view = find_consent(session, actor(), reference)
        return render_template(
            "cases/consent.html",
            case=case,
            view=view,
            revision=view.released,
            state=CONSENT_STATES[view.state],
            mark=text_mark(view.stored),
            is_public_page=view.stored is case.readable,
            controls=controls,
            refused=refused,
        )


@pages.post("/cases/<reference:reference>/consent")
@only_roles(Role.CLEARANCE_OFFICER)
def answer(reference: str) -> Response | tuple[str, int]:
    """Confirm the text as a co-submitter, or refuse it."""
    controls = {name: request.form.get(name, "") for name in ("answer", "reason", "mark")}
    try:
        if not controls["answer"]:
            raise Incomplete({"answer": [_("Choose whether your delegation confirms or refuses.")]})
        values = ConsentAnswerSchema().load(controls)
        confirmed = values.pop("answer") == ConsentAnswer.CONFIRMED
        with current_platform().work.writing() as session:
            answer_consent(session, reference, actor(), confirmed=confirmed, **values)
    except InTheForm as error:
        refused = FormErrors.by(error)
        return _consent(reference, controls, refused), refused.status
    done = _("%(reference)s is confirmed.", reference=reference)
    flash(done if confirmed else _("The text of %(reference)s is refused.", reference=reference), "done")
    return redirect(url_for("desk.desk"), 303)


@pages.get("/cases/<reference:reference>/consent/withdraw")
@only_roles(Role.CLEARANCE_OFFICER)
def withdrawal(reference: str) -> str:
    """Say what withdrawing consent does, and ask."""
    with reading() as session:
        case, view = find_consent(session, actor(), reference)
        if not view.may_withdraw:
            raise NotAllowed()
        return render_template("cases/withdraw_consent.html", case=case, view=view, revision=view.released)


@pages.post("/cases/<reference:reference>/consent/withdraw")
@only_roles(Role.CLEARANCE_OFFICER)
def withdraw(reference: str) -> Response:
    """Withdraw the consent of the actor's delegation."""
    with current_platform().work.writing() as session:
        withdraw_consent(session, reference, actor())
    flash(_("Your delegation is no longer named in %(reference)s.", reference=reference), "done")
    return redirect(url_for("desk.desk"), 303)

"""The offices of a delegation: inviting one, its roles, and handing it over."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, signed_in
from app.current import current_config, current_platform, reading
from app.identity import actor, sign_out_here
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import ROLES
from app.schemas.delegations import HandOverSchema, InvitationSchema, RolesSchema
from case_studies.errors import Incomplete
from case_studies.operations.delegations.offices import (
    change_roles,
    check_can_hand_over,
    find_office,
    hand_over_office,
    invite_office,
    take_back,
)
from case_studies.operations.delegations.records import get_delegation
from case_studies.policy.delegations import DelegationRight, check_right, roles_to_give
from case_studies.vocabulary import Role

pages = Blueprint("offices", __name__)
Answer = Response | tuple[str, int]
OFFICES = "/delegations/<string(maxlength=20):code>/offices"


@pages.get(f"{OFFICES}/invite")
@signed_in
@fresh_sign_in
def invite(code: str) -> str:
    """Show the form to invite an office."""
    return _show_invitation(code, {}, NO_ERRORS)


@pages.post(f"{OFFICES}/invite")
@signed_in
@fresh_sign_in
def send(code: str) -> Answer:
    """Invite an office."""
    typed: dict[str, Any] = {name: request.form.get(name, "") for name in ("email", "office")}
    typed["roles"] = request.form.getlist("roles")
    try:
        _check_mail()
        values = InvitationSchema().load(typed)
        with current_platform().work.writing() as session:
            invited = invite_office(session, actor(), code, **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_invitation(code, typed, errors), errors.status
    words = _("If no account has the address %(email)s, it gets a mail with a link, which works once, for seven days.")
    flash(words % {"email": invited.email}, "done")
    return redirect(url_for("delegation_records.record", code=invited.delegation_code), 303)


@pages.post(f"{OFFICES}/invitations/take-back")
@signed_in
@fresh_sign_in
def take_back_one(code: str) -> Response:
    """Take an invitation back."""
    with current_platform().work.writing() as session:
        take_back(session, actor(), code, request.form.get("email", ""))
    flash(_("The invitation is taken back. Its link no longer works."), "done")
    return redirect(url_for("delegation_records.record", code=code.upper()), 303)


@pages.get(f"{OFFICES}/<id:number>/roles")
@signed_in
@fresh_sign_in
def roles(code: str, number: int) -> str:
    """Show the roles of an office."""
    return _show_roles(code, number, NO_ERRORS)


@pages.post(f"{OFFICES}/<id:number>/roles")
@signed_in
@fresh_sign_in
def save_roles(code: str, number: int) -> Answer:
    """Change the roles of an office."""
    try:
        values = RolesSchema().load({"roles": request.form.getlist("roles")})
        with current_platform().work.writing() as session:
            changed = change_roles(session, actor(), code, number, values["roles"])
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_roles(code, number, errors), errors.status
    flash(_("The roles of %(office)s are saved.", office=changed.office), "done")
    return redirect(url_for("delegation_records.record", code=changed.delegation_code), 303)


@pages.get(f"{OFFICES}/<id:number>/hand-over")
@signed_in
@fresh_sign_in
def hand_over(code: str, number: int) -> str:
    """Show what happens when an office is handed over."""
    return _show_hand_over(code, number, "", NO_ERRORS)


@pages.post(f"{OFFICES}/<id:number>/hand-over")
@signed_in
@fresh_sign_in
def confirm_hand_over(code: str, number: int) -> Answer:
    """Hand an office over. An office that hands itself over is signed out."""
    is_own = actor().account_id == number
    typed = request.form.get("email", "")
    try:
        _check_mail()
        values = HandOverSchema().load({"email": typed})
        with current_platform().work.writing() as session:
            passed = hand_over_office(session, actor(), code, number, **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_hand_over(code, number, typed, errors), errors.status
    flash(_("Handed over. %(email)s gets a mail with a link, which works once.", email=passed.email), "done")
    if is_own:
        sign_out_here()
        return redirect(url_for("home.home"), 303)
    return redirect(url_for("delegation_records.record", code=passed.delegation_code), 303)


def _check_mail() -> None:
    """Refuse where no mail is sent: the link would reach nobody."""
    if not current_config().smtp_host and not current_config().demo_mode:
        raise Incomplete(
            {"email": [_("Casebook sends no mail yet, so nobody can be invited. Ask the operators of the server.")]}
        )


def _options(roles_offered: list[Role]) -> list[tuple[str, str, None]]:
    return [(role.value, str(ROLES[role]), None) for role in roles_offered]


def _show_invitation(code: str, typed: dict[str, Any], refused: FormErrors) -> str:
    with reading() as session:
        delegation = get_delegation(session, code)
        check_right(session, actor(), DelegationRight.INVITE, delegation)
        options = _options(roles_to_give(session, actor(), delegation))
    return render_template(
        "delegations/invite.html", delegation=delegation, options=options, typed=typed, refused=refused
    )


def _show_roles(code: str, number: int, refused: FormErrors) -> str:
    with reading() as session:
        office, delegation = find_office(session, actor(), code, number)
        check_right(session, actor(), DelegationRight.INVITE, delegation)
        options = _options(roles_to_give(session, actor(), delegation))
        return render_template(
            "delegations/roles.html", office=office, delegation=delegation, options=options, refused=refused
        )


def _show_hand_over(code: str, number: int, typed: str, refused: FormErrors) -> str:
    with reading() as session:
        office, delegation = find_office(session, actor(), code, number)
        check_can_hand_over(session, actor(), office)
        return render_template(
            "delegations/hand_over.html",
            office=office,
            delegation=delegation,
            is_own=office.id == actor().account_id,
            email=typed,
            refused=refused,
        )

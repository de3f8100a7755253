"""Changing the address of an account: asking for it, and confirming it from both mailboxes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, open_to_all, signed_in
from app.current import current_config, current_platform, reading, signing_keys
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.schemas.delegations import HandOverSchema
from case_studies.errors import NotAllowed
from case_studies.notifications.address_change_mail import Mailbox
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.address_change import (
    ask_for_change,
    cancel_by_link,
    cancel_own_change,
    change_of_link,
    confirm_change,
    is_taken,
    open_change,
)

pages = Blueprint("address", __name__)


@pages.get("/account/address")
@signed_in
@fresh_sign_in
def address() -> str:
    """Show the form, and a change that waits for a mailbox."""
    return _form("", NO_ERRORS)


@pages.post("/account/address")
@signed_in
@fresh_sign_in
def ask() -> Response | tuple[str, int]:
    """Mail a link to both mailboxes. The answer is the same if the new address has an account."""
    if not _sends_mail():
        raise NotAllowed(_("Casebook sends no mail yet, so no address can be confirmed."))
    typed = request.form.get("email", "")
    try:
        values = HandOverSchema().load({"email": typed})
        with current_platform().work.writing() as session:
            ask_for_change(session, own_account(session, actor()), values["email"])
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _form(typed, errors), errors.status
    flash(_("Both mailboxes get a mail with a link. Open both links and confirm."), "done")
    return redirect(url_for(".address"), 303)


@pages.post("/account/address/cancel")
@signed_in
def cancel_own() -> Response:
    """Cancel the change that the office asked for."""
    with current_platform().work.writing() as session:
        cancel_own_change(session, own_account(session, actor()))
    flash(_("Cancelled. The address stays."), "done")
    return redirect(url_for("account.account"), 303)


@pages.get("/address-change/<token>")
@open_to_all
def link(token: str) -> str:
    """Show the change that a mailbox is asked to confirm. Opening the link changes nothing."""
    with reading() as session:
        change, mailbox = change_of_link(session, signing_keys(), token)
        return render_template(
            "account/address_change.html",
            change=change,
            token=token,
            is_old=mailbox == Mailbox.OLD,
            is_confirmed=(change.old_confirmed_at if mailbox == Mailbox.OLD else change.new_confirmed_at) is not None,
            is_taken=mailbox == Mailbox.NEW and is_taken(session, change),
        )


@pages.post("/address-change/<token>/confirm")
@open_to_all
def confirm(token: str) -> Response:
    """Confirm the change from one mailbox."""
    with current_platform().work.writing() as session:
        change = confirm_change(session, signing_keys(), token)
    if change.ended_at is None:
        flash(_("Confirmed. The address changes when the other mailbox has confirmed it too."), "done")
        return redirect(url_for(".link", token=token), 303)
    flash(_("The address is changed. From now on, sign in with %(email)s.", email=change.new_email), "done")
    return redirect(url_for("home.home"), 303)


@pages.post("/address-change/<token>/cancel")
@open_to_all
def cancel(token: str) -> Response:
    """Cancel the change from one mailbox."""
    with current_platform().work.writing() as session:
        cancel_by_link(session, signing_keys(), token)
    flash(_("Cancelled. The address stays."), "done")
    return redirect(url_for("home.home"), 303)


def _sends_mail() -> bool:
    return bool(current_config().smtp_host) or current_config().demo_mode


def _form(typed: str, refused: FormErrors) -> str:
    with reading() as session:
        account = own_account(session, actor())
        return render_template(
            "account/address.html",
            change=open_change(session, account),
            sends_mail=_sends_mail(),
            email=typed,
            refused=refused,
        )

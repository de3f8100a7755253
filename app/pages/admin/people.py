"""The accounts of all offices for administrators: finding one, its roles, closing it, inviting it again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, only_roles
from app.current import current_config, current_platform, reading
from app.identity import actor
from app.pages.admin.listing import chosen, page_number, search_words
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.history_details import event_details
from app.phrases.labels import ROLES
from app.phrases.people import ACCOUNT_FILTERS, factor_phrase, role_choices
from case_studies.errors import Incomplete
from case_studies.operations.administration import people as operations
from case_studies.operations.administration.factor_resets import LASTS, asked_reset
from case_studies.operations.administration.people import AccountFilter
from case_studies.vocabulary import Role

pages = Blueprint("people", __name__)

ONE = "/administration/people/<id:number>"
Answer = Response | tuple[str, int]


@pages.get("/administration/people")
@only_roles(Role.ADMINISTRATOR)
def people() -> str:
    """Show one page of the accounts."""
    show, words = chosen(AccountFilter, AccountFilter.OPEN), search_words()
    with reading() as session:
        found = operations.list_people(session, actor(), words, show, page_number())
        return render_template("admin/people.html", found=found, show=show, words=words, filters=ACCOUNT_FILTERS)


@pages.get(ONE)
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def person(number: int) -> str:
    """Show an account."""
    return _show(number, NO_ERRORS)


@pages.post(f"{ONE}/roles")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def change_roles(number: int) -> Answer:
    """Give the account the roles that are ticked."""
    roles = [role for role in Role if role.value in request.form.getlist("roles")]
    try:
        with current_platform().work.writing() as session:
            operations.change_roles(session, actor(), number, roles)
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _show(number, errors), errors.status
    return _done(number, _("The roles are saved. They count from the next page that the office opens."))


@pages.post(f"{ONE}/close")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def close(number: int) -> Response:
    """Close the account."""
    with current_platform().work.writing() as session:
        operations.close_or_reopen(session, actor(), number, is_open=False)
    return _done(number, _("The account is closed. Its sessions and API tokens have ended; what it wrote stays."))


@pages.post(f"{ONE}/reopen")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def reopen(number: int) -> Response:
    """Open the account again."""
    with current_platform().work.writing() as session:
        operations.close_or_reopen(session, actor(), number, is_open=True)
    return _done(number, _("The account is open again."))


@pages.post(f"{ONE}/invite")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def invite(number: int) -> Response:
    """Mail the office another link with which it sets its password."""
    with current_platform().work.writing(quietly=True) as session:
        account = operations.invite_again(session, actor(), number)
    return _done(number, _("%(email)s gets a mail with a link, which works once, for seven days.", email=account.email))


def _done(number: int, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".person", number=number), 303)


def _show(number: int, errors: FormErrors) -> str:
    with reading() as session:
        found = operations.read_person(session, actor(), number)
        state, asked = operations.factor_state(session, actor(), found.account), asked_reset(session, number)
        return render_template(
            "admin/person.html",
            account_shown=found.account,
            last_seen=found.last_seen,
            factor=factor_phrase(state),
            asked=asked,
            own_id=actor().account_id,
            has_factor=state.has_app or state.passkeys,
            ends_at=asked.asked_at + LASTS if asked is not None else None,
            events=operations.events_of(session, actor(), number),
            details=event_details,
            roles=role_choices(),
            role_names=[ROLES[role] for role in found.account.roles],
            errors=errors,
            may_change=found.account.id != actor().account_id and not found.account.is_of_demonstration,
            sends_mail=bool(current_config().smtp_host),
        )

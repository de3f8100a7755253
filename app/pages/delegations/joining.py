"""Joining the Group: how it works, the application, the proof of its mailbox, and answers to questions."""

import re
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.collation import by_name
from app.current import current_config, current_platform, reading
from app.identity import count_attempt_here
from app.pages.account.sign_in import clean_email
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.delegations import CONTRIBUTIONS
from app.phrases.labels import STANDINGS, choices
from app.schemas.delegations import LONGEST_ANSWER, ApplicationSchema
from case_studies.clean_text import clean_text
from case_studies.operations.accounts.accounts import without_tag
from case_studies.operations.delegations import joining
from case_studies.operations.delegations.records import JOINING
from case_studies.taxonomy.places import possible_delegations
from case_studies.vocabulary import Contribution, DelegationKind

pages = Blueprint("joining", __name__)
FIELDS = ("code", "standing", "mailbox", "office", "letter_reference", "letter_date")
Answer = Response | str | tuple[str, int]
IDENTIFIER = re.compile(r"[0-9]{1,10}")  # of a question; Python refuses to read a number of thousands of digits


@pages.get("/join")
@open_to_all
def join() -> str:
    """Show how a State or an organization joins, and the form to apply."""
    return _show({"standing": JOINING[0].value}, NO_ERRORS)


@pages.post("/join")
@open_to_all
def apply() -> Answer:
    """Take an application and mail a link to its mailbox. The answer says nothing about who takes part."""
    typed: dict[str, Any] = {name: request.form.get(name, "").strip() for name in FIELDS}
    typed |= {"contributions": request.form.getlist("contributions"), "is_public": "is_public" in request.form}
    try:
        values = ApplicationSchema().load(typed)
        count_attempt_here(without_tag(clean_email(values["mailbox"])))
        with current_platform().work.writing(quietly=True) as session:
            joining.apply(session, **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(typed, errors), errors.status
    return redirect(url_for(".sent"), 303)


@pages.get("/join/sent")
@open_to_all
def sent() -> str:
    """Say that a mail is on its way."""
    return render_template("delegations/join_sent.html")


@pages.get("/join/proof/<token>")
@open_to_all
def proof(token: str) -> str:
    """Show the button that proves a mailbox: programs that look into mails open links too."""
    with reading() as session:
        application = joining.application_to_prove(session, _secret(), token)
    return render_template("delegations/join_proof.html", application=application, token=token, proved=False)


@pages.post("/join/proof/<token>")
@open_to_all
def prove(token: str) -> str:
    """Hand the application to the co-chairs."""
    with current_platform().work.writing() as session:
        application = joining.prove_mailbox(session, _secret(), token)
    return render_template("delegations/join_proof.html", application=application, token=token, proved=True)


@pages.get("/join/answer/<token>")
@open_to_all
def answer(token: str) -> str:
    """Show the questions of the co-chairs."""
    return _show_questions(token, NO_ERRORS)


@pages.post("/join/answer/<token>")
@open_to_all
def send_answers(token: str) -> Answer:
    """Send the answers to the co-chairs."""
    fields = ((name.removeprefix("answer-"), text) for name, text in request.form.items() if name.startswith("answer-"))
    answers = {
        int(number): clean_text(text)[:LONGEST_ANSWER] for number, text in fields if IDENTIFIER.fullmatch(number)
    }
    try:
        with current_platform().work.writing() as session:
            joining.answer_questions(session, _secret(), token, answers)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show_questions(token, errors), errors.status
    return render_template("delegations/join_answer.html", questions=[], answered=True, refused=NO_ERRORS)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _show(typed: dict[str, Any], refused: FormErrors) -> str:
    entries = sorted(possible_delegations().items(), key=lambda entry: by_name(entry[1][1]))
    groups = [
        (label, [(code, name) for code, (own_kind, name) in entries if own_kind == kind])
        for kind, label in ((DelegationKind.STATE, _("States")), (DelegationKind.ORGANIZATION, _("Organizations")))
    ]
    return render_template(
        "delegations/join.html",
        typed=typed,
        refused=refused,
        groups=groups,
        sends_mail=bool(current_config().smtp_host) or current_config().demo_mode,
        standings=[(standing.value, str(STANDINGS[standing]), None) for standing in JOINING],
        contributions=[(value, label, None) for value, label in choices(CONTRIBUTIONS, Contribution)],
    )


def _show_questions(token: str, refused: FormErrors) -> str:
    with reading() as session:
        application = joining.application_to_answer(session, _secret(), token)
        questions = [(one.id, one.question or "") for one in application.open_questions]
    return render_template(
        "delegations/join_answer.html", questions=questions, typed=request.form, answered=False, refused=refused
    )

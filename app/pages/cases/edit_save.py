"""Saving one part of a case: with the button, and while it is typed. Two texts of one part are shown side by side."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import translate_messages
from app.identity import actor
from app.pages.cases.check import lines_with_links_to_form, settle_finding
from app.pages.cases.edit import part_named, show_part
from app.pages.cases.edit_form import GROUPS, Part, after, clean_values, form_values, stored_values
from app.pages.cases.part_conflict import compare_texts
from app.pages.form_errors import FormError, FormErrors
from app.pages.opened_page import new_page_key, opened_page
from app.pages.text_conflict import message_for_saver
from app.phrases.labels import FIELDS
from case_studies.case_findings import unsettled
from case_studies.case_problems import Problem, case_problems
from case_studies.check.kinds import KIND_WORDS
from case_studies.errors import NotAllowed, StaleVersion
from case_studies.models import Case
from case_studies.operations.cases.check import findings_today
from case_studies.operations.cases.editing import save_part
from case_studies.operations.cases.parts import last_saver, part_mark
from case_studies.operations.cases.queries import find_case
from case_studies.policy.allowed_now import check_permitted
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import Session

pages = Blueprint("edit_save", __name__)


@pages.post("/cases/<reference:reference>/edit/<name>")
@signed_in
def save(reference: str, name: str) -> Response | tuple[str, int]:
    """Save one part. If that is refused, everything that was typed is shown again."""
    page = part_named(name)
    controls = form_values(request.form, page)
    if "use_stored" in request.form:
        return redirect(url_for("edit.part", reference=reference, name=name), 303)
    try:
        saved = _save(reference, page, controls)
    except StaleVersion as error:
        return _show_both(reference, page, controls, error), 409
    except FormError as error:
        return _refuse(reference, page, controls, error)
    flash(_("“%(part)s” is saved.", part=page.label), "done")
    _flash_what_is_wrong(saved)
    if saved.settled_in:
        return _back(reference, name, f"check-{saved.settled_in}")
    if request.form.get("group") in GROUPS:
        return _back(reference, name, f"part-{name}")
    following = after(page) if "go_on" in request.form else None
    if following is None:
        return redirect(url_for("edit.tasks", reference=reference), 303)
    return redirect(url_for("edit.part", reference=reference, name=following.name), 303)


def _flash_what_is_wrong(saved: "_Saved") -> None:
    """Show what clearance still needs of the part, and what the check found in it."""
    for problem in saved.problems:
        flash(f"{FIELDS[problem.field]}: {translate_messages([problem.message])[0]}", "notice")
    if saved.findings:
        flash(saved.findings, "notice")


def _back(reference: str, name: str, anchor: str) -> Response:
    """Return to the page that the form is on: that of its part, or that of a group of parts."""
    group = request.form.get("group", "")
    if group in GROUPS:
        return redirect(url_for("edit_group.group", reference=reference, name=group, _anchor=anchor), 303)
    return redirect(url_for("edit.part", reference=reference, name=name, _anchor=anchor), 303)


@pages.post("/cases/<reference:reference>/edit/<name>/draft")
@signed_in
def save_draft(reference: str, name: str) -> Response:
    """Save one part while it is typed. The answer has the message for the page, and the mark of what is stored."""
    page = part_named(name)
    try:
        saved = _save(reference, page, form_values(request.form, page))
    except StaleVersion:
        with reading() as session:
            saver = last_saver(session, find_case(session, actor(), reference).current, page.name)
        return make_response(jsonify(message=message_for_saver(saver, actor())), 409)
    except FormError as error:
        refused = FormErrors.by(error)
        return make_response(jsonify(message=refused.first_message), refused.status)
    with reading() as session:
        case = find_case(session, actor(), reference)
        lines = lines_with_links_to_form(session, case, page.fields)
    return jsonify(opened=saved.mark, findings=render_template("cases/edit/findings.html", part=page, lines=lines))


@dataclass(frozen=True, slots=True)
class _Saved:
    """A saved part: the mark of what is stored, what clearance still needs, what the check found, in words.

    `settled_in` is the field of the finding that was settled with it, or empty.
    """

    mark: str
    problems: list[Problem]
    findings: str
    settled_in: str


def _save(reference: str, page: Part, controls: dict[str, Any]) -> _Saved:
    values = clean_values(controls)
    with current_platform().work.writing() as session:
        case = find_case(session, actor(), reference, for_change=True)
        mark = save_part(session, case, actor(), page.name, values, opened_page())
        problems = [problem for problem in case_problems(case.current) if problem.field in page.fields]
        settled = request.form.get("take") or request.form.get("justify") or ""
        found = {one.finding.id: one.finding.section for one in findings_today(session, case.current, page.fields)}
        if settled in found:
            settle_finding(session, case, settled)  # unless what was typed has just taken it out
        field = found.get(settled, page.fields[0]) if settled else ""
        return _Saved(mark, problems, _findings_in_words(session, case, page), field)


def _findings_in_words(session: Session, case: Case, page: Part) -> str:
    """Return what the check found in a part and nobody settled, in one sentence."""
    found = unsettled(findings_today(session, case.current, page.fields))
    kinds = [gettext(KIND_WORDS[kind].name) for kind in dict.fromkeys(one.finding.kind for one in found)]
    return _("It contains what looks like %(kinds)s.", kinds=", ".join(kinds)) if kinds else ""


def _refuse(reference: str, page: Part, controls: dict[str, Any], error: Any) -> tuple[str, int]:
    refused = FormErrors.by(error)
    with reading() as session:
        case = _case_to_show_again(session, reference, error)
        return show_part(session, case, page, controls, refused), refused.status


def _show_both(reference: str, page: Part, controls: dict[str, Any], error: StaleVersion) -> str:
    """Show what is stored beside what was typed, with the ways to keep either or both."""
    with reading() as session:
        case = _case_to_show_again(session, reference, error)
        stored = stored_values(case.current, page)
        return render_template(
            "cases/edit/conflict.html",
            case=case,
            revision=case.current,
            part=page,
            why=message_for_saver(last_saver(session, case.current, page.name), actor()),
            opened=part_mark(case.current, page.name),
            page_key=new_page_key(),
            **compare_texts(session, page, stored, controls),
        )


def _case_to_show_again(session: Session, reference: str, error: Exception) -> Case:
    """Return the case for showing the form again. Raises NotAllowed if the actor may not edit it any more."""
    case = find_case(session, actor(), reference)
    try:
        check_permitted(actor(), case, Permission.EDIT)
    except NotAllowed as refusal:
        raise refusal from error
    return case

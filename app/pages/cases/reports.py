"""Reporting a part of a published case, the decision of an editor, and the answer of the delegation."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import Schema
from werkzeug.wrappers import Response

from app.access import open_to_all, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import PART_AUDIENCES
from app.phrases.narrowing import part_label
from app.phrases.reports import REPORT_KINDS
from app.schemas.reports import LONGEST_TEXT, ReportAnswerSchema, ReportDecisionSchema, ReportSchema
from case_studies.errors import NotVisible
from case_studies.models import Case, Revision
from case_studies.operations.cases.narrowing import published_revision
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.reports import (
    ReportedPart,
    answer,
    decide,
    report_part,
    reportable_parts,
    reported_parts,
)
from case_studies.part_audiences import TITLE, file_part
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.permissions import Permission
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action

pages = Blueprint("reports", __name__)


@pages.get("/cases/<reference:reference>/report")
@open_to_all
def report(reference: str) -> str:
    """Ask what is wrong with a part of a published case."""
    return _report_page(reference, {"part": request.args.get("part", "")}, NO_ERRORS)


@pages.post("/cases/<reference:reference>/report")
@open_to_all
def send(reference: str) -> Response | tuple[str, int]:
    """Send a report to the editors."""
    typed = {name: request.form.get(name, "") for name in ("part", "kind", "text")}
    try:
        values = ReportSchema().load({name: value for name, value in typed.items() if value})
        with current_platform().work.writing() as session:
            report_part(session, find_case(session, actor(), reference), actor(), **values)
    except InTheForm as error:
        refused = FormErrors.by(error)
        return _report_page(reference, typed, refused), refused.status
    flash(_("Your report is with the editors."), "done")
    return redirect(url_for("case.case", reference=reference), 303)


def _report_page(reference: str, typed: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        parts = reportable_parts(actor(), case)
        if not parts:
            raise NotVisible()
        return render_template(
            "cases/report.html",
            case=case,
            revision=ReleasedRevision(published_revision(case), Reader.of(actor())),
            parts=[(part, _label(published_revision(case), part)) for part in parts],
            kinds=[(str(kind), label, None) for kind, label in REPORT_KINDS.items()],
            longest=LONGEST_TEXT,
            typed=typed,
            refused=refused,
        )


@pages.get("/cases/<reference:reference>/reports")
@signed_in
def reports(reference: str) -> str:
    """Show the reports that wait for the editor, or for the delegation."""
    return _page(reference, {}, NO_ERRORS)


@pages.post("/cases/<reference:reference>/reports/decision")
@signed_in
def decision(reference: str) -> Response | tuple[str, int]:
    """Hide a part until the delegation answers, or leave it as it is."""

    def act(session: Session, case: Case, values: dict[str, Any]) -> None:
        decide(session, case, actor(), **values)

    return _answer(reference, ReportDecisionSchema, act, agree=request.form.get("do") == "hide")


@pages.post("/cases/<reference:reference>/reports/answer")
@signed_in
def send_answer(reference: str) -> Response | tuple[str, int]:
    """Show a part again, as it was or to fewer readers."""

    def act(session: Session, case: Case, values: dict[str, Any]) -> None:
        answer(session, case, actor(), **values)

    return _answer(reference, ReportAnswerSchema, act)


def _answer(
    reference: str, schema: type[Schema], act: Callable[[Session, Case, dict[str, Any]], None], **chosen: bool
) -> Response | tuple[str, int]:
    part = request.form.get("part", "")
    typed = {"part": part, **{name: request.form.get(f"{name}-{part}", "") for name in ("note", "readers")}}
    try:
        values = schema().load({name: value for name, value in typed.items() if value} | chosen)
        with current_platform().work.writing() as session:
            act(session, find_case(session, actor(), reference, for_change=True), values)
    except InTheForm as error:
        refused = FormErrors.by(error).moved(lambda name: f"{name}-{part}")
        return _page(reference, typed, refused), refused.status
    flash(_("The report is answered."), "done")
    return redirect(url_for("desk.desk"), 303)


def _page(reference: str, typed: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        reported = reported_parts(session, actor(), case)
        allowed = allowed_now(actor(), case)
        return render_template(
            "cases/reports.html",
            case=case,
            revision=published_revision(case),
            is_editor=Permission.DECIDE_REPORTS in allowed,
            may_revise=Action.REVISE in allowed,
            rows=[_row(one) for one in reported],
            kinds=REPORT_KINDS,
            typed=typed,
            refused=refused,
        )


def _row(reported: ReportedPart) -> dict[str, Any]:
    return {
        "part": reported.part,
        "label": _label(reported.revision, reported.part),
        "text": reported.revision.sections.get(reported.part, "") or _other_text(reported.revision, reported.part),
        "file": reported.file,
        "reports": reported.for_editor,
        "kinds": [str(REPORT_KINDS[kind]) for kind in reported.kinds],
        "editor_note": reported.editor_note,
        "readers": [(str(one), str(PART_AUDIENCES[one])) for one in reported.narrower_audiences],
    }


def _other_text(revision: Revision, part: str) -> str:
    texts = {TITLE: revision.title, "contact": revision.contact, "sources": "\n".join(revision.sources)}
    return texts.get(part, "")


def _label(revision: Revision, part: str) -> str:
    """Return what a part is called: a file by its name."""
    names = {file_part(one.key): one.name for one in revision.attachments}
    return _("File: %(name)s", name=names[part]) if part in names else part_label(part)

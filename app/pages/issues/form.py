"""The form of a difficult issue: starting one, changing a draft, deleting it."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_choices import asked_themes, choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import issues as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.issues import IssueSchema
from case_studies.case_template import JUSTIFICATION_LENGTH
from case_studies.errors import StaleVersion
from case_studies.models import Issue
from case_studies.operations.issues import editing, findings
from case_studies.operations.issues.queries import find_issue
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission
from case_studies.taxonomy.entries import list_operations
from case_studies.vocabulary import Attribution, Audience, Language, Register, Role

pages = Blueprint("issue_form", __name__)
Answer = Response | tuple[str, int]

TEXTS = ("question", "setting", "already_tried", "who_could_change_it")
CHOICES = ("language", "register", "audience", "attribution")
OPTIONAL = ("obstacle", "operation", "answer_by")
BLANK: Mapping[str, Any] = {
    **dict.fromkeys((*TEXTS, *OPTIONAL), ""),
    "language": Language.ENGLISH,
    "register": Register.INFORMAL,
    "audience": Audience.MEMBERS,
    "attribution": Attribution.UNNAMED,
    "themes": [],
    "names_agreed": False,
}


@pages.get("/issues/new")
@only_roles(Role.FOCAL_POINT)
def new() -> str:
    """Show an empty form, but for the theme of the address."""
    with reading() as session:
        asked = [theme.id for theme in asked_themes(session, request.args.get("theme"))]
    return _show(None, {**BLANK, "themes": asked}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/issues/new")
@only_roles(Role.FOCAL_POINT)
def start() -> Answer:
    """Store a draft. The next page shows which cases may answer it already."""
    key = request.form.get("key", "")[:40]
    try:
        values = IssueSchema().load(_sent())
        with current_platform().work.writing() as session:
            issue = editing.start_issue(session, actor(), values, form_key=f"form-{actor().account}-{key}")
            reference = issue.reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("issues.issue", reference=reference), 303)


@pages.get("/issues/<issue:reference>/edit")
@only_roles(Role.FOCAL_POINT)
def edit(reference: str) -> str:
    """Show the form of a draft."""
    with reading() as session:
        issue = find_issue(session, actor(), reference)
        ISSUE_POLICY.check_usable(actor(), issue, IssuePermission.EDIT)
        return _show(issue, _stored(issue), NO_ERRORS)


@pages.post("/issues/<issue:reference>/edit")
@only_roles(Role.FOCAL_POINT)
def save(reference: str) -> Answer:
    """Change a draft. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = IssueSchema().load(_sent())
        with current_platform().work.writing() as session:
            issue = find_issue(session, actor(), reference, for_change=True)
            editing.edit_issue(session, issue, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_issue(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("issues.issue", reference=reference), 303)


@pages.post("/issues/<issue:reference>/findings")
@only_roles(Role.FOCAL_POINT)
def settle_finding(reference: str) -> Response:
    """Write the safer wording instead of a finding, or record why it may stay."""
    version = request.form.get("version", 0, type=int)
    taken, justified = request.form.get("take", "")[:40], request.form.get("justify", "")[:40]
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), reference, for_change=True)
        if taken:
            findings.take_wording(session, issue, actor(), taken, version=version)
        else:
            reason = request.form.get(f"why-{justified}", "").strip()[:JUSTIFICATION_LENGTH]
            findings.justify_finding(session, issue, actor(), justified, reason, version=version)
    flash(_("The safer wording is in the draft.") if taken else _("The reason is stored."), "done")
    return redirect(url_for("issues.issue", reference=reference), 303)


@pages.post("/issues/<issue:reference>/delete")
@only_roles(Role.FOCAL_POINT)
def delete(reference: str) -> Response:
    """Delete a draft."""
    with current_platform().work.writing() as session:
        issue = find_issue(session, actor(), reference, for_change=True)
        editing.delete_issue(session, issue, actor(), version=request.form.get("version", 0, type=int))
    flash(_("Draft deleted."), "done")
    return redirect(url_for("issue_list.issues"), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    texts = {name: request.form.get(name, "") for name in (*TEXTS, *CHOICES, *OPTIONAL)}
    return {**texts, "names_agreed": "names_agreed" in request.form, **_themes()}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed()
    return {**typed, **{name: typed[name] or None for name in OPTIONAL}}


def _themes() -> dict[str, list[str]]:
    return {"themes": request.form.getlist("themes")}


def _stored(issue: Issue) -> dict[str, Any]:
    return {
        **{name: getattr(issue, name) or "" for name in (*TEXTS, *CHOICES, "obstacle", "answer_by")},
        "names_agreed": issue.names_agreed,
        "operation": issue.operation_id or "",
        "themes": [theme.id for theme in issue.themes],
    }


def _show(issue: Issue | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "issues/form.html",
            issue=issue,
            values=values,
            refused=refused,
            key=key,
            themes=choices_for(session, ["themes"], values)["themes"],
            operations=[(row.id, f"{row.id}: {row.name}") for row in list_operations(session) if not row.retired],
            languages=list(LANGUAGES.items()),
            phrases=phrases,
        )

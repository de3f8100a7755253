"""Writing a case: starting one, the list of its parts, a page for each part, the preview."""

import re
from typing import Any
from uuid import uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import only_roles, signed_in
from app.current import current_platform, reading
from app.errors import message_of, translate_messages
from app.identity import actor
from app.pages.cases.check import lines_with_links_to_form
from app.pages.cases.edit_form import (
    ABOUT,
    PARTS,
    TEXT,
    Part,
    after,
    before,
    clean_values,
    form_values,
    part_of,
    stored_values,
)
from app.pages.form_choices import asked_themes, choices_for
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors
from app.pages.opened_page import new_page_key
from app.phrases.answers import answers
from case_studies.case_problems import Problem, ProblemKind, case_problems
from case_studies.case_template import GUIDANCE
from case_studies.errors import Incomplete, NobodyThere, NotAllowed
from case_studies.models import Case, Revision
from case_studies.operations.cases.anonymity import anonymity_of
from case_studies.operations.cases.consents import consents_of
from case_studies.operations.cases.deletion import can_delete
from case_studies.operations.cases.editing import digest_of, start_case
from case_studies.operations.cases.history import reason_for_return
from case_studies.operations.cases.parts import last_save, part_mark
from case_studies.operations.cases.queries import find_case, get_case_view
from case_studies.operations.review.open_remarks import OpenRemark, count_answered, open_remarks
from case_studies.operations.search.search import most_similar_cases
from case_studies.policy.allowed_now import allowed_now, check_allowed_now
from case_studies.policy.attachments import readable_attachments
from case_studies.policy.permissions import Permission
from case_studies.policy.related_delegations import related_delegations
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Action, Relation, Role, Section
from case_studies.workflow.cases import CASES

pages = Blueprint("edit", __name__)

FORM_KEY = re.compile("[0-9a-f]{32}")


@pages.get("/cases/new")
@only_roles(Role.FOCAL_POINT)
def new() -> str:
    """Show the form for a title and a language. Nothing else is needed to start a case."""
    return _new({"title": "", "language": "en"}, uuid4().hex, NO_ERRORS, request.args.get("theme"))


@pages.post("/cases/new")
@only_roles(Role.FOCAL_POINT)
def start() -> Response | tuple[str, int]:
    """Start a case. If the same form is sent twice with the same values, one case is started."""
    controls = form_values(request.form, PARTS["title"])
    key = request.form.get("form_key", "")
    key = key if FORM_KEY.fullmatch(key) else uuid4().hex
    try:
        values = clean_values(controls)
        if not values["title"]:
            raise Incomplete({"title": [_("Give a title. You can change it later.")]})
        with current_platform().work.writing() as session:
            values["themes"] = [theme.id for theme in asked_themes(session, request.form.get("theme"))]
            form_key = f"{key}-{digest_of(values)}"  # going back and sending another title is another form
            reference = start_case(session, actor(), values, form_key=form_key).reference
    except FormError as error:
        refused = FormErrors.by(error)
        return _new(controls, key, refused, request.form.get("theme")), refused.status
    return redirect(url_for("edit_group.group", reference=reference, name="about"), 303)


def _new(controls: dict[str, Any], key: str, refused: FormErrors, asked: str | None) -> str:
    with reading() as session:
        return render_template(
            "cases/edit/new.html",
            controls=controls,
            form_key=key,
            refused=refused,
            options=choices_for(None, ("language",)),
            themes=asked_themes(session, asked),
        )


@pages.get("/cases/<reference:reference>/edit")
@signed_in
def tasks(reference: str) -> str:
    """Show the parts of the form, each with whether it is filled, and what is still missing."""
    with reading() as session:
        case = writable_case(session, reference)
        problems = case_problems(case.current)
        remarks = remarks_to_answer(session, case)
        return render_template(
            "cases/edit/tasks.html",
            case=case,
            revision=case.current,
            part_of=part_of,
            back=reason_for_return(session, [case]).get(case.id),
            about=[_task(case, part, problems, remarks) for part in ABOUT],
            text=[_task(case, part, problems, remarks) for part in TEXT],
            problems=[(part_of(p.field), p, translate_messages([p.message])[0]) for p in problems],
            actions=CASES.possible_actions(session, case, actor()),
            can_delete=can_delete(session, case, actor()),
            dead_end=_dead_end(session, case),
            remarks=remarks,
            answered=count_answered(remarks),
            anonymity=anonymity_of(session, case.current),
            consents=consents_of(case, case.current),
            findings=lines_with_links_to_form(session, case),
            similar=most_similar_cases(session, current_platform().search, actor(), case.current),
        )


def _dead_end(session: Session, case: Case) -> str:
    """Return who is missing if nobody could clear the case; empty if somebody can."""
    refusal = CASES.obstacles(session, case, actor()).get(Action.REQUEST_CLEARANCE)
    return message_of(refusal) if isinstance(refusal, NobodyThere) else ""


def _task(case: Case, part: Part, problems: list[Problem], remarks: list[OpenRemark]) -> dict[str, Any]:
    state, label = _task_state(case.current, part, [problem for problem in problems if problem.field in part.fields])
    url = url_for(".part", reference=case.reference, name=part.name)
    own = [item for item in remarks if item.remark.section == part.name]
    waiting = sum(not item.is_answered for item in own)
    hint = part.hint
    if waiting:
        hint = ngettext("%(num)s remark to answer", "%(num)s remarks to answer", waiting)
    elif own:
        hint = ngettext("%(num)s remark, answered", "%(num)s remarks, answered", len(own))
    return {
        "label": part.label,
        "url": url,
        "hint": hint,
        "state": state,
        "state_label": label,
        "answers": answers(case.current, part.rows),
        "is_text": part.is_section,
    }


def _task_state(revision: Revision, part: Part, problems: list[Problem]) -> tuple[str, str]:
    """Return the state of a part in the list of tasks, with its label."""
    wrong = next((problem for problem in problems if problem.kind is not ProblemKind.MISSING), None)
    if wrong is not None:
        return "wrong", _("Over the limit") if wrong.kind is ProblemKind.OVER else _("To correct")
    filled = any(stored_values(revision, part).values())
    if problems or not filled:
        return "empty", _("To do") if problems else _("Empty, optional")
    return "complete", _("Filled")


@pages.get("/cases/<reference:reference>/edit/<name>")
@signed_in
def part(reference: str, name: str) -> str:
    """Show one part of the form with what is stored in it."""
    page = part_named(name)
    with reading() as session:
        case = writable_case(session, reference)
        return show_part(session, case, page, stored_values(case.current, page), NO_ERRORS)


def show_part(session: Session, case: Case, page: Part, controls: dict[str, Any], refused: FormErrors) -> str:
    """Return the page of one part with these values in its controls."""
    return render_template(
        "cases/edit/part.html",
        case=case,
        revision=case.current,
        number=TEXT.index(page) + 1 if page.is_section else None,
        refused=refused,
        previous=before(page),
        following=after(page),
        **part_values_for_page(session, case, page, controls, remarks_to_answer(session, case)),
    )


def part_values_for_page(
    session: Session, case: Case, page: Part, controls: dict[str, Any], remarks: list[OpenRemark]
) -> dict[str, Any]:
    """Return what a page shows of a part: its controls, the guidance beside them, what was said about it."""
    section = Section(page.name) if page.is_section else None
    return {
        "part": page,
        "section": section,
        "guidance": GUIDANCE[section] if section else None,
        "controls": controls,
        "options": {**choices_for(session, page.fields, controls), **_related_names(session, case.current, page)},
        "opened": part_mark(case.current, page.name),
        "page_key": new_page_key(),
        "saved": last_save(case.current, page.name),
        "findings": lines_with_links_to_form(session, case, page.fields),
        "remarks": [item for item in remarks if item.remark.section == page.name],
    }


def _related_names(session: Session, revision: Revision, page: Part) -> dict[str, str]:
    """Return, for each relation on a page, the names of the delegations that it means now."""
    relations = {field.name: Relation(field.key) for field in page.rows if field.group == "released_by"}
    names = {
        name: ", ".join(one.name for one in related_delegations(session, revision, relation))
        for name, relation in relations.items()
    }
    return {
        name: _("Now: %(delegations)s.", delegations=found) if found else _("No delegation of the Group now.")
        for name, found in names.items()
    }


def remarks_to_answer(session: Session, case: Case) -> list[OpenRemark]:
    """Return the remarks that this revision has to answer; none where it answers no round."""
    responds = Permission.RESPOND_TO_REMARKS in allowed_now(actor(), case)
    return open_remarks(session, actor(), case) if responds else []


@pages.get("/cases/<reference:reference>/preview")
@signed_in
def preview(reference: str) -> str:
    """Show the case as its readers will see it."""
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        if not seen.inside:
            raise NotAllowed()
        editable = Permission.EDIT in allowed_now(actor(), case)
        can_ask = Action.REQUEST_CLEARANCE in CASES.possible_actions(session, case, actor())
        return render_template(
            "cases/edit/preview.html",
            case=case,
            revision=seen.revision,
            files=readable_attachments(actor(), case, seen.revision),
            editable=editable,
            can_ask=can_ask,
        )


def part_named(name: str) -> Part:
    """Return the part of the form with this name in its address."""
    if name not in PARTS:
        raise NotFound()
    return PARTS[name]


def writable_case(session: Session, reference: str) -> Case:
    """Return a case that the reader may write in now."""
    case = find_case(session, actor(), reference)
    check_allowed_now(actor(), case, Permission.EDIT)
    return case

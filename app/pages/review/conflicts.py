"""Conflicts of interest: declaring one, and exceptions that need two editors."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormError, FormErrors
from app.schemas.conflicts import DeclarationSchema, OverrideSchema
from case_studies.errors import NotAllowed, NotVisible, WrongState
from case_studies.operations.cases.queries import find_case, get_case_view
from case_studies.operations.review.conflicts import (
    accounts_in_conflict,
    declare_conflict,
    propose_override,
    second_override,
)
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import Role

pages = Blueprint("conflicts", __name__)


@pages.get("/cases/<reference:reference>/conflict")
@only_roles(Role.EDITOR, Role.REVIEWER)
def declare(reference: str) -> str:
    """Explain what declaring a conflict does, and ask for a reason."""
    return _declaration(reference, "", NO_ERRORS)


@pages.post("/cases/<reference:reference>/conflict")
@only_roles(Role.EDITOR, Role.REVIEWER)
def step_back(reference: str) -> Response | tuple[str, int]:
    """Declare a conflict. From now on this person sees no more of the case than the public."""
    reason = request.form.get("reason", "")
    try:
        values = DeclarationSchema().load({"reason": reason})
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            declare_conflict(session, case, actor(), values["reason"])
    except (NotVisible, NotAllowed):
        raise
    except FormError as error:
        refused = FormErrors.by(error)
        return _declaration(reference, reason, refused), refused.status
    flash(_("You declared a conflict of interest in %(case)s. Another editor handles it.", case=reference), "done")
    return redirect(url_for("desk.desk"), 303)


def _declaration(reference: str, reason: str, refused: FormErrors) -> str:
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        check_allowed_now(actor(), case, Permission.DECLARE_CONFLICT)
        return render_template(
            "review/declare_conflict.html", case=case, revision=seen.revision, reason=reason, refused=refused
        )


@pages.get("/cases/<reference:reference>/conflicts")
@only_roles(Role.EDITOR)
def conflicts(reference: str) -> str:
    """Show declared conflicts, exceptions, and the people for whom one can be proposed."""
    return _conflicts(reference, {}, NO_ERRORS)


@pages.post("/cases/<reference:reference>/conflicts")
@only_roles(Role.EDITOR)
def propose(reference: str) -> Response | tuple[str, int]:
    """Propose an exception for a person in conflict."""
    controls = {name: request.form.get(name, "") for name in ("account", "reason")}
    try:
        values = OverrideSchema().load(controls)
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            propose_override(session, case, actor(), values["account"], values["reason"])
    except (NotVisible, NotAllowed):
        raise
    except FormError as error:
        refused = FormErrors.by(error)
        return _conflicts(reference, controls, refused), refused.status
    flash(_("The exception is proposed. It takes effect when another editor agrees."), "done")
    return redirect(url_for(".conflicts", reference=reference), 303)


@pages.post("/cases/<reference:reference>/conflicts/<id:override_id>")
@only_roles(Role.EDITOR)
def agree(reference: str, override_id: int) -> Response | tuple[str, int]:
    """Agree to the exception that another editor proposed."""
    try:
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            second_override(session, case, actor(), override_id)
    except WrongState as error:
        refused = FormErrors.by(error)
        return _conflicts(reference, {}, refused), refused.status
    flash(_("The exception is in effect. It is kept in the history permanently."), "done")
    return redirect(url_for(".conflicts", reference=reference), 303)


def _conflicts(reference: str, controls: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        check_allowed_now(actor(), case, Permission.OVERRIDE_CONFLICT)
        return render_template(
            "review/conflicts.html",
            case=case,
            revision=seen.revision,
            accounts=accounts_in_conflict(session, case),
            controls=controls,
            refused=refused,
        )

"""The form of a study proposal: proposing one, writing it again while delegations join."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.pages.cases.names import names_url
from app.pages.form_choices import Choice, PickerChoices, choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.measures import MEASURES
from app.schemas.proposals import MOST_ASKED, ProposalSchema
from case_studies.errors import StaleVersion
from case_studies.models import StudyProposal
from case_studies.operations.proposals.editing import edit_proposal, propose_study
from case_studies.operations.proposals.queries import asked_delegations, delegations_to_ask, find_proposal
from case_studies.policy.proposals import PROPOSAL_POLICY, ProposalPermission
from case_studies.policy.studies import LISTING
from case_studies.taxonomy.entries import list_themes
from case_studies.unit_of_work import Session

pages = Blueprint("proposal_form", __name__)
Answer = Response | tuple[str, int]

TEXTS = ("question", "theme", "column", "funds", "due")
COLUMNS = ("measure", "place")
"""What the column of the evidence map can be. The form has one control for both."""


@pages.get("/studies/proposals/new")
@only_roles(*LISTING)
def new() -> str:
    """Show an empty form, but for the cell of the evidence map that the address names."""
    column = next((f"{name}:{request.args[name]}" for name in COLUMNS if name in request.args), "")
    asked = {"theme": request.args.get("theme", ""), "column": column}
    return _show(None, {**dict.fromkeys(TEXTS, ""), **asked, "asked": []}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/studies/proposals/new")
@only_roles(*LISTING)
def start() -> Answer:
    """Propose a study."""
    key = request.form.get("key", "")[:40]
    try:
        values = ProposalSchema().load(_sent())
        with current_platform().work.writing() as session:
            reference = propose_study(session, actor(), values, form_key=f"form-{actor().account}-{key}").reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("proposals.proposal", reference=reference), 303)


@pages.get("/studies/proposals/<proposal:reference>/edit")
@only_roles(*LISTING)
def edit(reference: str) -> str:
    """Show the form of a proposal that delegations still join."""
    with reading() as session:
        proposal = find_proposal(session, actor(), reference)
        PROPOSAL_POLICY.check_usable(actor(), proposal, ProposalPermission.EDIT)
        return _show(proposal, _stored(proposal), NO_ERRORS)


@pages.post("/studies/proposals/<proposal:reference>/edit")
@only_roles(*LISTING)
def save(reference: str) -> Answer:
    """Write the proposal again. If that is refused, the form keeps what was typed."""
    version = request.form.get("version", 0, type=int)
    try:
        values = ProposalSchema().load(_sent())
        with current_platform().work.writing() as session:
            proposal = find_proposal(session, actor(), reference, for_change=True)
            edit_proposal(session, proposal, actor(), values, version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            return _show(find_proposal(session, actor(), reference), _typed(), errors), errors.status
    return redirect(url_for("proposals.proposal", reference=reference), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    return {**{name: request.form.get(name, "") for name in TEXTS}, "asked": request.form.getlist("asked")}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it."""
    typed = _typed()
    name, _colon, code = typed.pop("column").partition(":")
    return {**typed, **({name: code} if name in COLUMNS else {})}


def _stored(proposal: StudyProposal) -> dict[str, Any]:
    column = f"measure:{proposal.measure}" if proposal.measure is not None else f"place:{proposal.place_code}"
    asked = [one.code for one in asked_delegations(actor(), proposal)]
    texts = {"question": proposal.question, "funds": proposal.funds, "due": proposal.due.isoformat()}
    return {**texts, "theme": proposal.theme.id, "column": column, "asked": asked}


def _delegations(session: Session) -> PickerChoices:
    """Return the delegations that can be asked."""
    rows = sorted(delegations_to_ask(session, actor()), key=lambda row: by_name(row.name))
    members: list[Choice] = [(row.code, row.name, None) for row in rows]
    return PickerChoices([(_("Delegations"), members)], [], names_url(session, "places"), MOST_ASKED)


def _columns(session: Session) -> list[tuple[str, list[tuple[str, object]]]]:
    """Return the groups of the columns that the evidence map can have."""
    measures: list[tuple[str, object]] = [(f"measure:{value}", label) for value, label in MEASURES.items()]
    places = choices_for(session, ["host_states"])["host_states"].groups
    return [
        (_("What is measured"), measures),
        *((group, [(f"place:{code}", name) for code, name, _about in members]) for group, members in places),
    ]


def _show(proposal: StudyProposal | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    with reading() as session:
        return render_template(
            "proposals/form.html",
            proposal=proposal,
            values=values,
            refused=refused,
            key=key,
            themes=[(row.id, row.label) for row in list_themes(session) if row.parent_id is None],
            columns=_columns(session),
            delegations=_delegations(session),
        )

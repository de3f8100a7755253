"""One study proposal: its question, the gap, who joins, and what came of it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import may_enter, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.item_steps import offered_steps
from app.phrases import proposals as phrases
from app.schemas.proposals import ProposalTransitionSchema
from case_studies.errors import StaleVersion
from case_studies.operations.proposals.editing import move_proposal
from case_studies.operations.proposals.queries import asked_delegations, find_proposal, proposal_history
from case_studies.study_vocabulary import ProposalAction
from case_studies.workflow.proposals import ENOUGH, PROPOSALS

pages = Blueprint("proposals", __name__)
Answer = Response | tuple[str, int]

PLAIN = (ProposalAction.JOIN, ProposalAction.BEGIN, ProposalAction.LEAVE)
WITH_TEXT = (ProposalAction.DELIVER, ProposalAction.DROP)


@pages.get("/studies/proposals/<proposal:reference>")
@signed_in
def proposal(reference: str) -> str:
    """Show a proposal."""
    return _show(reference, NO_ERRORS, {})


@pages.post("/studies/proposals/<proposal:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in set(ProposalAction):
        raise NotFound()
    texts = {name: request.form.get(name, "") for name in ("note", "study")}
    try:
        sent = {**texts, "action": action, "version": request.form.get("version", 0, type=int)}
        values = ProposalTransitionSchema().load(sent)
        with current_platform().work.writing() as session:
            found = find_proposal(session, actor(), reference, for_change=True)
            move_proposal(session, found, actor(), **values)
            state = found.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(reference, errors, {**texts, "action": action}), errors.status
    flash(_("Done. The study is now: %(state)s.", state=phrases.STATES[state]), "done")
    return redirect(url_for(".proposal", reference=reference), 303)


def _show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    with reading() as session:
        found = find_proposal(session, actor(), reference)
        return render_template(
            "proposals/proposal.html",
            proposal=found,
            enough=ENOUGH,
            asked=asked_delegations(actor(), found),
            history=proposal_history(session, found),
            refused=refused,
            typed=typed,
            phrases=phrases,
            may_list=may_enter("study_form.new"),
            act_url=lambda action: url_for(".act", reference=reference, action=action),
            **offered_steps(session, PROPOSALS, found, plain=PLAIN, reasoned=WITH_TEXT),
        )

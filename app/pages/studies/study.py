"""One study: its finding, where it can be read, and the cases beside it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import open_to_all, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.item_steps import offered_steps
from app.phrases import studies as phrases
from app.schemas.studies import StudyTransitionSchema
from case_studies.errors import StaleVersion
from case_studies.operations.studies.queries import cases_of, find_study, study_history
from case_studies.study_vocabulary import StudyAction, StudyState
from case_studies.workflow.studies import STUDIES

pages = Blueprint("studies", __name__)
Answer = Response | tuple[str, int]

PLAIN = (StudyAction.CHECK,)
WITH_REASON = (StudyAction.SUPERSEDE, StudyAction.WITHDRAW)


@pages.get("/studies/<study:reference>")
@open_to_all
def study(reference: str) -> str:
    """Show a study."""
    return _show(reference, NO_ERRORS, {})


@pages.post("/studies/<study:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in set(StudyAction):
        raise NotFound()
    sent = {"action": action, "note": request.form.get("note", ""), "version": request.form.get("version", 0, type=int)}
    try:
        values = StudyTransitionSchema().load(sent)
        with current_platform().work.writing() as session:
            found = find_study(session, actor(), reference, for_change=True)
            STUDIES.perform(session, found, values["action"], actor(), note=values["note"], version=values["version"])
            state = found.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(reference, errors, {**request.form.to_dict(), "action": action}), errors.status
    flash(_("Done. The study is now: %(state)s.", state=phrases.STATES[state]), "done")
    is_gone = state == StudyState.WITHDRAWN
    return redirect(url_for("study_list.studies") if is_gone else url_for(".study", reference=reference), 303)


def _show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    with reading() as session:
        found = find_study(session, actor(), reference)
        history = study_history(session, found)
        return render_template(
            "studies/study.html",
            study=found,
            cases=cases_of(session, actor(), found),
            replaced=next((one.note for one in reversed(history) if one.to_state == StudyState.SUPERSEDED), ""),
            history=history if actor().signed_in else [],
            refused=refused,
            typed=typed,
            phrases=phrases,
            act_url=lambda action: url_for(".act", reference=reference, action=action),
            **offered_steps(session, STUDIES, found, plain=PLAIN, reasoned=WITH_REASON),
        )

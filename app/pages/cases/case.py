"""The page of a published or archived case, as its audience reads it."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.search.url import SearchUrl
from app.phrases.labels import EVIDENCE, FIELDS, HISTORY_ACTIONS, LANGUAGES, STAGES
from app.templating import day, period
from case_studies.models import Case, HistoryEntry, Revision
from case_studies.operations.cases.history import public_history
from case_studies.operations.cases.queries import get_case_view, review_count
from case_studies.operations.search.search import related_cases
from case_studies.unit_of_work import Session
from case_studies.vocabulary import HistoryAction

pages = Blueprint("case", __name__)

Fact = tuple[Any, list[Any]]


@pages.get("/cases/<reference:reference>")
@open_to_all
def case(reference: str) -> str | Response:
    """Show what the audience reads; who takes part in a case without such a page is led to the workspace."""
    with reading() as session:
        found, seen = get_case_view(session, actor(), reference)
        shown = found.readable
        if shown is None:
            return redirect(url_for("workspace.workspace", reference=found.reference), 303)
        return render_template(
            "cases/case.html",
            case=found,
            revision=shown,
            inside=seen.inside,
            facts=_facts(found, shown),
            address=url_for("case.case", reference=found.reference, _external=True),
            entries=_history(session, found),
            related=related_cases(session, current_platform().search, actor(), found.reference),
        )


def _facts(case: Case, shown: Revision) -> list[Fact]:
    """Return the side panel: each fact with its values; those one can search by are links."""
    return [
        (_("Example for") if case.demonstration else _("Submitted by"), [case.submitting.name]),
        (FIELDS["co_submitters"], [delegation.name for delegation in shown.co_submitters]),
        (FIELDS["implemented_by"], _links("implemented_by", [(row.code, row.name) for row in shown.implemented_by])),
        (FIELDS["host_states"], _links("host_state", [(row.code, row.name) for row in shown.host_states])),
        (FIELDS["operations"], _links("operation", [(row.id, row.id) for row in shown.operations])),
        (_("Period"), [when] if (when := period(shown)) else []),
        (FIELDS["stage"], [STAGES[shown.stage]] if shown.stage else []),
        (FIELDS["themes"], _links("theme", [(row.id, row.label) for row in shown.themes])),
        (FIELDS["initiatives"], _links("initiative", [(row.id, row.name) for row in shown.initiatives])),
        (FIELDS["evidence"], [EVIDENCE[shown.evidence]] if shown.evidence else []),
        (FIELDS["language"], [LANGUAGES[shown.language]]),
        (FIELDS["contact"], [shown.contact] if shown.contact else []),
        (_("Reference"), [_("%(reference)s, revision %(number)s", reference=case.reference, number=shown.number)]),
    ]


def _links(facet: str, values: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "url": SearchUrl(((facet, value),)).url()} for value, label in values]


def _history(session: Session, case: Case) -> list[dict[str, str]]:
    """Return what happened in public: the same for every reader, whoever takes part in the case."""
    revisions = {revision.number: revision for revision in case.revisions}
    return [
        {
            "what": _event(entry, revisions[entry.revision_number or 0]),
            "when": day(entry.at),
            "iso": entry.at.isoformat(),
        }
        for entry in public_history(session, case)
    ]


def _event(entry: HistoryEntry, revision: Revision) -> str:
    """Say what happened; publication with how many reviewers judged that revision, and never who."""
    what = str(HISTORY_ACTIONS[entry.action])
    if revision.number > 1 and entry.action in (HistoryAction.CLEAR, HistoryAction.PUBLISH):
        what = _("Revision %(number)s: %(event)s", number=revision.number, event=what.lower())
    if entry.action != HistoryAction.PUBLISH:
        return what
    judged = ngettext("reviewed by %(num)s reviewer", "reviewed by %(num)s reviewers", review_count(revision))
    return f"{what}, {judged}"

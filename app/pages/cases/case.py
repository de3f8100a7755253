"""The page of a published or archived case, as its audience reads it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform, reading
from app.exports.box import citation_box
from app.exports.case import cite_case
from app.identity import actor
from app.pages.threads.beside import discussion
from app.phrases import adoptions as adoption_phrases
from app.phrases.case_facts import Fact, case_facts
from app.phrases.days import day
from app.phrases.labels import HISTORY_ACTIONS
from app.phrases.submitters import name_of
from app.topic_urls import topic_url
from case_studies.models import Case, HistoryEntry, Revision
from case_studies.operations.adoptions.queries import latest_adoptions_of
from case_studies.operations.cases.history import public_history
from case_studies.operations.cases.queries import get_case_view, review_count
from case_studies.operations.cases.reports import reportable_parts
from case_studies.operations.provisions.queries import provisions_with
from case_studies.operations.search.search import related_cases
from case_studies.policy.adoptions import may_adopt
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.consents import may_withdraw_consent
from case_studies.policy.permissions import Permission
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.unit_of_work import Session
from case_studies.vocabulary import HistoryAction

pages = Blueprint("case", __name__)

FactRow = tuple[str, list[Any]]


@pages.get("/cases/<reference:reference>")
@open_to_all
def case(reference: str) -> str | Response:
    """Show the published case. Participants of a case without such a page are redirected to the workspace."""
    with reading() as session:
        case, seen = get_case_view(session, actor(), reference)
        if case.readable is None:
            return redirect(url_for("workspace.workspace", reference=case.reference), 303)
        cited = request.args.get("cited", type=int)
        shown = ReleasedRevision(case.readable, Reader.of(actor()))
        return render_template(
            "cases/case.html",
            case=shown.case,
            revision=shown,
            inside=seen.inside,
            may_withdraw_consent=may_withdraw_consent(actor(), case),
            reportable=reportable_parts(actor(), case),
            may_narrow=Permission.NARROW in allowed_now(actor(), case),
            files=shown.attachments,
            facts=_facts(shown),
            **citation_box(cite_case(shown), shown.audience),
            cited=cited if cited and cited < shown.number else None,
            address=url_for("case.case", reference=case.reference, _external=True),
            entries=_history(session, case),
            adoptions=latest_adoptions_of(session, actor(), case),
            may_adopt=may_adopt(actor(), case),
            adoption_phrases=adoption_phrases,
            name_of=name_of,
            discussion=discussion(session, case.reference),
            provisions=provisions_with(session, case.reference),
            related=related_cases(session, current_platform().search, actor(), case.reference),
        )


def _facts(revision: ReleasedRevision) -> list[FactRow]:
    """Return the facts for the side panel. Values that have a page are links."""
    reference = _("%(reference)s, revision %(number)s", reference=revision.case.reference, number=revision.number)
    return [*((fact.label, _values(fact)) for fact in case_facts(revision, public=True)), (_("Reference"), [reference])]


def _values(fact: Fact) -> list[Any]:
    if fact.topics is None:
        return [*fact.entries]
    return [{"label": text, "url": topic_url(fact.topics, code)} if code else text for code, text in fact.values]


def _history(session: Session, case: Case) -> list[dict[str, str]]:
    """Return what happened in public, the same for participants as for the other readers of the audience."""
    revisions = {revision.number: revision for revision in case.revisions}
    return [
        {
            "what": _event(entry, revisions[entry.revision_number or 0]),
            "when": day(entry.at),
            "iso": entry.at.isoformat(),
        }
        for entry in public_history(session, actor(), case)
    ]


def _event(entry: HistoryEntry, revision: Revision) -> str:
    """Describe an event. A publication includes the number of reviewers, never their names."""
    text = str(HISTORY_ACTIONS[entry.action])
    if revision.number > 1 and entry.action in (HistoryAction.CLEAR, HistoryAction.PUBLISH):
        text = _("Revision %(number)s: %(event)s", number=revision.number, event=text.lower())
    if entry.action != HistoryAction.PUBLISH:
        return text
    review_phrase = ngettext("reviewed by %(num)s reviewer", "reviewed by %(num)s reviewers", review_count(revision))
    return f"{text}, {review_phrase}"

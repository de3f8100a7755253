"""Turning a resolved issue into the draft of a case: its own texts are carried over, and both link to each other.

Only what the delegation itself wrote is carried over: answers and reports of others are informal and stay where they
are. Who asked stays as hidden in the case as in the issue, until the delegation chooses otherwise.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_template import TITLE_LENGTH
from case_studies.errors import StaleVersion
from case_studies.models import Case, Issue, IssueOutcome
from case_studies.operations.cases.editing import start_case
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.unit_of_work import now
from case_studies.vocabulary import IssueAction, Language, OutcomeAdvice, OutcomeResult, Section, Stage
from case_studies.workflow.issues import STALE, it_is_no_case_yet

# In the language of the interface. In another language the author writes these sentences.
RESULTS = {
    OutcomeResult.BETTER: "It is better than before.",
    OutcomeResult.SAME: "It is as before.",
    OutcomeResult.WORSE: "It is worse than before.",
    OutcomeResult.TOO_EARLY: "It is too early to say.",
}
ADVICE = {OutcomeAdvice.REPEAT: "Repeat", OutcomeAdvice.AVOID: "Avoid"}


def turn_into_case(session: Session, issue: Issue, actor: Actor, *, version: int) -> Case:
    """Start the draft of a case with the texts of a resolved issue.

    The history of the issue has no entry about it: beside the entry that starts the case, which names the delegation,
    it would reveal who asked.
    """
    ISSUE_POLICY.check_usable(actor, issue, IssueAction.TURN_INTO_CASE)
    if issue.version != version:
        raise StaleVersion(STALE)
    it_is_no_case_yet(session, issue, "")
    case = start_case(session, actor, _values(issue))
    issue.case, issue.changed_at = case, now(session)
    return case


def issue_behind(session: Session, actor: Actor, case: Case) -> str | None:
    """Return the reference of the issue from which a case was made. Only the offices of its delegation learn it."""
    if not is_office_of_submitter(actor, case):
        return None
    query = select(Issue.reference).where(Issue.case_id == case.id, Issue.owner_code == actor.delegation)
    return session.scalar(query)


def _values(issue: Issue) -> dict[str, Any]:
    own = [outcome for outcome in issue.outcomes if outcome.delegation_code == issue.owner_code]
    years = [outcome.since for outcome in own if outcome.since is not None]
    return {
        "title": issue.question[:TITLE_LENGTH],
        "language": issue.language,
        "themes": [theme.id for theme in issue.themes if not theme.retired],
        "operations": [issue.operation_id] if issue.operation_id else [],
        "attribution": issue.attribution,
        "stage": Stage.UNDER_WAY,
        "started": min(years, default=None),
        "sections": _sections(issue, own),
    }


def _sections(issue: Issue, own: list[IssueOutcome]) -> dict[str, str]:
    last, is_english = own[-1], issue.language == Language.ENGLISH
    advice = ADVICE.get(last.advice) if last.advice is not None and is_english else None
    tried = [outcome.tried for outcome in own]
    return {
        Section.SITUATION: _paragraphs(issue.question, issue.setting, issue.who_could_change_it),
        Section.ACTIONS: _paragraphs(issue.already_tried, *dict.fromkeys(tried)),
        Section.RESULTS: RESULTS[last.result] if is_english else "",
        Section.LESSONS: f"{advice}: {last.tried}" if advice else last.tried,
        Section.TRANSFER: last.made_possible_by,
    }


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)

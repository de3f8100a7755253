"""What the check finds in the texts of an issue: writing the safer wording, or saying why the text may stay."""

from sqlalchemy.orm import Session

from case_studies.case_findings import CaseFinding
from case_studies.errors import N_, Incomplete, NotVisible, StaleVersion
from case_studies.models import Issue
from case_studies.policy.actor import Actor
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission
from case_studies.unit_of_work import now
from case_studies.workflow.issues import STALE, findings_in


def take_wording(session: Session, issue: Issue, actor: Actor, finding_id: str, *, version: int | None) -> None:
    """Write the safer wording instead of a finding."""
    finding = _check_and_find(session, issue, actor, finding_id, version).finding
    if finding.suggestion is None:
        raise Incomplete({"findings": [N_("There is no other wording for it. Take it out.")]})
    text = getattr(issue, finding.section)
    setattr(issue, finding.section, text[: finding.start] + finding.suggestion + text[finding.end :])
    issue.changed_at = now(session)


def justify_finding(
    session: Session, issue: Issue, actor: Actor, finding_id: str, reason: str, *, version: int | None = None
) -> None:
    """Record why a finding may stay; with an empty text, take that back. The history does not get the text."""
    if not _check_and_find(session, issue, actor, finding_id, version).can_be_justified:
        message = N_("A marking can't be justified. Leave out what comes from the marked paper, and the marking.")
        raise Incomplete({"findings": [message]})
    others = {key: text for key, text in issue.justifications.items() if key != finding_id}
    issue.justifications = {**others, finding_id: reason} if reason else others
    issue.changed_at = now(session)


def find_finding(session: Session, issue: Issue, finding_id: str) -> CaseFinding:
    """Return the finding with this id. Raises NotVisible if the text has it no longer."""
    for one in findings_in(session, issue):
        if one.finding.id == finding_id:
            return one
    raise NotVisible(N_("This finding is not in the text any more."))


def _check_and_find(session: Session, issue: Issue, actor: Actor, finding_id: str, version: int | None) -> CaseFinding:
    ISSUE_POLICY.check_usable(actor, issue, IssuePermission.EDIT)
    if version is not None and issue.version != version:
        raise StaleVersion(STALE)
    return find_finding(session, issue, finding_id)

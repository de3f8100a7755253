"""The check of a case: what it finds, saying why a finding may stay, and writing the safer wording instead."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, FieldKind
from case_studies.case_findings import CaseFinding, case_findings, case_texts
from case_studies.errors import N_, Incomplete, NotVisible, StaleVersion
from case_studies.models import Case, Revision
from case_studies.operations.cases.editing import save_part
from case_studies.operations.cases.parts import part_mark, part_values
from case_studies.operations.opened_page import OpenedPage
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_case_event


def findings_today(session: Session, revision: Revision, fields: Collection[str] | None = None) -> list[CaseFinding]:
    """Return what the check finds in a revision today; with `fields`, only in these."""
    return case_findings(revision, now(session).date(), fields)


def justify(
    session: Session, case: Case, actor: Actor, finding_id: str, justification: str, *, version: int | None = None
) -> None:
    """Record why a finding may stay; with an empty text, take that back. The history does not get the text.

    Refuses: not allowed, frozen, a stale `version` if one is given, a finding that is not there, a marking.
    """
    check_allowed_now(actor, case, Permission.EDIT)
    if version is not None and case.version != version:
        raise StaleVersion()
    revision = case.current
    found = find_finding(session, revision, finding_id)
    if not found.can_be_justified:
        message = N_("A marking can't be justified. Leave out what comes from the marked paper, and the marking.")
        raise Incomplete({"justification": [message]})
    if justification == found.justification:
        return
    others = {key: text for key, text in revision.justifications.items() if key != finding_id}
    revision.justifications = {**others, finding_id: justification} if justification else others
    case.changed_at = now(session)
    if justification:
        record_case_event(session, case, actor, HistoryAction.JUSTIFY_FINDING)


def find_finding(session: Session, revision: Revision, finding_id: str) -> CaseFinding:
    """Return the finding with this id. Raises NotVisible if the text has it no longer."""
    for one in findings_today(session, revision):
        if one.finding.id == finding_id:
            return one
    raise NotVisible(N_("This finding is not in the text any more."))


def take_suggestion(session: Session, case: Case, actor: Actor, finding_id: str) -> str:
    """Write the safer wording instead of a finding, and return it. Refuses what `save_part` refuses."""
    check_allowed_now(actor, case, Permission.EDIT)
    finding = find_finding(session, case.current, finding_id).finding
    if finding.suggestion is None:
        raise Incomplete({"suggestion": [N_("There is no other wording for it. Take it out.")]})
    field = CASE_FIELDS[finding.section]
    text = case_texts(case.current)[field.name]
    changed = text[: finding.start] + finding.suggestion + text[finding.end :]
    value = changed.split("\n") if field.kind is FieldKind.LINES else changed
    values = {**part_values(case.current, field.part), field.name: value}
    save_part(session, case, actor, field.part, values, OpenedPage("", part_mark(case.current, field.part)))
    return finding.suggestion

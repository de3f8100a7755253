"""What becomes of the reports of readers when the delegation answers them, or publishes another text."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Case, PartReport, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.part_audiences import is_written
from case_studies.vocabulary import NotificationEvent, ReportState


def close_mended_reports(session: Session, case: Case, before: Revision, revision: Revision) -> None:
    """Keep parts hidden in a revision that was cleared before they were; in any other, a new text answers the reports.

    It is called when `revision` takes the place of `before` as the published one.
    """
    cleared = revision.cleared_at.isoformat() if revision.cleared_at is not None else ""
    revision.hidden_parts = {
        part: since for part, since in before.hidden_parts.items() if since > cleared and is_written(revision, part)
    }
    for part in before.hidden_parts.keys() - revision.hidden_parts.keys():
        close_reports(session, case, reports_in(session, case, part, ReportState.HIDDEN), ReportState.MENDED)


def reports_in(session: Session, case: Case, part: str, state: ReportState) -> Sequence[PartReport]:
    """Return the reports of a part that are in a state, the oldest first."""
    query = select(PartReport).where(PartReport.case_id == case.id, PartReport.part == part, PartReport.state == state)
    return session.scalars(query.order_by(PartReport.id)).all()


def close_reports(session: Session, case: Case, reports: Iterable[PartReport], state: ReportState) -> None:
    """Close hidden reports: their reporters and the editors learn that the delegation answered."""
    closed = list(reports)
    for report in closed:
        report.state = state
    mark_handled(session, case, [NotificationEvent.PART_HIDDEN])
    notify_reporters(session, case, closed, NotificationEvent.REPORT_ANSWERED)
    editors = recipients.editors(session, case)
    if closed:
        notify(session, NotificationEvent.REPORT_CLOSED, editors, case, key=f"report:{closed[0].id}:closed")


def notify_reporters(session: Session, case: Case, reports: Iterable[PartReport], event: NotificationEvent) -> None:
    """Notify the reporters who have an account of the outcome."""
    for report in reports:
        if report.reporter is not None:
            notify(session, event, [report.reporter], case, key=f"report:{report.id}:{event}")

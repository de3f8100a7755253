"""A reader reports that a part of a published case should not be there.

An editor agrees or declines. If they agree, the part is hidden until the delegation answers: it may stay, it gets fewer
readers, or a new revision mends it. The delegation never learns who sent a report, when, or in which words. So a
report is not in the history, and does not touch the case; the delegation reads the kind and the words of the editor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, WrongState
from case_studies.models import Attachment, Case, HistoryEntry, PartReport, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.operations.cases.narrowing import narrow_case, published_revision
from case_studies.part_audiences import PARTS_WITH_AUDIENCE, TITLE, file_part
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now, check_allowed_now
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.narrowing import narrower_audiences_of_part, narrower_than
from case_studies.policy.permissions import Permission, states_of
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.policy.visibility import READABLE, case_is_of_own_office, editor_without_conflict
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, NotificationEvent, PartAudience, ReportKind, ReportState
from case_studies.workflow.history import record_case_event
from case_studies.workflow.index_tasks import queue_case
from case_studies.workflow.reports import close_reports, notify_reporters, reports_in

MOST_IN_A_DAY = 5  # reports of an account
MOST_PUBLIC = 20  # that wait, of readers without an account, about all cases
REMINDED_EVERY = timedelta(days=7)
ENOUGH = N_("Enough reports wait for the editors already. Write to the address on the contact page instead.")


def reportable_parts(actor: Actor, case: Case) -> list[str]:
    """Return the parts that the actor reads and may report; none for the delegation, which can narrow them itself."""
    revision = case.readable
    if revision is None or is_office_of_submitter(actor, case):
        return []
    released = ReleasedRevision(revision, Reader.of(actor))
    shown = {
        TITLE: released.may_read(TITLE),
        **released.sections,
        "sources": released.sources or released.narrower_sources,
        "contact": released.contact,
    }
    parts = [part for part in (TITLE, *PARTS_WITH_AUDIENCE) if shown.get(part)]
    return [*parts, *(file_part(one.key) for one in released.attachments)]


def report_part(session: Session, case: Case, actor: Actor, part: str, kind: ReportKind, text: str) -> None:
    """Store a report for the editors. The answer is the same whether others reported the part before.

    Raises NotAllowed for the delegation of the case, Incomplete for a part that the actor does not read, or too many.
    """
    if is_office_of_submitter(actor, case):
        raise NotAllowed(N_("It is a case of your own delegation. You can narrow its readers at once."))
    if part not in reportable_parts(actor, case):
        raise Incomplete({"part": [N_("Choose a part of the case.")]})
    if _has_reported_enough(session, actor):
        raise Incomplete({"part": [ENOUGH]})
    report = PartReport(
        case_id=case.id,
        part=part,
        kind=kind,
        text=text,
        reporter_id=actor.account_id,
        reported_at=now(session),
        state=ReportState.WAITING,
        editor_note="",
    )
    session.add(report)
    session.flush()
    notify(
        session, NotificationEvent.PART_REPORTED, recipients.editors(session, case), case,
        key=f"report:{report.id}", actor=actor,
    )  # fmt: skip


def _has_reported_enough(session: Session, actor: Actor) -> bool:
    query = select(func.count(PartReport.id)).where(PartReport.reporter_id == actor.account_id)
    if actor.account_id is None:
        waiting = query.where(PartReport.state == ReportState.WAITING)
        return (session.scalar(waiting) or 0) >= MOST_PUBLIC
    today = query.where(PartReport.reported_at > now(session) - timedelta(days=1))
    return (session.scalar(today) or 0) >= MOST_IN_A_DAY


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """A part of the published revision, with the reports that wait for an editor, or for the delegation."""

    part: str
    revision: Revision
    reports: Sequence[PartReport]
    is_for_editor: bool

    @property
    def kinds(self) -> list[ReportKind]:
        """Why readers reported it, each reason once and in the order of the list: not in that of the reports."""
        given = {report.kind for report in self.reports}
        return [kind for kind in ReportKind if kind in given]

    @property
    def for_editor(self) -> Sequence[PartReport]:
        """The reports themselves, which the delegation does not read."""
        return self.reports if self.is_for_editor else ()

    @property
    def editor_note(self) -> str:
        """Why an editor hid the part."""
        return self.reports[0].editor_note

    @property
    def narrower_audiences(self) -> list[PartAudience]:
        """The audiences that the delegation can choose for the part; none for the title, which every reader gets."""
        if self.file is not None:
            return narrower_than(audience_of(self.file))
        return [] if self.part == TITLE else narrower_audiences_of_part(self.revision, self.part)

    @property
    def file(self) -> Attachment | None:
        """The file, if it is about one."""
        return _file(self.revision, self.part)


def reported_parts(session: Session, actor: Actor, case: Case) -> list[ReportedPart]:
    """Return the parts with reports that wait for the actor: to decide, as an editor, or to answer, as the delegation.

    Raises NotAllowed for everybody else.
    """
    allowed = allowed_now(actor, case)
    is_editor = Permission.DECIDE_REPORTS in allowed
    if not is_editor and Permission.ANSWER_REPORTS not in allowed:
        raise NotAllowed()
    state = ReportState.WAITING if is_editor else ReportState.HIDDEN
    query = select(PartReport).where(PartReport.case_id == case.id, PartReport.state == state)
    by_part: dict[str, list[PartReport]] = {}
    for report in session.scalars(query.order_by(PartReport.id)):
        by_part.setdefault(report.part, []).append(report)
    revision = published_revision(case)
    names = (TITLE, *PARTS_WITH_AUDIENCE, *(file_part(one.key) for one in revision.attachments))
    return [ReportedPart(part, revision, by_part[part], is_editor) for part in names if part in by_part]


def _file(revision: Revision, part: str) -> Attachment | None:
    return next((one for one in revision.attachments if file_part(one.key) == part), None)


def cases_with_reports(session: Session, actor: Actor) -> Sequence[Case]:
    """Return the cases with a report that waits for the actor, as in `reported_parts`, by reference.

    It is one query, however many reports wait.
    """
    waiting = or_(
        and_(PartReport.state == ReportState.WAITING, editor_without_conflict(actor)),
        and_(PartReport.state == ReportState.HIDDEN, case_is_of_own_office(actor)),
    )
    report = select(PartReport.id).where(PartReport.case_id == Case.id, waiting)
    readable = select(Revision.id).where(Revision.case_id == Case.id, Revision.state.in_(READABLE))
    query = select(Case).where(
        report.correlate(Case).exists(),
        readable.correlate(Case).exists(),
        Case.state.in_(states_of(Permission.ANSWER_REPORTS)),
    )
    return session.scalars(query.order_by(Case.id)).all()


def decide(session: Session, case: Case, actor: Actor, part: str, *, agree: bool, note: str) -> None:
    """Decide on the reports of a part as an editor: hide it until the delegation answers, or leave it as it is.

    `note` says why. The delegation reads it if the part is hidden.
    """
    reports = _to_answer(session, case, actor, part, Permission.DECIDE_REPORTS, ReportState.WAITING)
    if not note:
        raise Incomplete({"note": [N_("Give a reason. The delegation reads it if the part is hidden.")]})
    for report in reports:
        report.state = ReportState.HIDDEN if agree else ReportState.DECLINED
        report.decided_at, report.editor_note = now(session), note
    mark_handled(session, case, [NotificationEvent.PART_REPORTED])
    if not agree:
        notify_reporters(session, case, reports, NotificationEvent.REPORT_DECLINED)
        return
    entry = _change_hidden(session, case, actor, HistoryAction.HIDE_PART, part, note)
    submitters = recipients.submitters(session, case)
    notify(session, NotificationEvent.PART_HIDDEN, submitters, case, key=f"history:{entry.number}")


def answer(
    session: Session, case: Case, actor: Actor, part: str, *, note: str, readers: PartAudience | None = None
) -> None:
    """Answer for the delegation, and show the part again: as it was, or with fewer `readers`."""
    reports = _to_answer(session, case, actor, part, Permission.ANSWER_REPORTS, ReportState.HIDDEN)
    if readers is None and not note:
        raise Incomplete({"note": [N_("Say why the part may stay. The editors read it.")]})
    if readers is not None:
        narrow_case(session, case, actor, _as_narrowing(published_revision(case), part, readers), note=note)
    _change_hidden(session, case, actor, HistoryAction.SHOW_PART, part, note)
    close_reports(session, case, reports, ReportState.STAYS if readers is None else ReportState.NARROWED)


def _as_narrowing(revision: Revision, part: str, readers: PartAudience) -> dict[str, Any]:
    """Return what is narrowed. Raises Incomplete for the title, which every reader of the case gets."""
    if part == TITLE:
        raise Incomplete({"readers": [N_("A title has no fewer readers than its case. A new revision mends it.")]})
    file = _file(revision, part)
    return {"attachments": {file.key: readers}} if file is not None else {"section_audiences": {part: readers}}


def _to_answer(
    session: Session, case: Case, actor: Actor, part: str, permission: Permission, state: ReportState
) -> Sequence[PartReport]:
    """Return the reports of a part that wait for the actor, who has the permission. Raises WrongState without any."""
    check_allowed_now(actor, case, permission)
    reports = reports_in(session, case, part, state)
    if not reports:
        raise WrongState(N_("No report of this part waits for you. Somebody else may have answered it."))
    return reports


def _change_hidden(
    session: Session, case: Case, actor: Actor, action: HistoryAction, part: str, note: str
) -> HistoryEntry:
    """Hide a part of the published revision, or show it again; the history has it, and the indexes follow."""
    revision, moment = published_revision(case), now(session)
    others = {name: since for name, since in revision.hidden_parts.items() if name != part}
    hidden = {part: moment.isoformat()} if action is HistoryAction.HIDE_PART else {}
    revision.hidden_parts = {**others, **hidden}
    queue_case(session, case, narrows=True)
    return record_case_event(session, case, actor, action, note=note, revision_number=revision.number, after=part)


def remind_of_hidden_parts(session: Session) -> int:
    """Remind delegations once a week of the parts that stay hidden until they answer. Return how many were notified."""
    query = select(PartReport).where(PartReport.state == ReportState.HIDDEN).order_by(PartReport.id)
    notified = 0
    for report in session.scalars(query):
        weeks = (now(session) - (report.decided_at or now(session))) // REMINDED_EVERY
        if weeks and report.case.readable is not None:
            key = f"hidden:{report.case_id}:{report.part}:{weeks}"
            submitters = recipients.submitters(session, report.case)
            notified += notify(session, NotificationEvent.PART_HIDDEN, submitters, report.case, key=key)
    return notified

"""Loads the demonstration library with the operations that people use, at dates in the past."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.attachments.inspection import inspect
from case_studies.attachments.store import FileStore
from case_studies.demo.files import CaseFile, case_files
from case_studies.demo.journeys import JOURNEYS, DemoActor
from case_studies.demo.offices import open_offices
from case_studies.event_log import forget_waiting_events
from case_studies.models import Case, Notification
from case_studies.operations.attachments.uploads import store_upload
from case_studies.taxonomy.loader import load_taxonomy
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import State

FIRST_DAY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
DAYS_BETWEEN = 9
OPEN = (State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)

Progress = Callable[[str], object]


def load_demonstration(
    work: UnitOfWork, store: FileStore, password: str, progress: Progress = lambda name: None
) -> int:
    """Load the cases that are missing and return their number. A case is loaded as a whole or not at all.

    The caller has to update the search indexes afterwards.
    """
    files = case_files()
    with work.writing(quietly=True) as session:
        load_taxonomy(session)
        co_submitters = sorted({code for file in files for code in file.content["co_submitters"]})
        open_offices(session, sorted({file.submitter for file in files}), password, confirming=co_submitters)
        forget_waiting_events(session)  # nothing of the demonstration concerns security
    added = 0
    for position, file in enumerate(files):
        added += _load_case(work, store, file, FIRST_DAY + timedelta(days=DAYS_BETWEEN * position))
        progress(file.name)
    return added


def _load_case(work: UnitOfWork, store: FileStore, file: CaseFile, start: datetime) -> bool:
    traveller = DemoActor(start)
    # no mails about events in the past
    dated = UnitOfWork(
        work.engine, clock=traveller.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    with dated.reading() as session:
        if _is_loaded(session, file):
            return False
    # these files are ours: they need no process with limits
    digests = [store_upload(dated, store, inspect(attached.read())) for attached in file.attachments]
    with dated.writing(quietly=True) as session:
        if _is_loaded(session, file):
            return False  # by another process
        traveller.begin(session, file)
        traveller.attach(digests)
        JOURNEYS[file.journey](traveller)
        if traveller.case.state not in OPEN:
            _mark_as_read(session, traveller.case)
    return True


def _mark_as_read(session: Session, case: Case) -> None:
    """Mark notifications as read, except those that still need an action."""
    session.execute(update(Notification).where(Notification.case_id == case.id).values(read_at=Notification.at))


def _is_loaded(session: Session, file: CaseFile) -> bool:
    return session.scalar(select(Case.id).where(Case.form_key == f"demo:{file.name}")) is not None

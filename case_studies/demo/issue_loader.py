"""Loads the demonstration issues with the operations that people use, at dates before the day of loading."""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from case_studies.demo.issue_files import IssueFile, issue_files
from case_studies.demo.issue_journeys import KEY, IssueJourney
from case_studies.demo.loader import Progress
from case_studies.models import Issue, Notification
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import IssueState

SETTLED = (
    IssueState.RESOLVED,
    IssueState.NOT_RESOLVED,
    IssueState.NO_ANSWER,
    IssueState.OVERTAKEN,
    IssueState.WITHDRAWN,
)


def load_issues(work: UnitOfWork, progress: Progress = lambda name: None) -> int:
    """Load the issues that are missing and return their number. An issue is loaded as a whole or not at all.

    Their answers name cases of the library, which has to be loaded before.
    """
    added = 0
    for file in issue_files():
        added += _load_issue(work, file)
        progress(file.name)
    return added


def _load_issue(work: UnitOfWork, file: IssueFile) -> bool:
    journey = IssueJourney(file, work.clock())
    # no mails about events in the past
    dated = UnitOfWork(
        work.engine, clock=journey.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    with dated.writing(quietly=True) as session:
        if session.scalar(select(Issue.id).where(Issue.form_key == KEY + file.name)) is not None:
            return False
        journey.travel(session)
        if journey.issue.state in SETTLED:
            _mark_as_read(session, journey.issue)
    return True


def _mark_as_read(session: Session, issue: Issue) -> None:
    """Mark the notifications of an issue as read: nobody has to do anything about it any more."""
    about_it = Notification.facts["reference"].as_string() == issue.reference
    session.execute(update(Notification).where(about_it).values(read_at=Notification.at))

"""Loads the demonstration discussions with the operations that people use, at dates before the day of loading."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.issue_journeys import KEY as ISSUE_KEY
from case_studies.demo.loader import Progress
from case_studies.demo.practice_journeys import KEY as PRACTICE_KEY
from case_studies.demo.thread_files import ThreadFile, thread_files
from case_studies.models import Account, Case, Issue, Practice, Thread
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.threads.convening import convene
from case_studies.operations.threads.life import run_discussions
from case_studies.operations.threads.posts import add_post
from case_studies.operations.threads.summaries import object_to_summary, summarize
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import SpeaksAs, ThreadState
from case_studies.workflow.threads import OBJECTION_DAYS

ANCHORS: Mapping[str, tuple[type[Any], str]] = {
    "case": (Case, "demo:"),
    "issue": (Issue, ISSUE_KEY),
    "practice": (Practice, PRACTICE_KEY),
}
"""What a file can be about: its model, and what its keys begin with."""
KEY = "demo:thread:"
"""Before the name of a file, the key by which a loaded discussion is known. It is deleted when the posts expire."""


def load_threads(work: UnitOfWork, progress: Progress = lambda name: None) -> int:
    """Load the discussions that are missing and return their number. Each is loaded as a whole or not at all.

    They are about cases, issues and practices, which have to be loaded before.
    """
    added = 0
    for file in thread_files():
        added += _load_thread(work, file)
        progress(file.name)
    return added


def _load_thread(work: UnitOfWork, file: ThreadFile) -> bool:
    journey = ThreadJourney(file, work.clock())
    # no mails about events in the past
    dated = UnitOfWork(
        work.engine, clock=journey.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    with dated.writing(quietly=True) as session:
        is_it = (Thread.form_key == KEY + file.name) | (Thread.demonstration & (Thread.title == file.title))
        if session.scalar(select(Thread.id).where(is_it)) is not None:
            return False
        kept_days = journey.travel(session)
    if file.state in (ThreadState.CLOSED, ThreadState.EXPIRED):
        journey.wait(OBJECTION_DAYS + 1)
        run_discussions(dated)
    if file.state == ThreadState.EXPIRED:
        journey.wait(kept_days)
        run_discussions(dated)
    return True


class ThreadJourney:
    """Takes one discussion as far as its file says, acting for each office."""

    def __init__(self, file: ThreadFile, loaded_at: datetime) -> None:
        self.file = file
        self.moment = loaded_at - timedelta(days=file.days_ago)
        self.session: Session

    def clock(self) -> datetime:
        """Return the current time of the journey."""
        return self.moment

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.moment += timedelta(days=days)

    def travel(self, session: Session) -> int:
        """Take the discussion through all posts and the summary; return how long its posts are kept."""
        self.session = session
        first, *others = self.file.posts
        thread = self._convene(first["text"])
        for post in others:
            add_post(session, thread, self._next(post), {"text": post["text"], "speaks_as": SpeaksAs.MEMBER})
            session.flush()
        for step, said in ((summarize, self.file.summary), (object_to_summary, self.file.objection)):
            if said is not None:
                step(session, thread, self._next(said), said["text"], version=thread.version)
                session.flush()
        return thread.kept_days

    def _convene(self, text: str) -> Thread:
        values = {
            "title": self.file.title,
            "language": self.file.language,
            "anchor": self._anchor(),
            "closes_on": (self.moment + timedelta(days=self.file.closes_within)).date(),
            "speaks_as": self.file.speaks_as,
            "text": text,
        }
        actor = self._actor(self.file.convened_by)
        thread = convene(self.session, actor, values, form_key=KEY + self.file.name, demonstration=True)
        self.session.flush()
        return thread

    def _anchor(self) -> str | None:
        """Return the reference of what a file is about."""
        kind, _, name = self.file.anchor.partition(" ")
        if not kind:
            return None
        model, key = ANCHORS[kind]
        return self.session.scalar(select(model.reference).where(model.form_key == key + name))

    def _next(self, said: Mapping[str, Any]) -> Actor:
        """Let the days before it pass, and return who says it."""
        self.wait(said["after"])
        return self._actor(said["by"])

    def _actor(self, name: str) -> Actor:
        return Actor.of(self.session.scalars(select(Account).where(Account.email == name + DEMONSTRATION)).one())

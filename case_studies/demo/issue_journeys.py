"""The journeys of the demonstration issues: posted by a delegation, answered, summed up, tried."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.issue_files import IssueFile
from case_studies.demo.offices import EDITING, Office, clearance, editor, focal_point
from case_studies.models import Account, Case, Issue
from case_studies.operations.issues.answers import answer_issue, invite
from case_studies.operations.issues.editing import start_issue
from case_studies.operations.issues.steps import move
from case_studies.policy.actor import Actor
from case_studies.vocabulary import AnswerKind, IssueAction, IssueState, Register

KEY = "demo:issue:"
"""Before the name of a file, the key by which a loaded issue is known."""
BEFORE_AN_OUTCOME = 75
"""Days from taking an answer up to the report of what came of it."""
UNPOSTED = (IssueState.DRAFT, IssueState.IN_CLEARANCE)


class IssueJourney:
    """Takes one issue as far as its file says, with a few days between steps, acting for each office."""

    def __init__(self, file: IssueFile, loaded_at: datetime) -> None:
        self.file = file
        self.moment = loaded_at - timedelta(days=file.days_ago)
        self.session: Session
        self.issue: Issue

    def clock(self) -> datetime:
        """Return the current time of the journey."""
        return self.moment

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.moment += timedelta(days=days)

    def travel(self, session: Session) -> None:
        """Take the issue through all steps of its file."""
        self.session = session
        self._write()
        if self.file.state not in UNPOSTED:
            self._find_answers()
            self._close()

    def _write(self) -> None:
        values = dict(self.file.content)
        if self.file.answer_within is not None:
            values["answer_by"] = (self.moment + timedelta(days=self.file.answer_within)).date()
        key = KEY + self.file.name
        self.issue = start_issue(self.session, self._actor(self._asker), values, form_key=key, demonstration=True)
        if self.file.state != IssueState.DRAFT:
            self._move(IssueAction.POST, self._asker)

    def _find_answers(self) -> None:
        if self.issue.register == Register.ON_RECORD:
            self._move(IssueAction.CLEAR, clearance(self.file.asked_by))
        if self.file.invited:
            self.wait(1)
            invite(self.session, self.issue, self._actor(self._editor), self.file.invited, version=self.issue.version)
            self.session.flush()
        for answer in self.file.answers:
            self._answer(answer)
        if self.file.synthesis or self.file.no_answer:
            self.wait(2)
            self._move(IssueAction.SYNTHESIZE, self._editor, note=self.file.no_answer, synthesis=self.file.synthesis)

    def _close(self) -> None:
        if self.file.take_up:
            self.wait(5)
            answers = [self.issue.answers[number - 1].id for number in self.file.take_up]
            self._move(IssueAction.TAKE_UP, self._asker, answers=answers)
        if self.file.outcome:
            self.wait(BEFORE_AN_OUTCOME)
            self._move(IssueAction.REPORT_OUTCOME, self._asker, outcome=self.file.outcome)
        if self.file.overtaken:
            self.wait(20)
            self._move(IssueAction.OVERTAKE, self._asker, note=self.file.overtaken)
        if self.file.state == IssueState.WITHDRAWN:
            self.wait(6)
            self._move(IssueAction.WITHDRAW, self._asker)

    def _answer(self, answer: Mapping[str, Any]) -> None:
        self.wait(3)
        values = {"named": False, **answer}
        if values["kind"] == AnswerKind.CASE:
            values["case"] = self.session.scalar(
                select(Case.reference).where(Case.form_key == f"demo:{values['case']}")
            )
        answer_issue(self.session, self.issue, self._actor(focal_point(values["by"])), values)
        self.session.flush()

    def _move(self, action: IssueAction, office: Office, **needs: Any) -> None:
        move(self.session, self.issue, self._actor(office), action=action, version=self.issue.version, **needs)
        self.session.flush()

    def _actor(self, office: Office) -> Actor:
        return Actor.of(self.session.scalars(select(Account).where(Account.email == office.email)).one())

    @property
    def _asker(self) -> Office:
        return focal_point(self.file.asked_by)

    @property
    def _editor(self) -> Office:
        """An editor of another delegation."""
        return next(editor(code) for code in EDITING if code != self.file.asked_by)

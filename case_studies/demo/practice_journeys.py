"""The journeys of the demonstration practices: from a draft to the adoption, and what comes after it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.offices import EDITING, Office, editor, focal_point
from case_studies.demo.practice_files import NextEdition, PracticeFile
from case_studies.models import Account, Case, Practice
from case_studies.operations.practices.assessing import assess
from case_studies.operations.practices.editing import edit_practice, start_practice
from case_studies.operations.practices.evidence import add_evidence
from case_studies.operations.practices.steps import answer_remark, move
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Audience, PracticeAction, PracticeState
from case_studies.workflow.practice_guards import CONSULTATION

KEY = "demo:practice:"
"""Before the name of a file, the key by which a loaded practice is known."""
LEAD = timedelta(days=40)
"""How long before the publication of a later case a practice is proposed: long enough for its adoption."""
ADOPTED = (PracticeState.ADOPTED, PracticeState.SUPERSEDED, PracticeState.RETIRED)
CONSULTED = (PracticeState.IN_CONSULTATION, *ADOPTED)


class PracticeJourney:
    """Takes one practice as far as its file says, with a few days between steps, acting for each office."""

    def __init__(self, file: PracticeFile, loaded_at: datetime) -> None:
        self.file = file
        self.moment = loaded_at - timedelta(days=file.days_ago or 0)
        self.session: Session
        self.practice: Practice

    def clock(self) -> datetime:
        """Return the current time of the journey."""
        return self.moment

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.moment += timedelta(days=days)

    def travel(self, session: Session) -> None:
        """Take the practice through all steps of its file."""
        self.session = session
        if self.file.before_case:
            self.moment = self._published_at(self.file.before_case) - LEAD
        self._write()
        if self.file.state in CONSULTED:
            self._consult()
        if self.file.state in ADOPTED:
            self._adopt()
        if self.file.retired_because:
            self.wait(14)
            self._move(PracticeAction.RETIRE, editor(self.file.proposed_by), self.file.retired_because)
        if self.file.withdrawn_because:
            self.wait(8)
            self._move(PracticeAction.WITHDRAW, self._writer, self.file.withdrawn_because)
        if self.file.next_edition is not None and self.file.next_edition.is_adopted:
            self.wait(10)
            self.revise(session, self.file.next_edition)
            self._consult()
            self._adopt()

    def revise(self, session: Session, edition: NextEdition) -> None:
        """Open the next edition, and write in it what differs."""
        self.session = session
        self._move(PracticeAction.REVISE, editor(self.file.proposed_by), edition.because)
        self._change({**edition.content, **_search(edition.search)})
        for row in edition.evidence:
            self._cite(**row)

    def _write(self) -> None:
        key = KEY + self.file.name
        actor = self._actor(self._writer)
        self.practice = start_practice(self.session, actor, self.file.content, form_key=key, demonstration=True)
        self.session.flush()
        self.wait(1)
        for row in self.file.evidence:
            self._cite(**row)
        self._change(_search(self.file.search))

    def _change(self, values: Mapping[str, Any]) -> None:
        if values:
            version = self.practice.version
            edit_practice(self.session, self.practice, self._actor(self._writer), values, version=version)
            self.session.flush()

    def _cite(self, *, case: str, **row: Any) -> None:
        found = self._case(case)
        revision = found.readable
        assert revision is not None  # noqa: S101 - the file names a published case
        values = {"sentences": [], **row, "case": found.reference, "revision": revision.number}
        version = self.practice.version
        add_evidence(self.session, self.practice, self._actor(self._writer), values, version=version)
        self.session.flush()

    def _consult(self) -> None:
        self.wait(1)
        self._move(PracticeAction.CONSULT, editor(self.file.proposed_by))
        for remark in self.file.remarks if self.practice.current.number == 1 else ():
            self.wait(3)
            self._move(PracticeAction(remark["kind"]), focal_point(remark["by"]), remark["text"])
            if "answer" in remark:
                number = self.practice.current.remarks[-1].id
                answer_remark(self.session, self.practice, self._actor(self._writer), number, remark["answer"])
                self.session.flush()
        if self.file.assessment is not None:
            self._assess(Audience.MEMBERS)

    def _assess(self, audience: Audience) -> None:
        differences = self.file.public if audience == Audience.PUBLIC else {}
        values: dict[str, Any] = {**(self.file.assessment or {}), **differences, "audience": audience}
        assess(self.session, self.practice, self._actor(self._writer), values, version=self.practice.version)
        self.session.flush()

    def _adopt(self) -> None:
        self.wait(CONSULTATION.days)
        self._assess(Audience.PUBLIC)
        self._move(PracticeAction.ADOPT, editor(self.file.proposed_by))
        self.wait(1)
        self._move(PracticeAction.ADOPT, editor(self.file.seconded_by))

    def _move(self, action: PracticeAction, office: Office, note: str = "") -> None:
        actor = self._actor(office)
        move(self.session, self.practice, actor, action=action, note=note, version=self.practice.version)
        self.session.flush()

    def _published_at(self, name: str) -> datetime:
        """Return when a case of the library was published."""
        published = [one.published_at for one in self._case(name).revisions if one.published_at is not None]
        return published[-1]

    def _case(self, name: str) -> Case:
        return self.session.scalars(select(Case).where(Case.form_key == f"demo:{name}")).one()

    def _actor(self, office: Office) -> Actor:
        return Actor.of(self.session.scalars(select(Account).where(Account.email == office.email)).one())

    @property
    def _writer(self) -> Office:
        code = self.file.proposed_by
        return editor(code) if code in EDITING else focal_point(code)


def _search(found: Mapping[str, str] | None) -> dict[str, str]:
    return {f"search_{name}": text for name, text in (found or {}).items()}

"""The way of one case, step by step: each step a transaction of its own with a real commit, as in a request."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from case_studies.models import Assignment, Case, Revision
from case_studies.operations.attachments.attachments import add_attachment
from case_studies.operations.attachments.uploads import inspect_upload, store_upload
from case_studies.operations.cases.confirmations import confirm
from case_studies.operations.cases.consents import (
    answer_consent,
    answer_for_partners,
    find_consent,
    withdraw_consent,
)
from case_studies.operations.cases.editing import edit_case, start_case
from case_studies.operations.cases.narrowing import narrow_case
from case_studies.operations.cases.queries import case_with_all, find_case
from case_studies.operations.review.assignments import (
    assign_reviewer,
    find_assignment,
    release_reviewer,
    respond_to_invitation,
)
from case_studies.operations.review.conflicts import declare_conflict, propose_override, second_override
from case_studies.operations.review.responses import answered_remarks, remarks_to_respond_to, respond_to_remark
from case_studies.operations.review.reviews import write_review
from case_studies.partner_answers import asked_partners
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.consents import text_mark, unconfirmed
from case_studies.vocabulary import Action, PartnerAnswer, SaidLife, State
from case_studies.workflow.cases import CASES
from tests.support.snapshots import build_once
from tests.support.world import WHOLE_CASE, WHOLE_REVIEW, World

WRITER = "focal-point.gha"
OFFICER = "clearance.gha"
EDITOR = "editor.idn"
REVIEWERS = ("reviewer.chn", "reviewer.fra")
A = Action


@dataclass
class Steps:
    """One case of Ghana's, and the steps that offices take with it."""

    world: World
    reference: str

    @classmethod
    def start(cls, world: World, office: str = WRITER, **changes: Any) -> "Steps":
        """Start a case with everything filled in, but for the changes."""
        with world.platform.work.writing() as session:
            actor = world.actor(office)
            case = start_case(session, actor, {**WHOLE_CASE, **changes})
        steps = cls(world, case.reference)
        steps.say_that_partners_agreed(office)
        return steps

    def say_that_partners_agreed(self, office: str = WRITER) -> None:
        """Answer for each partner that it agreed to be named."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            asked = asked_partners(case.current)
            agreed = {partner.key: (PartnerAnswer.AGREED, "Ministry of Defence, 2026") for partner in asked}
            if agreed:
                answer_for_partners(session, case, actor, agreed, version=case.version)

    def consent(self, office: str, *, confirmed: bool = True, mark: str = "", reason: str = "") -> None:
        """Answer as a clearance officer of a co-submitter, about the text as it is by default."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case, view = find_consent(session, actor, self.reference)
            mark = mark or text_mark(view.stored)
            answer_consent(session, case.reference, actor, confirmed=confirmed, mark=mark, reason=reason)

    def consent_all(self) -> None:
        """Let each co-submitter confirm the text."""
        with self.world.platform.work.reading() as session:
            case = session.scalars(select(Case).where(Case.reference == self.reference)).one()
            missing = [delegation.code for delegation in unconfirmed(case)]
        for code in missing:
            self.consent(f"clearance.{code.lower()}")

    def withdraw_consent(self, office: str) -> None:
        """Withdraw consent as a clearance officer of a delegation that the case names."""
        with self.world.platform.work.writing() as session:
            withdraw_consent(session, self.reference, self.actor(office))

    def actor(self, office: str | None) -> Actor:
        """Return the actor of an office; None is nobody."""
        return NOBODY if office is None else self.world.actor(office)

    def act(self, action: Action, office: str | None, note: str = "", *, version: int | None = None) -> None:
        """Perform an action, with the version that a fresh page would carry by default."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            CASES.perform(session, case, action, actor, note=note, version=case.version if version is None else version)

    def confirm(self, life: SaidLife, note: str = "", office: str = OFFICER, *, members_only: bool = False) -> None:
        """Say what became of the published case."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            confirm(session, case, actor, life, note, members_only=members_only)

    def edit(self, office: str = WRITER, *, version: int | None = None, **values: Any) -> None:
        """Write into the case."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            edit_case(session, case, actor, values, version=case.version if version is None else version)

    def narrow(self, office: str | None = WRITER, note: str = "", **values: Any) -> None:
        """Narrow who may read the published case."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            narrow_case(session, find_case(session, actor, self.reference, for_change=True), actor, values, note=note)

    def assign(self, reviewer: str, editor: str = EDITOR, *, due_on: date | None = None) -> int:
        """Ask a reviewer and return the assignment's id."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(editor)
            case = find_case(session, actor, self.reference, for_change=True)
            return assign_reviewer(session, case, actor, f"{reviewer}@demo.example", due_on=due_on).id

    def assignment(self, reviewer: str) -> int:
        """Return the id of the reviewer's latest assignment; 0 where there is none."""
        latest = (
            select(Assignment.id)
            .join(Assignment.revision)
            .join(Revision.case)
            .where(Case.reference == self.reference, Assignment.reviewer_id == self.actor(reviewer).account_id)
            .order_by(Assignment.id.desc())
        )
        with self.world.platform.work.reading() as session:
            return session.scalar(latest.limit(1)) or 0

    def release(self, reviewer: str, editor: str | None = EDITOR) -> None:
        """Take the latest request back."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(editor)
            case = find_case(session, actor, self.reference, for_change=True)
            release_reviewer(session, case, self.assignment(reviewer), actor)

    def declare(self, office: str, reason: str = "") -> None:
        """Declare a conflict of interest."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            declare_conflict(session, case, actor, reason)

    def propose(self, editor: str, excepted: str, reason: str = "Nobody else reads the language.") -> int:
        """Propose that somebody in conflict takes part; return the override's id."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(editor)
            case = find_case(session, actor, self.reference, for_change=True)
            return propose_override(session, case, actor, f"{excepted}@demo.example", reason).id

    def second(self, editor: str, override: int | None = None) -> None:
        """Agree to an override, the latest one by default."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(editor)
            case = find_case(session, actor, self.reference, for_change=True)
            second_override(session, case, actor, override or case.overrides[-1].id)

    def except_(self, excepted: str, editors: tuple[str, str] = (EDITOR, "editor.rwa")) -> None:
        """Let somebody in conflict take part, by two editors."""
        self.propose(editors[0], excepted)
        self.second(editors[1])

    def respond(self, reviewer: str, *, accept: bool = True) -> None:
        """Answer the latest invitation."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(reviewer)
            case, assignment = find_assignment(session, actor, self.assignment(reviewer))
            respond_to_invitation(session, case, assignment, actor, accept=accept)

    def review(self, reviewer: str, *, submit: bool = True, verdict: str = "confirmed", **changes: Any) -> None:
        """Write the latest review, whole and approving but for the changes; say the verdict on every answer."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(reviewer)
            case, assignment = find_assignment(session, actor, self.assignment(reviewer), for_change=True)
            verdicts = [
                {"remark": thread.remark.id, "verdict": verdict, "text": "Not yet." if verdict == "reopened" else ""}
                for thread in answered_remarks(case, assignment)
            ]
            values = {**WHOLE_REVIEW, "verdicts": verdicts, **changes}
            write_review(session, case, assignment, actor, values, submit=submit)

    def answer(self, office: str = WRITER, *, done: bool = True, text: str = "It says so now.") -> None:
        """Answer every open remark of the round."""
        with self.world.platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            for thread in remarks_to_respond_to(actor, case):
                respond_to_remark(session, case, actor, thread.remark.id, done=done, text=text)

    def judge(self, recommendation: str = "approve", reviewers: tuple[str, ...] = REVIEWERS) -> None:
        """Let each reviewer accept and hand in a review."""
        for reviewer in reviewers:
            self.respond(reviewer)
            self.review(reviewer, recommendation=recommendation)

    def attach(self, content: bytes, name: str = "plan.pdf", office: str = WRITER, **described: Any) -> str:
        """Attach a file and return its id."""
        platform = self.world.platform
        digest = store_upload(platform.work, platform.files, inspect_upload(content))
        with platform.work.writing() as session:
            actor = self.actor(office)
            case = find_case(session, actor, self.reference, for_change=True)
            return add_attachment(session, case, actor, digest, name=name, **described).key

    def publish(self) -> None:
        """Take a draft through clearance and review."""
        _clear(self)
        _open(self)
        self.act(A.PUBLISH, EDITOR)

    def look(self) -> Case:
        """Return the case as it is stored, for every reader."""
        files = selectinload(Case.revisions).selectinload(Revision.attachments)
        with self.world.platform.work.reading() as session:
            return session.scalars(case_with_all().options(files).where(Case.reference == self.reference)).one()

    def open_to(self, office: str | None) -> set[Action]:
        """Return what an office may do next."""
        return set(self.offers(office)[office])

    def offers(self, *offices: str | None) -> dict[str | None, list[Action]]:
        """Return what each office may do next."""
        actors = {office: self.actor(office) for office in offices}
        with self.world.platform.work.reading() as session:
            case = session.scalars(case_with_all().where(Case.reference == self.reference)).one()
            return {office: CASES.possible_actions(session, case, actor) for office, actor in actors.items()}

    @property
    def readable(self) -> Revision:
        """The revision that has a page."""
        found = self.look().readable
        assert found is not None
        return found

    @property
    def state(self) -> str:
        """The state of the case."""
        with self.world.platform.work.reading() as session:
            return session.scalars(select(Case.state).where(Case.reference == self.reference)).one()

    @property
    def version(self) -> int:
        """The version that a fresh page would carry."""
        with self.world.platform.work.reading() as session:
            return session.scalars(select(Case.version).where(Case.reference == self.reference)).one()

    @property
    def states(self) -> list[str]:
        """The states of its revisions, the first one first."""
        return [revision.state for revision in self.look().revisions]

    def found(self, audience: str = "public") -> bool:
        """Whether an audience's index holds the case."""
        return self.reference in self.world.platform.search.entries(audience)


def _clear(case: Steps) -> None:
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.consent_all()
    case.act(A.CLEAR, OFFICER)


def _ask(case: Steps) -> None:
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(A.START_REVIEW, EDITOR)


def _open(case: Steps) -> None:
    _ask(case)
    case.judge()


def _send_back_answered(case: Steps) -> None:
    case.act(A.REQUEST_REVISION, EDITOR, "Say who counted.")
    case.answer()


ONWARD: Mapping[State, tuple[State | None, Callable[[Steps], None]]] = {
    State.DRAFT: (None, lambda case: None),
    State.IN_CLEARANCE: (State.DRAFT, lambda case: case.act(A.REQUEST_CLEARANCE, WRITER)),
    State.SUBMITTED: (State.DRAFT, _clear),
    State.IN_REVIEW: (State.SUBMITTED, _open),
    State.REVISION_REQUESTED: (State.IN_REVIEW, _send_back_answered),
    State.PUBLISHED: (State.IN_REVIEW, lambda case: case.act(A.PUBLISH, EDITOR)),
    State.ARCHIVED: (State.PUBLISHED, lambda case: case.act(A.ARCHIVE, EDITOR, "Out of date.")),
    State.DECLINED: (State.IN_REVIEW, lambda case: case.act(A.DECLINE, EDITOR, "Not about safety.")),
    State.WITHDRAWN: (State.SUBMITTED, lambda case: case.act(A.WITHDRAW, WRITER)),
}


def case_in(world: World, state: State, **changes: Any) -> Steps:
    """Return a new case brought into a state the shortest way.

    A round that opens has two approvals; where a revision is requested, every remark is answered.
    """

    def build() -> Steps:
        before, step = ONWARD[state]
        case = Steps.start(world, **changes) if before is None else case_in(world, before, **changes)
        step(case)
        return case

    return prepared(world, build, state, **changes)


def prepared(world: World, build: Callable[[], Steps], *key: Hashable, **changes: Any) -> Steps:
    """Return a case that `build` builds; a case that tests have built before may be copied instead."""
    return build_once(world, (key, sorted(changes.items())), build)


def unanswered_round(world: World, **changes: Any) -> Steps:
    """Return a case whose round is open and whose two reviewers have not answered."""

    def build() -> Steps:
        case = case_in(world, State.SUBMITTED, **changes)
        _ask(case)
        return case

    return prepared(world, build, "unanswered round", **changes)


def second_draft(world: World, **changes: Any) -> Steps:
    """Return a published case with its next revision open as a draft."""

    def build() -> Steps:
        case = case_in(world, State.PUBLISHED, **changes)
        case.act(A.REVISE, WRITER)
        return case

    return prepared(world, build, "second draft", **changes)


def second_round(world: World, **changes: Any) -> Steps:
    """Return a published case whose next revision is under review, with two approvals in."""

    def build() -> Steps:
        case = second_draft(world, **changes)
        _clear(case)
        _open(case)
        return case

    return prepared(world, build, "second round", **changes)

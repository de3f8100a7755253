"""The journeys of the demonstration cases. Each is a list of steps of delegations, reviewers and editors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.files import CaseFile
from case_studies.demo.offices import EDITING, Office, clearance, editor, focal_point, reviewer
from case_studies.models import Account, Assignment, Case
from case_studies.operations.attachments.attachments import add_attachment
from case_studies.operations.cases.confirmations import confirm
from case_studies.operations.cases.consents import answer_consent, answer_for_partners
from case_studies.operations.cases.editing import edit_case, start_case
from case_studies.operations.review.assignments import assign_reviewer, find_assignment, respond_to_invitation
from case_studies.operations.review.responses import answered_remarks, remarks_to_respond_to, respond_to_remark
from case_studies.operations.review.reviews import write_review
from case_studies.partner_answers import asked_partners
from case_studies.policy.actor import Actor
from case_studies.policy.consents import awaited, text_mark
from case_studies.policy.predicates import parties
from case_studies.vocabulary import Action, PartnerAnswer, Recommendation, SaidLife, Verdict, Weight
from case_studies.workflow.cases import CASES
from case_studies.workflow.remarks import remark_threads

PUBLIC_SOURCES = "Named in the public sources of this example"


class DemoActor:
    """Takes one case through its journey, with a few days between steps, acting for each office."""

    def __init__(self, start: datetime) -> None:
        self.moment = start
        self.session: Session
        self.case: Case
        self.file: CaseFile

    def clock(self) -> datetime:
        """Return the current time of the journey."""
        return self.moment

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.moment += timedelta(days=days, hours=1)

    def begin(self, session: Session, file: CaseFile) -> None:
        """Start the case with its first content."""
        self.session, self.file = session, file
        first = file.way.get("first_round") or file.way.get("revised")
        content = file.content_with(first["sections"]) if first else file.content
        self.case = start_case(
            session, self.actor(focal_point(file.submitter)), content, form_key=f"demo:{file.name}", demonstration=True
        )
        self.say_who_agreed()

    def say_who_agreed(self) -> None:
        """Say that the States agreed to be named: public sources name them."""
        asked = asked_partners(self.case.current)
        answers = {partner.key: (PartnerAnswer.AGREED, PUBLIC_SOURCES) for partner in asked}
        actor = self.actor(focal_point(self.file.submitter))
        answer_for_partners(self.session, self.case, actor, answers, version=self.case.version)
        self.session.flush()

    def attach(self, digests: Sequence[str]) -> None:
        """Attach the files of the case, which are stored."""
        writer = self.actor(focal_point(self.file.submitter))
        for attached, digest in zip(self.file.attachments, digests, strict=True):
            add_attachment(
                self.session,
                self.case,
                writer,
                digest,
                name=attached.name,
                description=attached.description,
                audience=attached.audience,
            )

    def actor(self, office: Office) -> Actor:
        """Return the actor of an office."""
        return Actor.of(self.session.scalars(select(Account).where(Account.email == office.email)).one())

    @property
    def editor(self) -> Office:
        """An editor without a conflict."""
        return next(editor(code) for code in EDITING if code not in parties(self.case))

    def act(self, action: Action, office: Office, note: str = "", after_days: int = 2) -> None:
        """Perform an action of the workflow."""
        self.wait(after_days)
        CASES.perform(self.session, self.case, action, self.actor(office), note=note, version=self.case.version)
        self.session.flush()

    def clear(self) -> None:
        """Request clearance, and clear the case."""
        self.act(Action.REQUEST_CLEARANCE, focal_point(self.file.submitter))
        self.consent()
        self.act(Action.CLEAR, clearance(self.file.submitter))

    def consent(self) -> None:
        """Let each co-submitter confirm the text."""
        for delegation in awaited(self.case):
            self.wait(1)
            mark, officer = text_mark(self.case.current), self.actor(clearance(delegation.code))
            answer_consent(self.session, self.case.reference, officer, confirmed=True, mark=mark)
            self.session.flush()

    def rewrite(self, sections: Mapping[str, str]) -> None:
        """Change sections of the open revision."""
        self.wait(3)
        actor = self.actor(focal_point(self.file.submitter))
        edit_case(self.session, self.case, actor, {"sections": sections}, version=self.case.version)
        self.session.flush()

    def assign(self, codes: Sequence[str]) -> None:
        """Invite the reviewers of these delegations."""
        for code in codes:
            assign_reviewer(self.session, self.case, self.actor(self.editor), reviewer(code).email)

    def hand_in(self, reviews: Sequence[Mapping[str, Any]]) -> None:
        """Let each reviewer accept the invitation and submit the review."""
        for review in reviews:
            self.wait(2)
            actor = self.actor(reviewer(review["reviewer"].upper()))
            assignment_id = next(a.id for a in self.case.current.assignments if a.reviewer_id == actor.account_id)
            case, assignment = find_assignment(self.session, actor, assignment_id)
            respond_to_invitation(self.session, case, assignment, actor, accept=True)
            content = {**review, "remarks": _remarks(review), "verdicts": _verdicts(case, assignment)}
            write_review(self.session, case, assignment, actor, content, submit=True)

    def respond(self, rewritten: Mapping[str, str]) -> None:
        """Respond to each remark."""
        actor = self.actor(focal_point(self.file.submitter))
        for thread in remarks_to_respond_to(actor, self.case):
            done = thread.remark.section in rewritten
            text = "The section was rewritten with this in mind." if done else "No public source says more."
            respond_to_remark(self.session, self.case, actor, thread.remark.id, done=done, text=text)

    def publish(self) -> None:
        """Publish the case, with a reason if a must is still open."""
        is_open = any(thread.remark.weight == Weight.MUST and thread.is_open for thread in remark_threads(self.case))
        self.act(Action.PUBLISH, self.editor, "Two reviewers approve it as it is." if is_open else "")

    def confirm(self, life: str, note: str = "", *, cleared: bool = True) -> None:
        """Say what became of the published case. The sentence of a focal point waits to be cleared."""
        self.wait(30)
        office = clearance(self.file.submitter) if cleared else focal_point(self.file.submitter)
        confirm(self.session, self.case, self.actor(office), SaidLife(life), note)

    def review(self, reviews: Sequence[Mapping[str, Any]]) -> None:
        """Invite the reviewers, start the review, and let them submit their reviews."""
        self.assign([*(r["reviewer"].upper() for r in reviews), *(c.upper() for c in self.file.way.get("invited", []))])
        self.act(Action.START_REVIEW, self.editor, after_days=1)
        self.hand_in(reviews)


def _remarks(review: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the remarks of a review: musts, unless the reviewer approves."""
    weight = Weight.SUGGESTION if review["recommendation"] == Recommendation.APPROVE else Weight.MUST
    return [{"section": name, "weight": weight, "text": text} for name, text in review.get("remarks", {}).items()]


def _verdicts(case: Case, assignment: Assignment) -> list[dict[str, Any]]:
    """Confirm each response."""
    threads = answered_remarks(case, assignment)
    return [{"remark": thread.remark.id, "verdict": Verdict.CONFIRMED, "text": ""} for thread in threads]


def draft(_way: DemoActor) -> None:
    """The case stays on the author's desk."""


def in_clearance(way: DemoActor) -> None:
    """The case waits for the delegation's clearance officer."""
    way.act(Action.REQUEST_CLEARANCE, focal_point(way.file.submitter))


def submitted(way: DemoActor) -> None:
    """The case waits for an editor."""
    way.clear()


def in_review(way: DemoActor) -> None:
    """Some reviews are submitted; some reviewers have not answered."""
    way.clear()
    way.review(way.file.way["reviews"])


def revision_requested(way: DemoActor) -> None:
    """The editors requested a revision, which is open."""
    in_review(way)
    way.act(Action.REQUEST_REVISION, way.editor, way.file.way["revision_reason"])


def declined(way: DemoActor) -> None:
    """An editor declined the case."""
    in_review(way)
    way.act(Action.DECLINE, way.editor, way.file.way["decline_reason"])


def published(way: DemoActor) -> None:
    """The case is published after one round of review, or after two if its file says so."""
    way.clear()
    first_round = way.file.way.get("first_round")
    if first_round:
        way.review(first_round["reviews"])
        way.act(Action.REQUEST_REVISION, way.editor, first_round["reason"])
        way.rewrite(way.file.content["sections"])
        way.respond(first_round["sections"])
        way.clear()
        way.hand_in(way.file.way["reviews"])
    else:
        way.review(way.file.way["reviews"])
    way.publish()
    _revise(way)
    for said in way.file.way.get("confirmations", ()):
        way.confirm(**said)


def _revise(way: DemoActor) -> None:
    """Revise the published case: publish the next revision, or leave it as a draft."""
    office = focal_point(way.file.submitter)
    if "revised" in way.file.way:
        way.act(Action.REVISE, office, way.file.way["revised"]["reason"], after_days=20)
        way.rewrite(way.file.content["sections"])
        way.clear()
        way.review(way.file.way["reviews"])
        way.publish()
    if "next_draft" in way.file.way:
        way.act(Action.REVISE, office, after_days=20)
        way.rewrite(way.file.way["next_draft"]["sections"])


def archived(way: DemoActor) -> None:
    """The case was published, and is archived."""
    published(way)
    way.act(Action.ARCHIVE, way.editor, way.file.way["archive_reason"], after_days=20)


def withdrawn(way: DemoActor) -> None:
    """The delegation withdraws the case."""
    way.clear()
    way.act(Action.WITHDRAW, focal_point(way.file.submitter))


JOURNEYS: dict[str, Callable[[DemoActor], None]] = {
    journey.__name__: journey
    for journey in (
        draft,
        in_clearance,
        submitted,
        in_review,
        revision_requested,
        declined,
        published,
        archived,
        withdrawn,
    )
}

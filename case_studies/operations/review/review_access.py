"""Which reviews, remarks and responses each reader may see, and whether with the reviewer's name."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import NotVisible
from case_studies.models import Account, Assignment, Case, Remark, Response, Review, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import active_assignments, is_office_of_submitter
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import State, Verdict
from case_studies.workflow.remarks import submitted_reviews


@dataclass(frozen=True, slots=True)
class VisibleResponse:
    """The delegation's response in one revision. The verdict is None as long as the reader may not know it."""

    revision: int
    done: bool
    text: str
    verdict: Verdict | None
    verdict_text: str


@dataclass(frozen=True, slots=True)
class VisibleRemark:
    """A remark with the responses that the reader may see."""

    remark: Remark
    answers: tuple[VisibleResponse, ...]

    @property
    def is_open(self) -> bool:
        """Whether no response is confirmed, as far as the reader may know."""
        return not self.answers or self.answers[-1].verdict != Verdict.CONFIRMED


@dataclass(frozen=True, slots=True)
class VisibleReview:
    """A review as one reader may see it. `reviewer` is None if the reader may not know the name."""

    number: int
    revision: int
    review: Review
    reviewer: Account | None
    note_to_editors: str
    own: bool
    remarks: tuple[VisibleRemark, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a reader may see of the reviews of one case."""

    everything: bool  # an editor of the case
    takes_part: bool  # a reviewer, or an office of the submitting delegation
    submits: bool
    named: bool
    own: frozenset[int]  # ids of the reader's assignments


def visible_reviews(session: Session, actor: Actor, case: Case) -> list[VisibleReview]:
    """Return the reviews that the actor may read, by revision and by the reviewers' numbers.

    Editors read all submitted reviews, with names. The delegation and the reviewers of the case read the reviews of
    decided revisions: without names, unless the platform is set to open review. Reviewers always read their own
    reviews, also unfinished ones.
    """
    reader = _reader(session, actor, case)
    return [
        _view(case, revision, assignment, assignment.review, reader)
        for revision in case.revisions
        for assignment in sorted(revision.assignments, key=lambda a: a.number)
        if assignment.review is not None and _may_read(assignment, revision, reader)
    ]


def own_review(session: Session, actor: Actor, case: Case, assignment: Assignment) -> VisibleReview:
    """Return the actor's own review, finished or not. Raises NotVisible if nothing is written yet."""
    if assignment.review is None:
        raise NotVisible()
    return _view(case, assignment.revision, assignment, assignment.review, _reader(session, actor, case))


def is_decided(revision: Revision) -> bool:
    """Whether the round on this revision has ended, with a decision or with a request for a revision."""
    return revision.state in (State.SUPERSEDED, State.DECLINED) or revision.published_at is not None


def _reader(session: Session, actor: Actor, case: Case) -> _Reader:
    everything = may(actor, Permission.READ_ALL_REVIEWS, case)
    own = frozenset(assignment.id for assignment in active_assignments(actor, case))
    return _Reader(
        everything=everything,
        takes_part=bool(own) or may(actor, Permission.READ_REVIEWS_UNNAMED, case),
        submits=is_office_of_submitter(actor, case),
        named=everything or settings_of(session).open_review,
        own=own,
    )


def _may_read(assignment: Assignment, revision: Revision, reader: _Reader) -> bool:
    submitted = bool(submitted_reviews([assignment]))
    after_the_round = reader.takes_part and is_decided(revision)
    return assignment.id in reader.own or (submitted and (reader.everything or after_the_round))


def _view(case: Case, revision: Revision, assignment: Assignment, review: Review, reader: _Reader) -> VisibleReview:
    own = assignment.id in reader.own
    return VisibleReview(
        number=assignment.number,
        revision=revision.number,
        review=review,
        reviewer=assignment.reviewer if reader.named or own else None,
        note_to_editors=review.note_to_editors if reader.everything or own else "",
        own=own,
        remarks=tuple(VisibleRemark(r, tuple(_visible_responses(case, r, reader, own=own))) for r in review.remarks),
    )


def _visible_responses(case: Case, remark: Remark, reader: _Reader, *, own: bool) -> Iterator[VisibleResponse]:
    """Yield the responses. Only the delegation sees unsubmitted ones, and not the verdicts of an open round."""
    revisions = {revision.id: revision for revision in case.revisions}
    for answer in remark.answers:
        revision = revisions[answer.revision_id]
        if reader.submits or revision.submitted_at is not None:
            with_verdict = is_decided(revision) or reader.everything or own
            yield _visible_response(answer, revision, with_verdict=with_verdict)


def _visible_response(answer: Response, revision: Revision, *, with_verdict: bool) -> VisibleResponse:
    verdict = answer.verdict if with_verdict else None
    return VisibleResponse(
        revision.number, answer.done, answer.text, verdict, answer.verdict_text if with_verdict else ""
    )

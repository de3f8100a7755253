"""Reviews, remarks and answers as each reader may know them: whose they are, and what is still on somebody's desk."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from case_studies.errors import NotVisible
from case_studies.models import Account, Assignment, Case, Remark, Response, Review, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import active_assignments, is_office_of_submitter
from case_studies.unit_of_work import workflow_settings
from case_studies.vocabulary import State, Verdict
from case_studies.workflow.remarks import submitted_reviews


@dataclass(frozen=True, slots=True)
class VisibleResponse:
    """What the delegation answered in a revision; the verdict is empty until it is the reader's to know."""

    revision: int
    done: bool
    text: str
    verdict: Verdict | None
    verdict_text: str


@dataclass(frozen=True, slots=True)
class VisibleRemark:
    """A remark with the answers that the reader may know."""

    remark: Remark
    answers: tuple[VisibleResponse, ...]

    @property
    def is_open(self) -> bool:
        """Whether nobody has confirmed it, as far as the reader may know."""
        return not self.answers or self.answers[-1].verdict != Verdict.CONFIRMED


@dataclass(frozen=True, slots=True)
class VisibleReview:
    """A review as one reader may see it; `reviewer` is empty where the name is not theirs to know."""

    number: int
    revision: int
    review: Review
    reviewer: Account | None
    note_to_editors: str
    own: bool
    remarks: tuple[VisibleRemark, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a reader may know of the reviews of one case."""

    everything: bool  # an editor of the case
    takes_part: bool  # a reviewer, or an office of the submitting delegation
    submits: bool
    named: bool
    mine: frozenset[int]  # assignments


def visible_reviews(session: Session, actor: Actor, case: Case) -> list[VisibleReview]:
    """Return the reviews that the actor may read, by revision and by the reviewers' numbers.

    Editors read all that is handed in, with names. The delegation, and the reviewers who took part, read those of a
    revision that was decided upon: without names, unless the platform is set to open review. A reviewer reads their
    own, the unfinished one too.
    """
    reader = _reader(session, actor, case)
    return [
        _seen(case, revision, assignment, assignment.review, reader)
        for revision in case.revisions
        for assignment in sorted(revision.assignments, key=lambda a: a.number)
        if assignment.review is not None and _may_read(assignment, revision, reader)
    ]


def own_review(session: Session, actor: Actor, case: Case, assignment: Assignment) -> VisibleReview:
    """Return the actor's own review, finished or not. Raises NotVisible where nothing is written yet."""
    if assignment.review is None:
        raise NotVisible()
    return _seen(case, assignment.revision, assignment, assignment.review, _reader(session, actor, case))


def is_decided(revision: Revision) -> bool:
    """Whether the round on this revision has ended: with a decision, or with a request to revise."""
    return revision.state in (State.SUPERSEDED, State.DECLINED) or revision.published_at is not None


def _reader(session: Session, actor: Actor, case: Case) -> _Reader:
    everything = may(actor, Permission.READ_ALL_REVIEWS, case)
    mine = frozenset(assignment.id for assignment in active_assignments(actor, case))
    return _Reader(
        everything=everything,
        takes_part=bool(mine) or may(actor, Permission.READ_REVIEWS_UNNAMED, case),
        submits=is_office_of_submitter(actor, case),
        named=everything or workflow_settings(session).open_review,
        mine=mine,
    )


def _may_read(assignment: Assignment, revision: Revision, reader: _Reader) -> bool:
    handed_in = bool(submitted_reviews([assignment]))
    after_the_round = reader.takes_part and is_decided(revision)
    return assignment.id in reader.mine or (handed_in and (reader.everything or after_the_round))


def _seen(case: Case, revision: Revision, assignment: Assignment, review: Review, reader: _Reader) -> VisibleReview:
    own = assignment.id in reader.mine
    return VisibleReview(
        number=assignment.number,
        revision=revision.number,
        review=review,
        reviewer=assignment.reviewer if reader.named or own else None,
        note_to_editors=review.note_to_editors if reader.everything or own else "",
        own=own,
        remarks=tuple(VisibleRemark(r, tuple(_answers(case, r, reader, own=own))) for r in review.remarks),
    )


def _answers(case: Case, remark: Remark, reader: _Reader, *, own: bool) -> Iterator[VisibleResponse]:
    """Yield the answers: those on the author's desk for the delegation alone, verdicts of an open round not for it."""
    revisions = {revision.id: revision for revision in case.revisions}
    for answer in remark.answers:
        revision = revisions[answer.revision_id]
        if reader.submits or revision.submitted_at is not None:
            judged = is_decided(revision) or reader.everything or own
            yield _answer(answer, revision, judged=judged)


def _answer(answer: Response, revision: Revision, *, judged: bool) -> VisibleResponse:
    verdict = answer.verdict if judged else None
    return VisibleResponse(revision.number, answer.done, answer.text, verdict, answer.verdict_text if judged else "")

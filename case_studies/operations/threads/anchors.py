"""What a discussion is about: a thing with a reference that every member may read. Each kind has a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from case_studies.models import Case, Issue, Practice, PracticeEdition
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.issues import POSTED, issue_visible_to
from case_studies.policy.practice_queries import edition_visible_to, is_shown_edition
from case_studies.policy.practice_release import ANY_MEMBER
from case_studies.reference import kind_of
from case_studies.vocabulary import Kind, Language


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a discussion is about, as its reader may know it. `owner_code` is for notifications only."""

    kind: Kind
    reference: str
    title: str
    language: Language
    owner_code: str


def find_anchor(session: Session, actor: Actor, reference: str | None) -> Anchor | None:
    """Return what has this reference, or None if there is no such thing that the actor may read."""
    finder = ANCHORS.get(kind_of(reference)) if reference else None
    return finder(session, actor, reference) if finder is not None and reference else None


def _case(session: Session, actor: Actor, reference: str) -> Anchor | None:
    revision = readable_revisions(session, actor, [reference]).get(reference)
    if revision is None:
        return None
    owner = session.scalars(select(Case.submitting_code).where(Case.reference == reference)).one()
    return Anchor(Kind.CASE, reference, revision.title, revision.language, owner)


def _issue(session: Session, actor: Actor, reference: str) -> Anchor | None:
    query = select(Issue).where(Issue.reference == reference, Issue.state.in_(POSTED), issue_visible_to(actor))
    issue = session.scalar(query)
    return Anchor(Kind.ISSUE, reference, issue.question, issue.language, issue.owner_code) if issue else None


def _practice(session: Session, _actor: Actor, reference: str) -> Anchor | None:
    """Return the edition that every member is shown: a draft is not for all of them."""
    query = select(PracticeEdition).join(PracticeEdition.practice).options(contains_eager(PracticeEdition.practice))
    query = query.where(Practice.reference == reference, edition_visible_to(ANY_MEMBER), is_shown_edition())
    edition = session.scalar(query)
    if edition is None:
        return None
    return Anchor(Kind.PRACTICE, reference, edition.title, edition.language, edition.practice.owner_code)


ANCHORS: Mapping[Kind | None, Callable[[Session, Actor, str], Anchor | None]] = {
    Kind.CASE: _case,
    Kind.ISSUE: _issue,
    Kind.PRACTICE: _practice,
}

"""Where an entry of a vocabulary is used. Unpublished cases are a number only: no administrator reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from case_studies.models import Account, Case, Concept, HistoryEntry, Initiative, ReviewerProfile, Revision, Theme
from case_studies.operations.vocabularies.kinds import THEMES, EditableVocabulary, Entry
from case_studies.operations.vocabularies.names import concepts_of
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.policy.release import ReleasedRevision, release
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import State

MOST_CASES = 20
MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class EntryUsage:
    """What uses an entry.

    `published` are the newest of the `total` published cases. `others` counts further cases: drafts, cases under
    review, and those that are no longer published. `concepts` are the entries of the thesaurus that stand for it.
    """

    published: Sequence[ReleasedRevision]
    total: int
    others: int
    sub_themes: Sequence[Theme]
    initiatives: Sequence[Initiative]
    concepts: Sequence[Concept]
    reviewers: int
    merged: Sequence[Entry]
    """The entries that were merged into it."""


def entry_usage(session: Session, actor: Actor, vocabulary: EditableVocabulary, row: Entry) -> EntryUsage:
    """Return what uses an entry."""
    check_administrator(actor)
    linked = Revision.id.in_(select(vocabulary.link.c.revision_id).where(vocabulary.linked_code == row.id))
    is_readable = (Revision.state == State.PUBLISHED) & readable_by(actor) & linked
    newest = (
        select(Revision)
        .join(Revision.case)
        .where(is_readable)
        .order_by(Revision.published_at.desc(), Revision.id.desc())
        .limit(MOST_CASES)
        .options(contains_eager(Revision.case).lazyload(Case.revisions))
    )
    readable = select(Revision.case_id).where(is_readable)
    others = select(func.count(Revision.case_id.distinct())).where(
        Revision.is_current.is_(True), linked, Revision.case_id.not_in(readable)
    )
    is_theme = vocabulary is THEMES
    return EntryUsage(
        published=release(session.scalars(newest), actor),
        total=session.scalar(select(func.count(Revision.id)).where(is_readable)) or 0,
        others=session.scalar(others) or 0,
        sub_themes=_sub_themes(session, row) if is_theme else (),
        initiatives=_initiatives(session, row) if is_theme else (),
        concepts=concepts_of(session, vocabulary, row.id),
        reviewers=sum(row.id in themes for themes in session.scalars(select(ReviewerProfile.themes)))
        if is_theme
        else 0,
        merged=session.scalars(select(vocabulary.model).where(vocabulary.model.merged_into_id == row.id)).all(),
    )


def _sub_themes(session: Session, row: Entry) -> Sequence[Theme]:
    query = select(Theme).where(Theme.parent_id == row.id, Theme.merged_into_id.is_(None))
    return session.scalars(query.order_by(Theme.position)).all()


def _initiatives(session: Session, row: Entry) -> Sequence[Initiative]:
    query = select(Initiative).where(Initiative.merged_into_id.is_(None)).order_by(Initiative.id)
    return [initiative for initiative in session.scalars(query) if row.id in initiative.themes]


def _count_reviewers(session: Session, row: Entry) -> int:
    return sum(row.id in themes for themes in session.scalars(select(ReviewerProfile.themes)))


def entry_history(session: Session, actor: Actor, vocabulary: EditableVocabulary, row: Entry) -> Sequence[HistoryEntry]:
    """Return what happened to an entry, the newest first: also what was merged into it."""
    check_administrator(actor)
    key = vocabulary.key(row.id)
    query = select(HistoryEntry).where(
        HistoryEntry.case_id.is_(None), (HistoryEntry.from_state == key) | (HistoryEntry.to_state == key)
    )
    return session.scalars(query.order_by(HistoryEntry.number.desc()).limit(MOST_ENTRIES)).all()


def last_editor(session: Session, row: Entry) -> Account | None:
    """Return the office that changed an entry last."""
    return session.get(Account, row.changed_by_id) if row.changed_by_id is not None else None

"""One topic for a reader: the entry of the vocabulary, what it belongs to, its cases, and whom to ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.collation import collation_key
from case_studies.errors import NotVisible
from case_studies.models import Case, Concept, Delegation, Operation, Place, Revision, Theme
from case_studies.models.taxonomy import VocabularyEntry
from case_studies.operations.topics.gaps import Gaps, find_gaps
from case_studies.operations.topics.kinds import (
    DELEGATIONS,
    INITIATIVES,
    OPERATIONS,
    STATES,
    THEMES,
    TopicKind,
    count_by_entry,
    published_cases,
)
from case_studies.policy.actor import Actor
from case_studies.policy.release import ReleasedRevision, release
from case_studies.policy.release_queries import names_submitter_to, shows_contact_to

PER_PAGE = 20
MOST_CONTACTS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a vocabulary, and the number of its cases that the reader may read."""

    kind: str
    code: str
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A mailbox that a readable case gives as its contact."""

    delegation: str
    mailbox: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic. `related` has the entries that it belongs to or that belong to it, by relation."""

    kind: TopicKind
    row: Any
    concept: Concept | None
    related: Mapping[str, Sequence[Entry]]

    @property
    def code(self) -> str:
        """The code of the entry."""
        return self.kind.code_of(self.row)

    @property
    def is_retired(self) -> bool:
        """Whether it is no longer offered for new cases."""
        return isinstance(self.row, VocabularyEntry) and self.row.retired

    @property
    def name(self) -> str:
        """The name of the entry."""
        return self.kind.name_of(self.row)


@dataclass(frozen=True, slots=True)
class TopicCases:
    """One page of the cases of a topic, the newest first, with whom to ask and what is missing."""

    revisions: Sequence[ReleasedRevision]
    total: int
    page: int
    contacts: Sequence[Contact]
    gaps: Gaps

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PER_PAGE)


def slug(code: str) -> str:
    """Return a code as it is written in an address: without spaces."""
    return code.replace(" ", "-")


def find_topic(session: Session, actor: Actor, kind: TopicKind, text: str) -> Topic:
    """Return the topic of an address, whether in upper or lower case. Raises NotVisible if the code is unknown.

    The address of a merged entry is that of the entry that stays.
    """
    written = func.lower(func.replace(kind.code, " ", "-"))
    row = session.scalar(select(kind.code.class_).where(written == slug(text).lower(), kind.is_known_to(actor)))
    if row is None:
        raise NotVisible()
    if isinstance(row, VocabularyEntry) and row.merged_into_id is not None:
        row = session.get_one(type(row), row.merged_into_id)
    concept = session.get(Concept, f"{kind.concept_kind}:{kind.code_of(row)}") if kind.concept_kind else None
    return Topic(kind, row, concept, _related(session, actor, kind, row))


def topic_cases(session: Session, actor: Actor, topic: Topic, page: int) -> TopicCases:
    """Return one page of the cases of a topic."""
    held = topic.kind.holds(topic_codes(topic), actor)
    total = session.scalar(published_cases(actor, func.count()).where(held)) or 0
    query = (
        published_cases(actor, Revision)
        .where(held)
        .order_by(Revision.published_at.desc(), Revision.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
        .options(contains_eager(Revision.case).lazyload(Case.revisions), selectinload(Revision.host_states))
    )
    revisions = release(session.scalars(query), actor)
    contacts = _contacts(session, actor, held)
    return TopicCases(revisions, total, page, contacts, find_gaps(session, actor, topic.kind, topic.row, held))


def list_entries(session: Session, actor: Actor, kind: TopicKind) -> list[Entry]:
    """Return all entries of a vocabulary with their counts, in no order. A retired entry is listed if it has cases."""
    counts = count_by_entry(session, actor, kind)
    query = select(kind.code, kind.label, kind.is_retired).where(kind.is_known_to(actor), kind.is_not_merged)
    entries = [(Entry(kind.name, code, name, counts.get(code, 0)), old) for code, name, old in session.execute(query)]
    return [entry for entry, is_retired in entries if entry.count or not is_retired]


def topic_codes(topic: Topic) -> list[str]:
    """Return the code of a topic; that of a theme with those of its sub-themes."""
    return [topic.code, *(entry.code for entry in topic.related.get("sub_themes", ()))]


def _contacts(session: Session, actor: Actor, held: ColumnElement[bool]) -> list[Contact]:
    """Return the contacts of the topic's cases, those of the newest cases first."""
    columns = (Delegation.name, Revision.contact, Case.demonstration)
    query = (
        published_cases(actor, *columns)
        .join(Delegation, Delegation.code == Case.submitting_code)
        .where(held, Revision.contact != "", names_submitter_to(actor), shows_contact_to(actor))
        .group_by(*columns)
        .order_by(func.max(Revision.published_at).desc(), Revision.contact)
        .limit(MOST_CONTACTS)
    )
    return [Contact(*row) for row in session.execute(query)]


# ---- Relations


def _related(session: Session, actor: Actor, kind: TopicKind, row: Any) -> dict[str, list[Entry]]:
    relations: Mapping[TopicKind, Callable[[Session, Actor, Any], dict[str, list[Entry]]]] = {
        THEMES: _around_theme,
        STATES: _around_state,
        OPERATIONS: _around_operation,
        INITIATIVES: _around_initiative,
        DELEGATIONS: _around_delegation,
    }
    return {name: entries for name, entries in relations[kind](session, actor, row).items() if entries}


def _around_theme(session: Session, actor: Actor, row: Theme) -> dict[str, list[Entry]]:
    counts = count_by_entry(session, actor, THEMES)
    family = session.scalars(
        select(Theme)
        .where((Theme.parent_id == row.id) | (Theme.id == row.parent_id), Theme.merged_into_id.is_(None))
        .order_by(Theme.position)
    ).all()
    entries = [(theme, Entry("themes", theme.id, theme.label, counts.get(theme.id, 0))) for theme in family]
    return {
        "theme_above": [entry for theme, entry in entries if theme.id == row.parent_id],
        "sub_themes": [entry for theme, entry in entries if theme.parent_id == row.id],
    }


def _around_state(session: Session, actor: Actor, row: Place) -> dict[str, list[Entry]]:
    query = select(Operation).where(Operation.merged_into_id.is_(None), Operation.retired.is_(False))
    operations = session.scalars(query.order_by(Operation.started.desc(), Operation.id))
    here = [Entry("operations", one.id, one.id) for one in operations if row.code in one.host_states]
    return {"operations": here, "delegation": _named(session, actor, DELEGATIONS, [row.code])}


def _around_operation(session: Session, actor: Actor, row: Operation) -> dict[str, list[Entry]]:
    return {"host_states": _named(session, actor, STATES, row.host_states)}


def _around_initiative(session: Session, actor: Actor, row: Any) -> dict[str, list[Entry]]:
    return {"themes": _named(session, actor, THEMES, row.themes)}


def _around_delegation(session: Session, actor: Actor, row: Delegation) -> dict[str, list[Entry]]:
    return {"state": _named(session, actor, STATES, [row.code])}


def _named(session: Session, actor: Actor, kind: TopicKind, codes: Sequence[str]) -> list[Entry]:
    query = select(kind.code, kind.label).where(kind.code.in_(codes), kind.is_known_to(actor))
    rows = session.execute(query).all()
    return [Entry(kind.name, code, name) for code, name in sorted(rows, key=lambda row: collation_key(row[1]))]

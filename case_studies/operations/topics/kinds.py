"""The one table of topics: delegations, host States, operations, themes and initiatives.

Pages, lists and counts of all five are made from this table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from case_studies.models import Case, Delegation, Initiative, Operation, Place, Revision, Theme
from case_studies.models.revision import (
    revision_host_states,
    revision_initiatives,
    revision_operations,
    revision_themes,
)
from case_studies.models.taxonomy import VocabularyEntry
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import is_known_to
from case_studies.policy.release_queries import names_submitter_to
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import State


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicKind:
    """One kind of topics: its vocabulary, and how its cases are found."""

    name: str
    """In addresses, as `states`."""
    code: InstrumentedAttribute[str]
    label: InstrumentedAttribute[str]
    link: Table | None = None
    """The table that links revisions to the vocabulary; None for the delegation that submitted the case."""
    concept_kind: str = ""
    """How ids of thesaurus entries of this vocabulary begin; empty where there are none."""

    def code_of(self, row: Any) -> str:
        """Return the code of an entry of the vocabulary."""
        return str(getattr(row, self.code.key))

    def name_of(self, row: Any) -> str:
        """Return the name of an entry of the vocabulary."""
        return str(getattr(row, self.label.key))

    def is_known_to(self, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that a reader may know of an entry. Only delegations are not known to everybody."""
        return is_known_to(actor) if self.code.class_ is Delegation else true()

    @property
    def linked_code(self) -> ColumnElement[str]:
        """The code in the table of links, or in the case."""
        if self.link is None:
            return Case.__table__.c.submitting_code
        return next(column for column in self.link.c if column.name != "revision_id")

    @property
    def entry(self) -> type[VocabularyEntry] | None:
        """The model, if administrators edit the vocabulary."""
        model: Any = self.code.class_
        return model if issubclass(model, VocabularyEntry) else None

    @property
    def is_not_merged(self) -> ColumnElement[bool]:
        """The condition that an entry was not merged into another one."""
        return self.entry.merged_into_id.is_(None) if self.entry is not None else true()

    @property
    def is_retired(self) -> ColumnElement[bool]:
        """Whether an entry is no longer offered for new cases."""
        return self.entry.retired.is_(True) if self.entry is not None else false()

    def holds(self, codes: Iterable[str], actor: Actor) -> ColumnElement[bool]:
        """Return the condition on Revision and Case: the case is about one of these entries, as the actor may know."""
        if self.link is None:
            return and_(Case.submitting_code.in_(codes), names_submitter_to(actor))
        return Revision.id.in_(select(self.link.c.revision_id).where(self.linked_code.in_(codes)))


THEMES = TopicKind(name="themes", code=Theme.id, label=Theme.label, link=revision_themes, concept_kind="theme")
STATES = TopicKind(name="states", code=Place.code, label=Place.name, link=revision_host_states, concept_kind="place")
OPERATIONS = TopicKind(
    name="operations", code=Operation.id, label=Operation.name, link=revision_operations, concept_kind="operation"
)
INITIATIVES = TopicKind(
    name="initiatives", code=Initiative.id, label=Initiative.name, link=revision_initiatives, concept_kind="initiative"
)
DELEGATIONS = TopicKind(name="delegations", code=Delegation.code, label=Delegation.name, concept_kind="delegation")

TOPIC_KINDS: Mapping[str, TopicKind] = {
    kind.name: kind for kind in (THEMES, STATES, OPERATIONS, INITIATIVES, DELEGATIONS)
}


def is_published_for(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on Revision: it is published, for an audience that the actor belongs to."""
    return Revision.state == State.PUBLISHED, readable_by(actor)


def published_cases(actor: Actor, *columns: Any) -> Select[Any]:
    """Return a query for columns of the published revisions that the actor may read, and of their cases."""
    return select(*columns).select_from(Revision).join(Revision.case).where(*is_published_for(actor))


def count_by_entry(session: Session, actor: Actor, kind: TopicKind) -> dict[str, int]:
    """Count the cases that the actor may read by entry, as far as there are any. A theme includes its sub-themes."""
    query = published_cases(actor, kind.linked_code, func.count())
    query = (
        query.where(names_submitter_to(actor))
        if kind.link is None
        else query.join(kind.link, kind.link.c.revision_id == Revision.id)
    )
    if kind.entry is not None:
        query = query.join(kind.entry, kind.code == kind.linked_code).where(kind.is_not_merged)
    counts: dict[str, int] = dict(session.execute(query.group_by(kind.linked_code)).all())
    return {**counts, **_count_by_top_theme(session, actor)} if kind is THEMES else counts


def _count_by_top_theme(session: Session, actor: Actor) -> dict[str, int]:
    top = func.coalesce(Theme.parent_id, Theme.id)
    query = published_cases(actor, top, func.count(Revision.id.distinct()))
    query = query.join(revision_themes, revision_themes.c.revision_id == Revision.id)
    query = query.join(Theme, Theme.id == revision_themes.c.theme_id)
    return dict(session.execute(query.where(THEMES.is_not_merged).group_by(top)).all())

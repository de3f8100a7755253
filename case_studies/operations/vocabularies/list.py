"""The lists of the vocabularies for administrators: found by name or code, with the number of cases of each entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from case_studies.collation import collation_key
from case_studies.models import Concept, Revision, Theme
from case_studies.operations.thesaurus.edit import collapse_spaces
from case_studies.operations.vocabularies.kinds import OPERATIONS, THEMES, EditableVocabulary, Entry
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import State

PER_PAGE = 100


class EntryFilter(StrEnum):
    """Which entries to list."""

    IN_USE = "in_use"
    RETIRED = "retired"
    MERGED = "merged"
    CHANGED = "changed"  # by an administrator; the data files do not overwrite them


def _condition(vocabulary: EditableVocabulary, show: EntryFilter) -> ColumnElement[bool]:
    model = vocabulary.model
    conditions: Mapping[EntryFilter, ColumnElement[bool]] = {
        EntryFilter.IN_USE: model.retired.is_(False) & model.merged_into_id.is_(None),
        EntryFilter.RETIRED: model.retired.is_(True) & model.merged_into_id.is_(None),
        EntryFilter.MERGED: model.merged_into_id.is_not(None),
        EntryFilter.CHANGED: model.changed_at.is_not(None),
    }
    return conditions[show]


@dataclass(frozen=True, slots=True)
class EntryList:
    """One page of entries in the order of their vocabulary, and the number of published cases that have each."""

    items: Sequence[Entry]
    cases: Mapping[str, int]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PER_PAGE)


def list_vocabulary(
    session: Session,
    actor: Actor,
    vocabulary: EditableVocabulary,
    *,
    text: str = "",
    show: EntryFilter = EntryFilter.IN_USE,
    page: int = 1,
    per_page: int | None = PER_PAGE,
) -> EntryList:
    """Return the entries whose code or name, in any language, contains the text: one page, or all of them."""
    check_administrator(actor)
    rows = session.scalars(select(vocabulary.model).where(_condition(vocabulary, show))).all()
    wanted = collapse_spaces(text)
    if wanted:
        names = _names(session, vocabulary)
        rows = [row for row in rows if any(wanted in key for key in [collapse_spaces(row.id), *names.get(row.id, [])])]
    ordered = _ordered(vocabulary, rows)
    shown = ordered if per_page is None else ordered[(page - 1) * per_page : page * per_page]
    return EntryList(shown, _count_cases(session, actor, vocabulary), len(rows), page)


def place_of_theme(session: Session, row: Entry) -> tuple[int, int] | None:
    """Return the place of a theme in use among those of its level, and their number; None for anything else."""
    if not isinstance(row, Theme) or row.retired or row.merged_into_id is not None:
        return None
    query = select(Theme.id).where(
        _condition(THEMES, EntryFilter.IN_USE), Theme.parent_id.is_not_distinct_from(row.parent_id)
    )
    level = session.scalars(query.order_by(Theme.position, Theme.id)).all()
    return level.index(row.id) + 1, len(level)


def _ordered(vocabulary: EditableVocabulary, rows: Sequence[Entry]) -> Sequence[Entry]:
    if vocabulary is THEMES:
        return sorted((row for row in rows if isinstance(row, Theme)), key=lambda row: (row.position, row.id))
    if vocabulary is OPERATIONS:
        return sorted(rows, key=lambda row: row.id)
    return sorted(rows, key=lambda row: (collation_key(vocabulary.label_of(row)), row.id))


def _names(session: Session, vocabulary: EditableVocabulary) -> dict[str, list[str]]:
    """Return the names of each entry, in a form in which spaces and case do not count."""
    rows = session.scalars(select(vocabulary.model)).all()
    names = {row.id: [collapse_spaces(vocabulary.label_of(row))] for row in rows}
    keys = {vocabulary.key(row.id): row.id for row in rows}
    concepts = select(Concept.id, Concept.names).where(Concept.facet == vocabulary.facet.name)
    for concept_id, written in session.execute(concepts):
        if concept_id in keys:
            names[keys[concept_id]] += [collapse_spaces(name) for _language, name in written]
    return names


def _count_cases(session: Session, actor: Actor, vocabulary: EditableVocabulary) -> dict[str, int]:
    query = (
        select(vocabulary.linked_code, func.count())
        .join(Revision, Revision.id == vocabulary.link.c.revision_id)
        .where(Revision.state == State.PUBLISHED, readable_by(actor))
        .group_by(vocabulary.linked_code)
    )
    return dict(session.execute(query).all())

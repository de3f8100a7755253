"""The one table of the vocabularies that administrators edit. Operations, pages and API are made from it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, Table, select

from case_studies.models import Capacity, Event, Initiative, Issue, Operation, Practice, PracticeEdition, Study, Theme
from case_studies.models.capacity import capacity_themes
from case_studies.models.event import event_initiatives, event_themes
from case_studies.models.issue import issue_themes
from case_studies.models.practice import practice_initiatives, practice_themes
from case_studies.models.proposal import proposal_themes
from case_studies.models.revision import revision_initiatives, revision_operations, revision_themes
from case_studies.models.study import study_themes
from case_studies.models.taxonomy import VocabularyEntry
from case_studies.search.facets import INITIATIVE, OPERATION, THEME, Facet

Entry = VocabularyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableVocabulary:
    """A vocabulary: its model, the table that links revisions to it, and what an administrator can change."""

    facet: Facet
    model: type[VocabularyEntry]
    label: str
    """The column with the English name."""
    link: Table
    details: tuple[str, ...]
    """The columns besides the name."""

    @property
    def name(self) -> str:
        """The name in addresses and in the API."""
        return self.facet.vocabulary

    @property
    def linked_code(self) -> ColumnElement[str]:
        """The code in the table of links."""
        return next(column for column in self.link.c if column.name != "revision_id")

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that an administrator can change."""
        return (self.label, *self.details)

    def key(self, code: str) -> str:
        """Return the name of an entry among all vocabularies. The thesaurus and the history use it."""
        return f"{self.facet.concept_kind}:{code}"

    def label_of(self, row: Entry) -> str:
        """Return the English name of an entry."""
        return str(getattr(row, self.label))


THEMES = EditableVocabulary(
    facet=THEME, model=Theme, label="label", link=revision_themes, details=("parent_id", "scope_note")
)
OPERATIONS = EditableVocabulary(
    facet=OPERATION,
    model=Operation,
    label="name",
    link=revision_operations,
    details=("category", "started", "ended", "host_states"),
)
INITIATIVES = EditableVocabulary(
    facet=INITIATIVE, model=Initiative, label="name", link=revision_initiatives, details=("year", "kind", "themes")
)

VOCABULARIES: Mapping[str, EditableVocabulary] = {
    vocabulary.name: vocabulary for vocabulary in (THEMES, OPERATIONS, INITIATIVES)
}

LINKS_OF_ITEMS: Mapping[str, Sequence[tuple[Table, ColumnElement[str]]]] = {
    THEMES.name: (
        (issue_themes, issue_themes.c.theme_id),
        (practice_themes, practice_themes.c.theme_id),
        (event_themes, event_themes.c.theme_id),
        (capacity_themes, capacity_themes.c.theme_id),
        (study_themes, study_themes.c.theme_id),
        (proposal_themes, proposal_themes.c.theme_id),
    ),
    INITIATIVES.name: (
        (practice_initiatives, practice_initiatives.c.initiative_id),
        (event_initiatives, event_initiatives.c.initiative_id),
    ),
}
"""Vocabulary → the tables that link things beside the cases to it, each with the column of the code."""


def _practices_of(editions: Select[int]) -> Select[str]:
    return select(Practice.reference).join(Practice.editions).where(PracticeEdition.id.in_(editions)).distinct()


OWNERS_OF_LINKS: Mapping[Table, Callable[[Select[int]], Select[str]]] = {
    issue_themes: lambda ids: select(Issue.reference).where(Issue.id.in_(ids)),
    practice_themes: _practices_of,
    practice_initiatives: _practices_of,
    capacity_themes: lambda ids: select(Capacity.reference).where(Capacity.id.in_(ids)),
    event_themes: lambda ids: select(Event.reference).where(Event.id.in_(ids)),
    event_initiatives: lambda ids: select(Event.reference).where(Event.id.in_(ids)),
    study_themes: lambda ids: select(Study.reference).where(Study.id.in_(ids)),
}
"""Table of links → the query for the references of what it links, if search finds it."""


def references_of_items(vocabulary: EditableVocabulary, codes: Collection[str]) -> list[Select[str]]:
    """Return queries for the references of the things beside the cases that have one of these entries."""
    found: list[Select[str]] = []
    if vocabulary is OPERATIONS:
        found.append(select(Issue.reference).where(Issue.operation_id.in_(codes)))
    for link, column in LINKS_OF_ITEMS.get(vocabulary.name, ()):
        if link not in OWNERS_OF_LINKS:
            continue
        owner = next(one for one in link.c if one is not column)
        found.append(OWNERS_OF_LINKS[link](select(owner).where(column.in_(codes))))
    return found

"""The one table of the vocabularies that administrators edit. Operations, pages and API are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table

from case_studies.models import Initiative, Operation, Theme
from case_studies.models.revision import revision_initiatives, revision_operations, revision_themes
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

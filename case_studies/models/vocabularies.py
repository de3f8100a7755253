"""The tables behind the vocabularies from which codes of a case are chosen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from case_studies.case_fields import CaseField, VocabularyName
from case_studies.db import Base
from case_studies.models.delegation import Delegation
from case_studies.models.taxonomy import Initiative, Operation, Place, Theme

if TYPE_CHECKING:
    from case_studies.policy.release import AnyRevision

CodedValue = tuple[str, str]
"""A code and its name. A value without a code is its own code and name."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A model with the attributes that hold the code and the name of its rows."""

    model: type[Base]
    code: str
    name: str


_PLACES = Vocabulary(Place, "code", "name")
VOCABULARIES: dict[VocabularyName, Vocabulary] = {
    VocabularyName.THEMES: Vocabulary(Theme, "id", "label"),
    VocabularyName.HOSTS: _PLACES,
    VocabularyName.STATES: _PLACES,
    VocabularyName.OPERATIONS: Vocabulary(Operation, "id", "name"),
    VocabularyName.INITIATIVES: Vocabulary(Initiative, "id", "name"),
    VocabularyName.DELEGATIONS: Vocabulary(Delegation, "code", "name"),
}


def vocabulary_of(field: CaseField) -> Vocabulary:
    """Return the vocabulary of a field with codes."""
    if field.vocabulary is None:
        raise ValueError(f"{field.name} has no vocabulary")
    return VOCABULARIES[field.vocabulary]


def coded_values(field: CaseField, revision: "AnyRevision") -> list[CodedValue]:
    """Return the values of a field in a revision, each with its name; none if the field is empty."""
    value: Any = field.value(revision)
    if field.vocabulary is not None:
        vocabulary = VOCABULARIES[field.vocabulary]
        return [(getattr(row, vocabulary.code), getattr(row, vocabulary.name)) for row in value]
    entries = value if isinstance(value, list) else [value]
    return [(str(entry), str(entry)) for entry in entries if entry not in (None, "", False)]


def codes(field: CaseField, revision: "AnyRevision") -> list[str]:
    """Return the codes of a field in a revision."""
    return [code for code, _name in coded_values(field, revision)]

"""The one table of facets: the classifications by which search filters and counts.

Everything that lists facets is made from this table: the parameters of a search and its schema, addresses, labels,
fields of the query syntax, search documents, counts, the sidebar, suggestions, classifications of the thesaurus, and
the API. A new facet is a row here; a closed list also needs its labels in `app/phrases/labels.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from case_studies.errors import N_
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import Evidence, FoundKind, Language, Life, Measure, Stage


class Suggested(Enum):
    """Whether values of a facet are suggested while somebody types."""

    NO = auto()
    FIRST = auto()
    LAST = auto()  # after all other values: there are many of them, with few cases each


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One classification of what search finds."""

    name: str
    """In addresses, the API, the index and the thesaurus."""
    label: str
    field: str
    """The field of a released revision that has the values. Other kinds of things have some of them."""
    description: str
    """What its values are, for the API document."""
    vocabulary: str = ""
    """The attribute of `Vocabularies` with the values; empty for a closed list."""
    closed_list: type[StrEnum] | None = None
    key: str = "id"
    """The column of a vocabulary that has the code."""
    query_field: str = ""
    """How the query syntax names it; empty where it does not."""
    concept_kind: str = ""
    """How ids of thesaurus entries of this vocabulary begin; empty where no entry is classified by this facet."""
    also_named_as: str = ""
    """A facet whose values have the same codes, so that their names in the thesaurus are names of these values too."""
    is_about_content: bool = True
    """Whether two cases with the same value are more alike by it."""
    suggested: Suggested = Suggested.NO
    is_tree: bool = False
    """Whether values have parents. A case under a value is also under its parent."""
    is_open: bool = False
    """Whether the sidebar shows the values before somebody opens the facet."""
    is_known_by_code: bool = False
    """Whether readers know the values by their codes, as operations by their acronyms."""

    def labels(self, vocabularies: Vocabularies) -> Mapping[str, str]:
        """Return all values with their names. A closed list has no names here; its codes stand for them."""
        if self.closed_list is not None:
            return {value: value for value in self.closed_list}
        labels: Mapping[str, str] = getattr(vocabularies, self.vocabulary)
        return labels

    def short_labels(self, vocabularies: Vocabularies) -> Mapping[str, str]:
        """Return all values with the shortest name that readers know."""
        labels = self.labels(vocabularies)
        return {code: code for code in labels} if self.is_known_by_code else labels

    def values_of(self, found: object) -> tuple[str, ...]:
        """Return the values of what is found, in its order; none if it has no such field. Parents follow."""
        content = getattr(found, self.field, None)
        if content is None or isinstance(content, str):
            return (content,) if content else ()
        codes = [getattr(row, self.key) for row in content]
        parents = [row.parent_id for row in content if row.parent_id] if self.is_tree else []
        return tuple(dict.fromkeys([*codes, *parents]))


KIND = Facet(
    name="kind",
    label=N_("Kind"),
    field="kind",
    description=(
        "What is found: cases, difficult issues, good practices, discussions, events, studies, study proposals, "
        "joint texts, offers, requests, collections."
    ),
    closed_list=FoundKind,
    query_field="kind",
    is_about_content=False,
    is_open=True,
)
THEME = Facet(
    name="theme",
    label=N_("Theme"),
    field="themes",
    description="Codes from /themes; one includes its sub-themes.",
    vocabulary="themes",
    query_field="theme",
    concept_kind="theme",
    suggested=Suggested.FIRST,
    is_tree=True,
    is_open=True,
)
HOST_STATE = Facet(
    name="host_state",
    label=N_("Host State or area"),
    field="host_states",
    description="Codes from /states.",
    vocabulary="places",
    key="code",
    query_field="host",
    concept_kind="place",
    suggested=Suggested.FIRST,
    is_open=True,
)
OPERATION = Facet(
    name="operation",
    label=N_("Operation"),
    field="operations",
    description="Codes from /operations.",
    vocabulary="operations",
    query_field="operation",
    concept_kind="operation",
    suggested=Suggested.FIRST,
    is_known_by_code=True,
)
DELEGATION = Facet(
    name="delegation",
    label=N_("Submitting delegation"),
    field="submitting_code",
    description="Codes from /delegations.",
    vocabulary="delegations",
    query_field="delegation",
    concept_kind="delegation",
    also_named_as=HOST_STATE.name,
    is_about_content=False,
)
IMPLEMENTED_BY = Facet(
    name="implemented_by",
    label=N_("Implementing State"),
    field="implemented_by",
    description="Codes of States from /states.",
    vocabulary="places",
    key="code",
    query_field="by",
    also_named_as=HOST_STATE.name,
)
INITIATIVE = Facet(
    name="initiative",
    label=N_("Initiative"),
    field="initiatives",
    description="Codes from /initiatives.",
    vocabulary="initiatives",
    concept_kind="initiative",
    suggested=Suggested.LAST,
)
LANGUAGE = Facet(
    name="language",
    label=N_("Language"),
    field="language",
    description="The language of the case.",
    closed_list=Language,
    query_field="language",
)
STAGE = Facet(
    name="stage",
    label=N_("Stage"),
    field="stage",
    description="How far the initiative has come.",
    closed_list=Stage,
)
LIFE = Facet(
    name="life",
    label=N_("Life after publication"),
    field="said_life",
    description="What became of the practice. `not_confirmed` has not been confirmed for too long.",
    closed_list=Life,
    query_field="life",
    is_about_content=False,
)
MEASURE = Facet(
    name="measure",
    label=N_("What was measured"),
    field="measure",
    description="The effect that the results give figures for.",
    closed_list=Measure,
    is_about_content=False,
)
EVIDENCE = Facet(
    name="evidence",
    label=N_("Evidence"),
    field="evidence",
    description="How sure the results are.",
    closed_list=Evidence,
)

FACETS: Mapping[str, Facet] = {
    facet.name: facet
    for facet in (
        KIND,
        THEME,
        HOST_STATE,
        OPERATION,
        DELEGATION,
        IMPLEMENTED_BY,
        INITIATIVE,
        LANGUAGE,
        STAGE,
        MEASURE,
        EVIDENCE,
        LIFE,
    )
}
"""All facets by name, in the order in which pages show them."""


ONLY_CASES: Mapping[str, tuple[str, ...]] = {KIND.name: (FoundKind.CASE,)}
"""The filter of a search that is about cases."""


def facet_labels(vocabularies: Vocabularies) -> dict[str, Mapping[str, str]]:
    """Return, for each facet, the values that exist with their names."""
    return {name: facet.labels(vocabularies) for name, facet in FACETS.items()}

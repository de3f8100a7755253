"""The words of the thesaurus pages: languages, classifications, names of entries."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.collation import by_name
from app.phrases.labels import FACETS, LANGUAGES, Labels
from case_studies.models import Concept
from case_studies.operations.thesaurus.list import ConceptFilter
from case_studies.operations.thesaurus.validate import ANY, CLASSIFICATIONS

LANGUAGE_NAMES: Labels = {ANY: _l("All languages"), **LANGUAGES}
FILTERS: Labels = {
    ConceptFilter.ALL: _l("All"),
    ConceptFilter.CHANGED: _l("Changed by hand"),
    ConceptFilter.RETIRED: _l("Retired"),
}


def name_of(concept: Concept) -> tuple[str, str]:
    """Return the usual name of an entry, and its language if it has one."""
    language, name = concept.names[0]
    return name, language


def stands_for(concept: Concept, labels: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Return the facet and the value of the cases about a concept; None if they have no classification in common."""
    facet, value = concept.facet or "", concept.value or ""
    if facet not in CLASSIFICATIONS:
        return None
    return str(FACETS[facet]), labels[facet].get(value, value)


def classifications(labels: Mapping[str, Mapping[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all that an entry can stand for, as groups of choices: themes in their order, all others by name."""
    groups = []
    for name, facet in CLASSIFICATIONS.items():
        values = list(labels[name].items())
        if not facet.is_tree:
            values.sort(key=lambda value: by_name(value[1]))
        groups.append((str(FACETS[name]), [(f"{name}:{code}", _with_code(label, code)) for code, label in values]))
    return groups


def _with_code(label: str, code: str) -> str:
    return label if label == code else f"{label} ({code})"

"""How the pages of the field's words call things: languages, kinds of classification, entries."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.phrases.labels import LANGUAGES, Labels
from case_studies.models import Concept
from case_studies.operations.thesaurus.list import ConceptFilter
from case_studies.operations.thesaurus.validate import ANY

LANGUAGE_NAMES: Labels = {ANY: _l("All languages alike"), **LANGUAGES}
KINDS: Labels = {
    "theme": _l("Theme"),
    "host_state": _l("Host State"),
    "operation": _l("Operation"),
    "initiative": _l("Initiative"),
}
SHOWN: Labels = {
    ConceptFilter.ALL: _l("All"),
    ConceptFilter.CHANGED: _l("Changed by hand"),
    ConceptFilter.RETIRED: _l("Retired"),
}


def name_of(concept: Concept) -> tuple[str, str]:
    """Return the usual name of an entry, and its language where it has one."""
    language, name = concept.names[0]
    return name, language


def stands_for(concept: Concept, values: Mapping[str, Mapping[str, str]]) -> tuple[str, str] | None:
    """Return how cases about it are classified: kind and label; None where in no way of their own."""
    if concept.facet not in KINDS or concept.value is None:
        return None
    return str(KINDS[concept.facet]), values[concept.facet].get(concept.value, concept.value)


def classifications(values: Mapping[str, Mapping[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return all that an entry may stand for, as choices in groups: themes in their order, the rest by name."""
    groups = []
    for facet, label in KINDS.items():
        choices = [(f"{facet}:{code}", _coded(name, code)) for code, name in values[facet].items()]
        groups.append((str(label), choices if facet == "theme" else sorted(choices, key=lambda choice: choice[1])))
    return groups


def _coded(name: str, code: str) -> str:
    return name if name == code else f"{name} ({code})"

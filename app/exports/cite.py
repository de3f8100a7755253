"""The citation of a thing, whichever it is."""

from collections.abc import Callable, Mapping
from typing import Any

from app.exports.case import cite_case
from app.exports.citation import Citation
from app.exports.item import cite_event, cite_study
from app.exports.practice import cite_practice
from case_studies.operations.search.results_on_record import OnRecord
from case_studies.vocabulary import FoundKind

CITERS: Mapping[str, Callable[[Any], Citation]] = {
    FoundKind.CASE: cite_case,
    FoundKind.PRACTICE: cite_practice,
    FoundKind.EVENT: cite_event,
    FoundKind.STUDY: cite_study,
}
"""Nothing informal is among them."""


def cite(content: OnRecord) -> Citation:
    """Return what is cited as its reader reads it."""
    return CITERS[content.kind](content)

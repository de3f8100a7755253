"""The citation of a thing, whichever it is."""

from collections.abc import Callable, Mapping
from typing import Any

from app.exports.case import cite_case
from app.exports.citation import Citation
from app.exports.item import cite_event, cite_issue, cite_study
from app.exports.practice import cite_practice
from app.exports.text import cite_text
from case_studies.operations.collections.things import Thing
from case_studies.vocabulary import FoundKind

CITERS: Mapping[str, Callable[[Any], Citation]] = {
    FoundKind.CASE: cite_case,
    FoundKind.PRACTICE: cite_practice,
    FoundKind.EVENT: cite_event,
    FoundKind.STUDY: cite_study,
    FoundKind.ISSUE: cite_issue,
    FoundKind.TEXT: cite_text,
}
"""What is informal is not cited: see `leaves` in `operations/collections/things.py`."""


def cite(content: Thing) -> Citation:
    """Return what is cited as its reader reads it."""
    return CITERS[content.kind](content)

"""The towns, regions and rivers that a query names, with the States that they lie in."""

from collections.abc import Iterable

from case_studies.search.contract import Expansion
from case_studies.search.text.analysis import tokens
from case_studies.search.text.thesaurus import Thesaurus, lookup_word
from case_studies.taxonomy.gazetteer import GAZETTEER


def places_named(thesaurus: Thesaurus, widened: Iterable[Expansion]) -> dict[str, list[str]]:
    """Return the names as typed, each with the codes of its States."""
    found: dict[str, list[str]] = {}
    for expansion in widened:
        words = [lookup_word(token.word) for token in tokens(expansion.typed) if token.width == 1]
        entries = [mention.entry for mention in thesaurus.at(words, 0)] if words else []
        states = [
            entry.classification[1]
            for entry in entries
            if entry.classification and entry.id.startswith(f"{GAZETTEER}:")
        ]
        if states:
            found[expansion.typed] = states
    return found

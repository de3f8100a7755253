"""Names that are never stemmed: acronyms of the field and names of States. Mali is not "mal", POC is not "poco"."""

from collections.abc import Iterator
from functools import cache

from case_studies.search.text.folding import fold
from case_studies.taxonomy.concepts import EVERYWHERE, concepts
from case_studies.taxonomy.places import names_by_language, places

SHORTEST = 3
UNINFLECTED = tuple("иоуыеэ")
"""Russian names with these endings have only one form: Мали is not "малый"."""


@cache
def whole_names() -> frozenset[str]:
    """Return the protected names of one word, folded and without hyphens: Latin names, and Russian ones of one form."""
    joined = (fold(name).replace("-", "") for name in (*_acronyms(), *_states()))
    return frozenset(name for name in joined if len(name) >= SHORTEST and name.isalnum())


def _acronyms() -> Iterator[str]:
    for row in concepts():
        for language, name in row.names:
            if (language == EVERYWHERE and name.isascii()) or (language == "ru" and name.isupper()):
                yield name


def _states() -> Iterator[str]:
    for code in places():
        for language, name in names_by_language(code):
            if fold(name).isascii() or (language == "ru" and name.endswith(UNINFLECTED)):
                yield name


@cache
def whole_name(word: str) -> str | None:
    """Return the protected name of a folded word, in the plural too; None for any other word."""
    names = whole_names()
    if word in names:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in names else None

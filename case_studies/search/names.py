"""Names that are never stemmed: acronyms of the field and names of States. Mali is not "mal", POC is not "poco"."""

from functools import cache

from case_studies.search.folding import fold
from case_studies.taxonomy.concepts import EVERYWHERE, concepts
from case_studies.taxonomy.places import names_by_language, places

SHORTEST = 3


@cache
def whole_names() -> frozenset[str]:
    """Return the names of one word in the Latin script, folded; the hyphens of compounds are left out."""
    acronyms = (name for row in concepts() for language, name in row.names if language == EVERYWHERE)
    states = (name for code in places() for _, name in names_by_language(code))
    joined = (fold(name).replace("-", "") for name in (*acronyms, *states))
    return frozenset(name for name in joined if len(name) >= SHORTEST and name.isascii() and name.isalnum())


@cache
def whole_name(word: str) -> str | None:
    """Return the name that a folded word is, in the plural too; None for any other word."""
    names = whole_names()
    if word in names:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in names else None

"""The queries for the synthetic libraries: about sixty of all kinds, the same at every size.

Their words are chosen by their frequency in the first 1,000 cases, so that every query finds something in every
library of at least this size.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from random import Random

from case_studies.search.contract import SearchDocument
from case_studies.search.text.analysis import is_common
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.asking import Asked, How, Kind
from tests.bench.library import SEED, documents
from tests.bench.words import tongues, words

READ = 1_000
"""Cases of which the words are counted."""
TURNS = ("en", "fr", "en", "es", "en", "ru", "en", "ar", "fr", "zh")
"""The languages of queries, in turn."""
SHORTEST = 5


Recipe = Callable[["Counted", str, int], Asked]
"""Makes the query of a number in a language."""


class Counted:
    """The first cases of the library, with the number of cases of each language that have each word."""

    def __init__(self) -> None:
        self.random = Random(f"{SEED}:queries")
        self.documents = list(documents(READ))
        self.sizes = Counter(document.language for document in self.documents)
        self.have: dict[str, Counter[str]] = {language: Counter() for language in self.sizes}
        self.values: dict[str, Counter[str]] = {}
        for document in self.documents:
            self.have[document.language].update(set(self.words_of(document)))
            for name, values in document.facets.items():
                self.values.setdefault(name, Counter()).update(values)

    def words_of(self, document: SearchDocument) -> list[str]:
        """Return the words that a user could search for."""
        shortest = 2 if document.language in ("zh", "ar") else SHORTEST
        found = (word.lower() for text in document.sections.values() for word in words(text, document.language))
        return [word for word in found if word.isalpha() and len(word) >= shortest and not is_common(word)]

    def between(self, language: str, least: float, most: float) -> list[str]:
        """Return the words with a document frequency between two shares, in one language."""
        size = self.sizes[language]
        return sorted(word for word, count in self.have[language].items() if least * size <= count <= most * size)

    def pick(self, language: str, least: float, most: float, count: int = 1) -> tuple[str, ...]:
        """Return random words with such a share."""
        return tuple(self.random.sample(self.between(language, least, most), count))

    def some_document(self, language: str) -> SearchDocument:
        """Return a random case of the language."""
        return self.random.choice([document for document in self.documents if document.language == language])

    def together(self, document: SearchDocument, count: int) -> tuple[str, ...]:
        """Return words of one case that are neither common nor rare."""
        usual = set(self.between(document.language, 0.03, 0.4))
        return tuple(self.random.sample(sorted(usual & set(self.words_of(document))), count))

    def phrase(self, language: str) -> tuple[str, ...]:
        """Return two words that are adjacent in several cases."""
        tongue = tongues()[language]
        texts = ["\n".join(document.sections.values()) for document in self.documents if document.language == language]
        while True:
            start = self.random.randrange(len(tongue.running) - 1)
            pair = tongue.running[start : start + 2]
            if all(word in tongue.content for word in pair) and sum(tongue.gap.join(pair) in t for t in texts) > 2:
                return tuple(word.lower() for word in pair)

    def misspelt(self, language: str) -> tuple[str, ...]:
        """Return a word with two letters exchanged, so that no case contains it."""
        while True:
            word = self.pick(language, 0.01, 0.2)[0]
            wrong = word[:3] + word[4] + word[3] + word[5:]
            if len(word) > 6 and wrong not in self.have[language]:
                return (wrong,)

    def filters(self, document: SearchDocument, number: int) -> dict[str, tuple[str, ...]]:
        """Return filters that a case passes. A higher number gives more facets."""
        frequent = self.random.choice(self.values["theme"].most_common(8))[0]
        chosen = {"theme": tuple(dict.fromkeys((document.facets["theme"][-1], frequent)))}
        if number % 2:
            chosen["host_state"] = document.facets["host_state"][:1]
        if number % 3 == 2:
            chosen["evidence"] = document.facets["evidence"]
        return chosen


def _all(kind: Kind, count: int) -> Recipe:
    return lambda counted, language, number: Asked(kind, counted.together(counted.some_document(language), count))


def _filtered(kind: Kind, most: int) -> Recipe:
    """Return a query of at most this number of words, with filters that a case with these words passes."""

    def recipe(counted: Counted, language: str, number: int) -> Asked:
        document = counted.some_document(language)
        words = counted.together(document, 1 + number % most) if most else ()
        return Asked(kind, words, How.ALL, counted.filters(document, number))

    return recipe


RECIPES: dict[Kind, tuple[int, Recipe]] = {
    Kind.COMMON: (6, lambda c, tongue, n: Asked(Kind.COMMON, c.pick(tongue, 0.4, 1.0))),
    Kind.RARE: (6, lambda c, tongue, n: Asked(Kind.RARE, c.pick(tongue, 0.002, 0.02))),
    Kind.TWO: (6, _all(Kind.TWO, 2)),
    Kind.THREE: (5, _all(Kind.THREE, 3)),
    Kind.EITHER: (6, lambda c, tongue, n: Asked(Kind.EITHER, c.pick(tongue, 0.05, 0.5, 3 + n % 3), How.ANY)),
    Kind.SOME: (6, lambda c, tongue, n: Asked(Kind.SOME, c.pick(tongue, 0.02, 0.15, 6))),
    Kind.PHRASE: (5, lambda c, tongue, n: Asked(Kind.PHRASE, c.phrase(tongue), How.PHRASE)),
    Kind.PREFIX: (4, lambda c, tongue, n: Asked(Kind.PREFIX, (c.pick(tongue, 0.05, 0.4)[0][:4],), How.PREFIX)),
    Kind.FILTERED: (6, _filtered(Kind.FILTERED, 2)),
    Kind.FILTERS: (4, _filtered(Kind.FILTERS, 0)),
    Kind.MISSPELT: (4, lambda c, tongue, n: Asked(Kind.MISSPELT, c.misspelt(tongue))),
}
UNFIT = {  # kinds without sense in a language
    Kind.PREFIX: {"zh", "ar"},  # words of two or three letters
    Kind.MISSPELT: {"zh", "ar"},
}


@cache
def plain_queries() -> tuple[Asked, ...]:
    """Return the queries whose words come from the library."""
    counted = Counted()
    return tuple(_plain(counted))


def _plain(counted: Counted) -> Iterator[Asked]:
    turns = cycle(TURNS)
    for kind, (count, recipe) in RECIPES.items():
        for number in range(count):
            tongue = next(tongue for tongue in turns if tongue not in UNFIT.get(kind, ()))
            yield recipe(counted, tongue, number)


def queries(thesaurus: Thesaurus) -> list[Asked]:
    """Return all queries: those with words of the library, and those with names of the thesaurus."""
    return [*plain_queries(), *_across(thesaurus)]


def _across(thesaurus: Thesaurus) -> Iterator[Asked]:
    """Yield names of themes, each in another language."""
    random = Random(f"{SEED}:across")
    named = [entry for entry in thesaurus.entries if entry.classification and entry.classification[0] == "theme"]
    for language in ("fr", "es", "ru", "ar", "zh"):
        names = [name.text for entry in named for name in entry.names if name.language == language]
        if names:
            yield Asked(Kind.ACROSS, tuple(random.choice(names).split()))

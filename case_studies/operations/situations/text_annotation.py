"""Finds the values of a situation that the text of a case names, sentence by sentence.

Nothing is evaluated here. A sentence comes with the values that it names, their positions, and its cues: whether it
states a condition, sets a limit, denies something, or says that something is not published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from case_studies.markdown import to_plain
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Passage
from case_studies.search.facets import THEME
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus
from case_studies.taxonomy.situations import Aspect, Choice, Cue, choices, cues
from case_studies.vocabulary import Section

MOST_CACHED = 2_000  # annotated texts in memory; a frozen text is annotated once
LONGEST_PASSAGE = 260  # characters; a longer sentence is cut around the values that it names
AROUND = 110
LOOK_ALIKE = "look-alike"
# "What did not work" and "Results" name things for many other reasons.
SECTIONS = (Section.SUMMARY, Section.SITUATION, Section.ACTIONS, Section.RESOURCES, Section.TRANSFER)

# A full stop inside a number or an abbreviation has no blank after it. Chinese full stops need none.
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?؟](?=\s|$)|[。！？]|(?=\n)|$)")
_CLAUSE = re.compile(r"[^;؛；]+[;؛；]?")
_CLAUSE_CUES = frozenset({Cue.LIMIT, Cue.DENIAL, Cue.UNSAID})  # they apply to their clause, not to the sentence

Value = tuple[Aspect, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names values: each with start and end, and the cues of the sentence."""

    section: Section
    text: str
    named: tuple[tuple[Value, int, int], ...]
    cues: frozenset[Cue]

    def values(self, aspect: Aspect) -> list[str]:
        """Return the values of one aspect that it names, each once."""
        return list(dict.fromkeys(value for (kind, value), _, _ in self.named if kind == aspect))

    def passage(self, aspect: Aspect, values: Sequence[str]) -> Passage:
        """Return the sentence with the names of these values marked."""
        marked = [(start, end) for (kind, value), start, end in self.named if kind == aspect and value in values]
        return Passage(self.section.value, tuple(_parts(self.text, sorted(set(marked)))))


class Vocabulary:
    """The names of all choices and cues, indexed for lookup in a text."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        """Combine the names of the data file with those of the same concepts in the thesaurus."""
        shared = {entry.id: entry.names for entry in thesaurus.entries}
        rows = [(aspect, row) for aspect, values in choices().items() for row in values.values()]
        self.values: Mapping[str, Value] = {f"{aspect}:{row.id}": (aspect, row.id) for aspect, row in rows}
        look_alikes = [word for _, row in rows for word in row.look_alikes]
        self.look_alikes = frozenset(fold(word) for word in look_alikes)
        self.names = Thesaurus(
            [
                *(Entry(f"{aspect}:{row.id}", _names(row, shared)) for aspect, row in rows),
                Entry(LOOK_ALIKE, tuple(Name("", word) for word in look_alikes)),
            ]
        )
        self.thesaurus = thesaurus
        self.cues = Thesaurus(Entry(row.id, _names(row, {})) for row in cues())

    def themes_of(self, value: Value) -> frozenset[str]:
        """Return the themes that are only about a value, with the themes that stay in place of merged ones."""
        themes = choices()[value[0]][value[1]].themes
        return frozenset(self.thesaurus.current(THEME.name, theme) for theme in themes)

    def names_of(self, value: Value) -> tuple[Name, ...]:
        """Return the names of a value for a search."""
        return tuple(Name(language, text) for language, text in choices()[value[0]][value[1]].names)


_vocabularies: WeakKeyDictionary[Thesaurus, Vocabulary] = WeakKeyDictionary()


def situation_vocabulary(thesaurus: Thesaurus) -> Vocabulary:
    """Return the vocabulary for this state of the thesaurus."""
    if thesaurus not in _vocabularies:
        _vocabularies[thesaurus] = Vocabulary(thesaurus)
    return _vocabularies[thesaurus]


def annotate(vocabulary: Vocabulary, revision: ReleasedRevision) -> tuple[Sentence, ...]:
    """Return the sentences of a revision that name a value. An unchanged text is annotated once."""
    return _annotate(vocabulary, revision.language, tuple((name, revision.sections.get(name, "")) for name in SECTIONS))


@lru_cache(maxsize=MOST_CACHED)
def _annotate(vocabulary: Vocabulary, language: str, sections: tuple[tuple[Section, str], ...]) -> tuple[Sentence, ...]:
    return tuple(sentence for section, text in sections for sentence in _sentences(vocabulary, language, section, text))


def _sentences(vocabulary: Vocabulary, language: str, section: Section, text: str) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(to_plain(text)):
        sentence = match.group().strip(" •")
        values = tuple(_values_in(vocabulary, language, sentence))
        if not values:
            continue
        cues_in_sentence = _cues_in(vocabulary, language, sentence)
        clauses = [clause.strip() for clause in _CLAUSE.findall(sentence)] if _CLAUSE_CUES & cues_in_sentence else []
        if len(clauses) < 2:
            yield Sentence(section, sentence, values, cues_in_sentence)
            continue
        for clause in clauses:
            if values := tuple(_values_in(vocabulary, language, clause)):
                yield Sentence(section, clause, values, _cues_in(vocabulary, language, clause))


def _cues_in(vocabulary: Vocabulary, language: str, text: str) -> frozenset[Cue]:
    return frozenset(Cue(entry.id) for entry, _, _ in vocabulary.cues.mentions(text, language))


def _values_in(vocabulary: Vocabulary, language: str, text: str) -> Iterator[tuple[Value, int, int]]:
    """Yield the values that a text names, without words that only look like a name."""
    for entry, start, end in vocabulary.names.mentions(text, language):
        if entry.id != LOOK_ALIKE and fold(text[start:end]) not in vocabulary.look_alikes:
            yield vocabulary.values[entry.id], start, end


def _names(row: Choice, shared: Mapping[str, tuple[Name, ...]]) -> tuple[Name, ...]:
    own = [Name(language, text) for language, text in row.names]
    return tuple(dict.fromkeys([*own, *(name for concept in row.concepts for name in shared.get(concept, ()))]))


def _parts(text: str, marked: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut a sentence into marked and unmarked pieces. A long sentence is shortened around the first mark."""
    first, last = _window(text, marked)
    at = first
    for start, end in marked:
        if start >= at and end <= last:
            yield from _piece(("… " if first and at == first else "") + text[at:start], marked=False)
            yield text[start:end], True
            at = end
    yield from _piece(text[at:last] + (" …" if last < len(text) else ""), marked=False)


def _piece(text: str, *, marked: bool) -> Iterator[tuple[str, bool]]:
    if text:
        yield text, marked


def _window(text: str, marked: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return where a passage begins and ends: at blanks, if the text has them."""
    if len(text) <= LONGEST_PASSAGE:
        return 0, len(text)
    start, end = marked[0]
    first = text.find(" ", max(start - AROUND, 0), start) + 1 if start > AROUND else 0
    most = first + LONGEST_PASSAGE
    if most >= len(text):
        return first, len(text)
    last = text.rfind(" ", end, most)
    return first, last if last > 0 else max(most, end)

"""What the text of a case names of the choices of a situation, sentence by sentence.

Nothing is judged here. A sentence comes with what it names, where, and the cues in it: whether it states a condition,
sets a limit, denies, or says that something was not published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from case_studies.markdown import to_plain
from case_studies.models import Revision
from case_studies.search.contract import Passage
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Name, Thesaurus
from case_studies.taxonomy.situations import Aspect, Choice, Cue, choices, cues
from case_studies.vocabulary import Section

KEPT_CASES = 2_000  # scanned texts held in memory; a frozen text is scanned once
LONGEST_PASSAGE = 260  # characters; a longer sentence is cut around what it names
AROUND = 110
LOOK_ALIKE = "look-alike"
# What did not work, and what came of it, name things for many other reasons.
TELLING = (Section.SUMMARY, Section.SITUATION, Section.ACTIONS, Section.RESOURCES, Section.TRANSFER)

# A full stop inside a number or an abbreviation has no blank after it; Chinese needs none.
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?؟](?=\s|$)|[。！？]|(?=\n)|$)")
_CLAUSE = re.compile(r"[^;؛；]+[;؛；]?")
_TURNING = frozenset({Cue.LIMIT, Cue.DENIAL, Cue.UNSAID})  # they turn their own clause, and not the whole sentence

Value = tuple[Aspect, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names something: which values, from where to where, and its cues."""

    section: Section
    text: str
    named: tuple[tuple[Value, int, int], ...]
    cues: frozenset[Cue]

    def values(self, aspect: Aspect) -> list[str]:
        """Return the values of one aspect that are named, each once."""
        return list(dict.fromkeys(value for (kind, value), _, _ in self.named if kind == aspect))

    def passage(self, aspect: Aspect, values: Sequence[str]) -> Passage:
        """Return the sentence with what names these values marked."""
        marked = [(start, end) for (kind, value), start, end in self.named if kind == aspect and value in values]
        return Passage(self.section.value, tuple(_parts(self.text, sorted(set(marked)))))


class Vocabulary:
    """The names of all choices and cues, ready to be looked for in a text."""

    def __init__(self, concepts: Thesaurus) -> None:
        """Take the data's names, and those that the field's words add for the same concepts."""
        shared = {entry.id: entry.names for entry in concepts.entries}
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
        self.cues = Thesaurus(Entry(row.id, _names(row, {})) for row in cues())

    def names_of(self, value: Value) -> tuple[Name, ...]:
        """Return the names of a value, as they are searched for."""
        return tuple(Name(language, text) for language, text in choices()[value[0]][value[1]].names)


_made: WeakKeyDictionary[Thesaurus, Vocabulary] = WeakKeyDictionary()


def situation_vocabulary(concepts: Thesaurus) -> Vocabulary:
    """Return the vocabulary that goes with the field's words as they are now."""
    if concepts not in _made:
        _made[concepts] = Vocabulary(concepts)
    return _made[concepts]


def annotate(words: Vocabulary, revision: Revision) -> tuple[Sentence, ...]:
    """Return the sentences of a revision that name something. An unchanged text is read once."""
    return _scan(words, revision.language, tuple((name, revision.sections.get(name, "")) for name in TELLING))


@lru_cache(maxsize=KEPT_CASES)
def _scan(words: Vocabulary, language: str, sections: tuple[tuple[Section, str], ...]) -> tuple[Sentence, ...]:
    return tuple(sentence for section, text in sections for sentence in _sentences(words, language, section, text))


def _sentences(words: Vocabulary, language: str, section: Section, text: str) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(to_plain(text)):
        said = match.group().strip()
        named = tuple(_named(words, language, said))
        if not named:
            continue
        found = _cues(words, language, said)
        clauses = [clause.strip() for clause in _CLAUSE.findall(said)] if _TURNING & found else []
        if len(clauses) < 2:
            yield Sentence(section, said, named, found)
            continue
        for clause in clauses:
            if named := tuple(_named(words, language, clause)):
                yield Sentence(section, clause, named, _cues(words, language, clause))


def _cues(words: Vocabulary, language: str, said: str) -> frozenset[Cue]:
    return frozenset(Cue(entry.id) for entry, _, _ in words.cues.mentions(said, language))


def _named(words: Vocabulary, language: str, said: str) -> Iterator[tuple[Value, int, int]]:
    """Yield what a sentence names, without what only looks so."""
    for entry, start, end in words.names.mentions(said, language):
        if entry.id != LOOK_ALIKE and fold(said[start:end]) not in words.look_alikes:
            yield words.values[entry.id], start, end


def _names(row: Choice, shared: Mapping[str, tuple[Name, ...]]) -> tuple[Name, ...]:
    own = [Name(language, text) for language, text in row.names]
    return tuple(dict.fromkeys([*own, *(name for concept in row.concepts for name in shared.get(concept, ()))]))


def _parts(text: str, marked: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut a sentence into pieces with and without a mark; where it is long, around the first mark."""
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
    """Return where a passage begins and ends: at blanks where the text has them."""
    if len(text) <= LONGEST_PASSAGE:
        return 0, len(text)
    start, end = marked[0]
    first = text.find(" ", max(start - AROUND, 0), start) + 1 if start > AROUND else 0
    most = first + LONGEST_PASSAGE
    if most >= len(text):
        return first, len(text)
    last = text.rfind(" ", end, most)
    return first, last if last > 0 else max(most, end)

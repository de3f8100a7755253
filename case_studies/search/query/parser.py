"""The parser of queries. No text is an error: what is not valid syntax is read as plain words.

    mines convoy       both words            "route clearance"   these words, next to each other
    mines OR ieds      one of them           -medevac            without this word; also NOT medevac
    explos*            words that begin so   (mines OR ieds) -convoy
    theme:casevac  host:mali  operation:minusma  by:china  year:2015-2019  language:fr
    convoy, except in Mali   words that leave something out, as `exclusions.py` lists them

AND is allowed and changes nothing. Operators are in capitals.
"""

import re
from collections.abc import Iterator, Sequence

from case_studies.scripts import is_han
from case_studies.search.contract import Expansion, Hint, Reading
from case_studies.search.query.exclusions import Exclusion, find_exclusions
from case_studies.search.query.expansion import count_concepts, expand
from case_studies.search.query.fields import FIELDS, YEAR, filter_of
from case_studies.search.query.tree import AboutNode, ConceptNode, Node, OrNode, PhraseNode, QueryNode, TermGroup
from case_studies.search.text.analysis import NUMBER, RESOLUTION, Token, every_term, is_common, tokens
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Thesaurus

LONGEST_TEXT = 2_000
MOST_WORDS = 120
MOST_CONCEPTS = 40
"""Words of a query that get the other names of their concepts."""
MOST_DEEP = 8
SHORTEST_PREFIX = 2
JOINERS = {"OR": True, "|": True, "AND": False, "&": False, "NOT": False}

_FULL_WIDTH = str.maketrans("＂＊－−｜＆", '"*--|&')
"""Signs of the syntax as Chinese keyboards write them, and the sign for minus."""
_FULL_WIDTH_COLON = re.compile(rf"\b(?P<field>{'|'.join((*FIELDS, YEAR))})[：﹕︓]", re.IGNORECASE)
_UNITS = re.compile(
    rf"""(?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s(])-+(?=[^\s-])|(?<![^\s(])(?-i:NOT)(?=[\s(]))
    | ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]
    | (?P<stray>["“”„«»])
    | (?P<field>\b[^\W\d_]{{2,20}}):(?:["“”„«»](?P<quoted>[^"“”„«»]*)["“”„«»]|(?P<value>[^\s()"“”„«»]+))
    | (?P<word>{RESOLUTION} | {NUMBER}
        | (?:(?<!\S)[b-df-hj-np-tv-xz][ ](?!(?-i:OR|AND|NOT)\b)(?=\w))?  # "c ied" is one
        [^\s"“”„«»()]+)""",
    re.VERBOSE | re.IGNORECASE,
)


class _Level:
    """The nodes between two parentheses, as far as they have been read."""

    def __init__(self, *, literal: bool = False) -> None:
        self.literal = literal  # excluded words get no synonyms
        self.wanted: list[Node] = []
        self.unwanted: list[Node] = []
        self.joining = self.minus = False

    def add(self, nodes: Sequence[Node]) -> None:
        """Add nodes as the operator before them says."""
        side = self.unwanted if self.minus else self.wanted
        if self.joining and nodes and side:
            side[-1] = _join(side[-1], nodes[0])
            nodes = nodes[1:]
        side.extend(nodes)
        self.joining = self.minus = False


def parse(text: str, thesaurus: Thesaurus) -> QueryNode:
    """Parse a query, up to `MOST_WORDS` words of it, and add synonyms from the thesaurus."""
    return _Parser(thesaurus).parse(text)


class _Parser:
    """Parses a query from left to right."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self.words_left = MOST_WORDS
        self.concepts_left = MOST_CONCEPTS
        self.levels = [_Level()]
        self.ignored_levels = 0  # parentheses that are too deep
        self.hints: dict[Hint, None] = {}
        self.expansions: dict[Expansion, None] = {}

    def parse(self, text: str) -> QueryNode:
        """Parse the whole text."""
        if len(text) > LONGEST_TEXT:
            self.hint(Reading.TOO_LONG)
        plain = _plain_signs(text[:LONGEST_TEXT])
        exclusions = find_exclusions(plain, self.thesaurus)
        for unit in _units(plain, exclusions):
            if self.words_left <= 0 and (unit["word"] or unit["phrase"] or unit["field"]):
                self.hint(Reading.TOO_LONG)
                break
            self._unit(unit)
        while len(self.levels) > 1:
            self.hint(Reading.UNBALANCED)
            self._close()
        query = self._finish(self.levels[0])
        unwanted = (*query.unwanted, *(about for one in exclusions for about in self._left_out(one)))
        return QueryNode(query.wanted, unwanted, tuple(self.hints), tuple(self.expansions))

    def _left_out(self, exclusion: Exclusion) -> Iterator[AboutNode]:
        """Yield what a case must not be about; nothing if the exclusion has no word that says anything."""
        words = [
            word
            for unit in _UNITS.finditer(exclusion.words)
            if unit["word"]
            for word in self._words(unit["word"], exclusion.words_start + unit.start("word"))
        ]
        nodes = [node for node in self._expand(words) if isinstance(node, TermGroup | ConceptNode)]
        significant = tuple(node for node in nodes if not (isinstance(node, TermGroup) and node.common))
        if significant:
            self.hint(Reading.LEFT_OUT, exclusion.words.strip())
            yield AboutNode(significant)

    def hint(self, reading: Reading, typed: str = "") -> None:
        """Record a hint for the reader."""
        self.hints[Hint(reading, typed)] = None

    def _unit(self, unit: re.Match[str]) -> None:
        level = self.levels[-1]
        if unit["open"]:
            self._open()
        elif unit["close"]:
            self._close_one()
        elif unit["stray"]:
            self.hint(Reading.UNBALANCED)
        elif unit["minus"]:
            level.minus = True
        elif unit["word"] in JOINERS:
            level.joining = JOINERS[unit["word"]]
        else:
            level.add(self._nodes(unit))

    def _open(self) -> None:
        if len(self.levels) > MOST_DEEP:
            self.ignored_levels += 1
        else:
            outer = self.levels[-1]
            self.levels.append(_Level(literal=outer.literal or outer.minus))

    def _close_one(self) -> None:
        if self.ignored_levels:
            self.ignored_levels -= 1
        elif len(self.levels) > 1:
            self._close()
        else:
            self.hint(Reading.UNBALANCED)

    def _close(self) -> None:
        group = self._finish(self.levels.pop())
        is_single = len(group.wanted) == 1 and not group.unwanted
        nodes = group.wanted if is_single else (group,) if group.wanted or group.unwanted else ()
        self.levels[-1].add(nodes)

    def _finish(self, level: _Level) -> QueryNode:
        """Add synonyms to the wanted words, and drop words that are too common to be required beside others."""
        wanted = level.wanted if level.literal else self._expand(level.wanted)
        for node in (side for one in wanted for side in (one.sides if isinstance(one, OrNode) else (one,))):
            if isinstance(node, ConceptNode) and node.others:
                self.expansions[Expansion(node.typed, node.others)] = None
        significant = [node for node in wanted if not (isinstance(node, TermGroup) and node.common)]
        return QueryNode(tuple(significant or wanted), tuple(level.unwanted))

    def _expand(self, nodes: Sequence[Node]) -> list[Node]:
        expanded = expand(nodes, self.thesaurus, self.concepts_left)
        self.concepts_left -= count_concepts(expanded) - count_concepts(nodes)
        return expanded

    def _nodes(self, unit: re.Match[str]) -> list[Node]:
        if unit["field"]:
            value = unit["value"] if unit["quoted"] is None else unit["quoted"]
            self.words_left -= 1
            field_filter = filter_of(unit["field"].lower(), value, self.thesaurus) if value else None
            if field_filter is not None:
                return [field_filter]
            self.hint(Reading.UNKNOWN_VALUE, unit[0])
            return list(self._words(value, unit.start("value" if unit["quoted"] is None else "quoted")))
        if unit["phrase"] is not None:
            return list(self._phrase(unit["phrase"], unit.start("phrase")))
        if self.levels[-1].minus:
            return list(self._phrase(unit["word"], unit.start("word")))
        return list(self._words(unit["word"], unit.start("word")))

    def _phrase(self, typed: str, start: int) -> Iterator[TermGroup]:
        """Yield words that belong together: in quotation marks, or one word with a minus."""
        if prefix := self._prefix(typed):
            yield TermGroup((PhraseNode(prefix=prefix),), typed, start)
        elif words := self._tokens(typed):
            yield TermGroup(_spellings(words), typed, start, quoted=True)

    def _words(self, typed: str, start: int) -> Iterator[TermGroup]:
        """Yield the words of a text without spaces; in Chinese it can have several."""
        if prefix := self._prefix(typed):
            self.words_left -= 1
            yield TermGroup((PhraseNode(prefix=prefix),), typed, start)
            return
        for chunk in split_chunks(self._tokens(typed)):
            yield TermGroup(
                _spellings(chunk),
                typed[chunk[0].start : max(token.end for token in chunk)],
                start + chunk[0].start,
                common=len(chunk) == 1 and is_common(chunk[0].word),
                tokens=tuple(chunk),
            )

    def _prefix(self, typed: str) -> str:
        """Return the beginning that a word with a star asks for; empty for any other text, with a hint for its star.

        A single Chinese character can be a beginning.
        """
        words = [token.word for token in tokens(typed) if token.width] if typed.endswith("*") else []
        if len(words) == 1 and (len(words[0]) >= SHORTEST_PREFIX or is_han(words[0])):
            return fold(words[0])
        if "*" in typed:
            self.hint(Reading.STAR, typed)
        return ""

    def _tokens(self, typed: str) -> list[Token]:
        words = [token for token in tokens(typed) if token.width]
        if len(words) > self.words_left:
            self.hint(Reading.TOO_LONG)
        words = words[: max(self.words_left, 0)]
        self.words_left -= len(words)
        return words


def _units(text: str, exclusions: Sequence[Exclusion]) -> Iterator[re.Match[str]]:
    """Yield the units of a query that are in no exclusion, in their order."""
    starts = [0, *(one.end for one in exclusions)]
    ends = [*(one.start for one in exclusions), len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield from _UNITS.finditer(text, start, end)


def split_chunks(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Split tokens into single words and compounds. A compound comes with its parts."""
    at = 0
    while at < len(words):
        size = words[at].width + 1 if words[at].width > 1 else 1
        yield words[at : at + size]
        at += size


def _plain_signs(text: str) -> str:
    """Replace full-width signs by those of the syntax. The length of the text stays the same."""
    return _FULL_WIDTH_COLON.sub(r"\g<field>:", text.translate(_FULL_WIDTH))


def _spellings(words: Sequence[Token]) -> tuple[PhraseNode, ...]:
    """Return one phrase, or two if a compound can be written as one word or as several."""
    apart = [token for token in words if token.width == 1]
    joined = [chunk[0] for chunk in split_chunks(words)]
    spellings = [joined] if joined == apart or not apart else [joined, apart]
    return tuple(PhraseNode(tuple(every_term(token.word) for token in spelling)) for spelling in spellings)


def _join(first: Node, second: Node) -> OrNode:
    sides = first.sides if isinstance(first, OrNode) else (first,)
    return OrNode((*sides, second))

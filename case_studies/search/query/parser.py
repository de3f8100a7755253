"""What a reader types, read as a wish. Nothing typed is an error: what has no meaning here is read as plain words.

    mines convoy       both words          "route clearance"   these words side by side
    mines OR ieds      one of them         -medevac            without it; NOT medevac too
    explos*            words that begin so (mines OR ieds) -convoy
    theme:casevac  host:mali  operation:minusma  by:china  year:2015-2019  language:fr

AND is what words mean anyway. Operators are in capitals.
"""

import re
from collections.abc import Iterator, Sequence

from case_studies.search.contract import Expansion, Hint, Reading
from case_studies.search.query.expansion import expand
from case_studies.search.query.fields import filter_of
from case_studies.search.query.tree import ConceptNode, Node, OrNode, PhraseNode, QueryNode, TermGroup
from case_studies.search.text.analysis import RESOLUTION, Token, every_term, is_common, tokens
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Thesaurus

LONGEST_TEXT = 2_000
MOST_WORDS = 40
MOST_DEEP = 8
SHORTEST_PREFIX = 2
JOINERS = {"OR": True, "|": True, "AND": False, "&": False, "NOT": False}

_UNITS = re.compile(
    rf"""(?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s(])-+(?=[^\s-])|(?<![^\s(])(?-i:NOT)(?=[\s(]))
    | ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]
    | (?P<stray>["“”„«»])
    | (?P<field>\b[^\W\d_]{{2,20}}):(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s()"“”„«»]+))
    | (?P<word>{RESOLUTION}
        | (?:(?<!\S)[b-df-hj-np-tv-xz][ ](?!(?-i:OR|AND|NOT)\b)(?=\w))?  # "c ied" is one
        [^\s"“”„«»()]+)""",
    re.VERBOSE | re.IGNORECASE,
)


class _Level:
    """What stands between two parentheses, as far as it was read."""

    def __init__(self, *, literal: bool = False) -> None:
        self.literal = literal  # what is excluded stays as typed
        self.wanted: list[Node] = []
        self.unwanted: list[Node] = []
        self.joining = self.minus = False

    def add(self, nodes: Sequence[Node]) -> None:
        """Take in what was read, as what stands before it says."""
        side = self.unwanted if self.minus else self.wanted
        if self.joining and nodes and side:
            side[-1] = _either(side[-1], nodes[0])
            nodes = nodes[1:]
        side.extend(nodes)
        self.joining = self.minus = False


def parse(text: str, lexicon: Thesaurus) -> QueryNode:
    """Read a query, up to `MOST_WORDS` of it, and widen its words by other names of the same things."""
    return _Reader(lexicon).read(text)


class _Reader:
    """Reads a query from left to right."""

    def __init__(self, lexicon: Thesaurus) -> None:
        self.lexicon = lexicon
        self.room = MOST_WORDS
        self.levels = [_Level()]
        self.passed_over = 0  # parentheses too deep to be read
        self.hints: dict[Hint, None] = {}
        self.told: dict[Expansion, None] = {}

    def read(self, text: str) -> QueryNode:
        """Read all of it."""
        if len(text) > LONGEST_TEXT:
            self.hint(Reading.TOO_LONG)
        for unit in _UNITS.finditer(text[:LONGEST_TEXT]):
            if self.room <= 0 and (unit["word"] or unit["phrase"] or unit["field"]):
                self.hint(Reading.TOO_LONG)
                break
            self._unit(unit)
        while len(self.levels) > 1:
            self.hint(Reading.UNBALANCED)
            self._close()
        wish = self._finish(self.levels[0])
        return QueryNode(wish.wanted, wish.unwanted, tuple(self.hints), tuple(self.told))

    def hint(self, reading: Reading, typed: str = "") -> None:
        """Note something the reader should know."""
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
            self.passed_over += 1
        else:
            around = self.levels[-1]
            self.levels.append(_Level(literal=around.literal or around.minus))

    def _close_one(self) -> None:
        if self.passed_over:
            self.passed_over -= 1
        elif len(self.levels) > 1:
            self._close()
        else:
            self.hint(Reading.UNBALANCED)

    def _close(self) -> None:
        wish = self._finish(self.levels.pop())
        alone = len(wish.wanted) == 1 and not wish.unwanted
        nodes = wish.wanted if alone else (wish,) if wish.wanted or wish.unwanted else ()
        self.levels[-1].add(nodes)

    def _finish(self, level: _Level) -> QueryNode:
        """Widen what is wanted, and leave out what is too common to ask for beside anything else."""
        wanted = level.wanted if level.literal else expand(level.wanted, self.lexicon)
        for node in (side for one in wanted for side in (one.sides if isinstance(one, OrNode) else (one,))):
            if isinstance(node, ConceptNode) and node.others:
                self.told[Expansion(node.typed, node.others)] = None
        telling = [node for node in wanted if not (isinstance(node, TermGroup) and node.common)]
        return QueryNode(tuple(telling or wanted), tuple(level.unwanted))

    def _nodes(self, unit: re.Match[str]) -> list[Node]:
        if unit["field"]:
            value = unit["value"] if unit["quoted"] is None else unit["quoted"]
            self.room -= 1
            found = filter_of(unit["field"].lower(), value, self.lexicon) if value else None
            if found is not None:
                return [found]
            self.hint(Reading.UNKNOWN_VALUE, unit[0])
            return list(self._words(value, unit.start("value" if unit["quoted"] is None else "quoted")))
        if unit["phrase"] is not None:
            return list(self._phrase(unit["phrase"], unit.start("phrase")))
        if self.levels[-1].minus:
            return list(self._phrase(unit["word"], unit.start("word")))
        return list(self._words(unit["word"], unit.start("word")))

    def _phrase(self, typed: str, start: int) -> Iterator[TermGroup]:
        """Read words that stay together: in quotation marks, or one word with a minus."""
        if prefix := _prefix(typed):
            yield TermGroup((PhraseNode(prefix=prefix),), typed, start)
        elif found := self._tokens(typed):
            yield TermGroup(_side_by_side(found), typed, start, quoted=True)

    def _words(self, typed: str, start: int) -> Iterator[TermGroup]:
        """Read one typed word; it may hold several, as Chinese does."""
        if prefix := _prefix(typed):
            self.room -= 1
            yield TermGroup((PhraseNode(prefix=prefix),), typed, start)
            return
        for chunk in split_chunks(self._tokens(typed)):
            written = typed[chunk[0].start : max(token.end for token in chunk)]
            alone = len(chunk) == 1
            yield TermGroup(
                _side_by_side(chunk),
                written,
                start + chunk[0].start,
                common=alone and is_common(chunk[0].word),
                tokens=tuple(chunk),
            )

    def _tokens(self, typed: str) -> list[Token]:
        found = [token for token in tokens(typed) if token.width]
        if len(found) > self.room:
            self.hint(Reading.TOO_LONG)
        found = found[: max(self.room, 0)]
        self.room -= len(found)
        return found


def split_chunks(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut into single words and compounds; a compound's parts stay with it."""
    at = 0
    while at < len(found):
        size = found[at].width + 1 if found[at].width > 1 else 1
        yield found[at : at + size]
        at += size


def _prefix(typed: str) -> str:
    """Return what words should begin with, where a word with a star is typed; else nothing."""
    found = [token for token in tokens(typed) if token.width] if typed.endswith("*") else []
    return fold(found[0].word) if len(found) == 1 and len(found[0].word) >= SHORTEST_PREFIX else ""


def _side_by_side(found: Sequence[Token]) -> tuple[PhraseNode, ...]:
    """One clause, or two where a compound may be written as one word or apart."""
    apart = [token for token in found if token.width == 1]
    together = [chunk[0] for chunk in split_chunks(found)]
    ways = [together] if together == apart or not apart else [together, apart]
    return tuple(PhraseNode(tuple(every_term(token.word) for token in way)) for way in ways)


def _either(first: Node, second: Node) -> OrNode:
    sides = first.sides if isinstance(first, OrNode) else (first,)
    return OrNode((*sides, second))

"""What a reader types, read as a wish. Nothing typed is an error: what has no meaning here is passed over.

    mines convoy       both words          "route clearance"   these words side by side
    mines OR ieds      one of them         -medevac            without it; NOT medevac too
    explos*            words that begin so

AND is what words mean anyway. Operators are in capitals; parentheses are passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from case_studies.search.analysis import Token, every_term, fold, is_common, tokens

LONGEST_TEXT = 2_000
MOST_WORDS = 40
SHORTEST_PREFIX = 2
OPERATORS = frozenset({"AND", "OR", "NOT", "|", "&"})

_PARTS = re.compile(
    r"""(?P<minus>(?<![^\s(])-+(?=\S)|(?<!\S)NOT\s+)?
    (?: ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]
      | (?P<word>(?:(?<!\S)[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ][ ](?!OR\b|AND\b|NOT\b)(?=\w))?  # "c ied" is one
          [^\s"“”„«»()]+) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Slots that must be filled by words standing side by side. A slot lists the terms that fill it."""

    slots: tuple[frozenset[str], ...] = ()
    prefix: str = ""
    """If set, there are no slots: any word that begins so."""


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of which one must hold."""

    clauses: tuple[Clause, ...]
    common: bool = False
    """Not asked for where anything else is."""
    quoted: bool = False
    """Insisted on even where the other words are not all found together."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The groups that should all hold, and those that must not. Neither: nothing to look for."""

    wanted: tuple[Group, ...]
    unwanted: tuple[Group, ...]


def parse(text: str) -> Wish:
    """Read a query, up to `MOST_WORDS` of it."""
    wanted: list[Group] = []
    unwanted: list[Group] = []
    room, joining = MOST_WORDS, False
    for part in _PARTS.finditer(text[:LONGEST_TEXT]):
        if part["word"] in OPERATORS:
            joining = part["word"] in ("OR", "|")
            continue
        groups = list(_groups(part, room))
        room -= sum(len(clause.slots) or 1 for group in groups for clause in group.clauses[:1])
        side = unwanted if part["minus"] else wanted
        if joining and groups and side:
            groups[0] = _either(side.pop(), groups[0])
        side.extend(groups)
        joining = False
    telling = [group for group in wanted if not group.common]
    return Wish(tuple(telling or wanted), tuple(unwanted))


def _groups(part: re.Match[str], room: int) -> Iterator[Group]:
    """Read one typed word or phrase.

    A word may hold several, as Chinese does; a phrase or a minus keeps them together.
    """
    typed = part["phrase"] if part["word"] is None else part["word"]
    found = [token for token in tokens(typed) if token.width][:room]
    if part["word"] and typed.endswith("*") and len(found) == 1 and len(found[0].word) >= SHORTEST_PREFIX:
        yield Group((Clause(prefix=fold(found[0].word)),))
    elif part["word"] is None or part["minus"]:
        if found:
            yield Group(_side_by_side(found), quoted=True)
    else:
        for chunk in _chunks(found):
            yield Group(_side_by_side(chunk), common=len(chunk) == 1 and is_common(chunk[0].word))


def _chunks(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Cut into single words and compounds; a compound's parts stay with it."""
    at = 0
    while at < len(found):
        size = found[at].width + 1 if found[at].width > 1 else 1
        yield found[at : at + size]
        at += size


def _side_by_side(found: Sequence[Token]) -> tuple[Clause, ...]:
    """One clause, or two where a compound may be written as one word or apart."""
    apart = [token for token in found if token.width == 1]
    together = [chunk[0] for chunk in _chunks(found)]
    ways = [together] if together == apart or not apart else [together, apart]
    return tuple(Clause(tuple(every_term(token.word) for token in way)) for way in ways)


def _either(first: Group, second: Group) -> Group:
    return Group(first.clauses + second.clauses, quoted=first.quoted and second.quoted)

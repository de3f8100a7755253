"""What a query asks for: a tree of plain values, made by `parsing`, looked for by `matching`."""

from collections.abc import Iterator
from dataclasses import dataclass

from case_studies.search.contract import Expansion, Hint
from case_studies.search.text.analysis import Token


@dataclass(frozen=True, slots=True)
class PhraseNode:
    """Slots that must be filled by words standing side by side. A slot lists the terms that fill it."""

    slots: tuple[frozenset[str], ...] = ()
    prefix: str = ""
    """If set, there are no slots: any word that begins so."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A word or phrase: clauses of which one must hold, being ways to write the same."""

    clauses: tuple[PhraseNode, ...]
    typed: str = ""
    start: int = 0
    """Where in the query it stands."""
    common: bool = False
    """Not asked for where anything else is."""
    quoted: bool = False
    """Insisted on even where the other words are not all found together."""
    tokens: tuple[Token, ...] = ()
    """Of a plain word, its own; such a word is widened, and corrected where nothing has it."""


@dataclass(frozen=True, slots=True)
class ConceptNode:
    """Typed words that name something, with its other names, and what cases about it are classified under."""

    words: tuple[TermGroup, ...]
    names: tuple[PhraseNode, ...]
    marks: tuple[tuple[str, str], ...]
    typed: str
    others: tuple[str, ...]
    """Its other names as people write them."""


@dataclass(frozen=True, slots=True)
class FilterNode:
    """A facet that must have the value; for years, the first and the last of them."""

    facet: str
    value: str
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OrNode:
    """Sides of which one must hold."""

    sides: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class QueryNode:
    """What should all hold, and what must not. Neither: nothing to look for."""

    wanted: "tuple[Node, ...]"
    unwanted: "tuple[Node, ...]"
    hints: tuple[Hint, ...] = ()
    widened: tuple[Expansion, ...] = ()


Node = TermGroup | ConceptNode | FilterNode | OrNode | QueryNode


def text_nodes(node: Node) -> Iterator[TermGroup | ConceptNode]:
    """Yield the nodes below a node that match text, without the excluded ones."""
    if isinstance(node, TermGroup | ConceptNode):
        yield node
    elif isinstance(node, OrNode):
        for side in node.sides:
            yield from text_nodes(side)
    elif isinstance(node, QueryNode):
        for wanted in node.wanted:
            yield from text_nodes(wanted)

"""The parsed query: a tree of plain values. `parser.py` makes it, `retrieval/scoring.py` evaluates it."""

from collections.abc import Iterator
from dataclasses import dataclass

from case_studies.search.contract import Expansion, Hint
from case_studies.search.text.analysis import Token


@dataclass(frozen=True, slots=True)
class PhraseNode:
    """Consecutive words: for each slot the terms that can fill it."""

    slots: tuple[frozenset[str], ...] = ()
    prefix: str = ""
    """If set, there are no slots: any word with this beginning matches."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A word or phrase: its possible spellings, one of which must match."""

    clauses: tuple[PhraseNode, ...]
    typed: str = ""
    start: int = 0
    """Its position in the query."""
    common: bool = False
    """Too common to be required beside other words."""
    quoted: bool = False
    """Always required, even if cases with only some of the other words are accepted."""
    tokens: tuple[Token, ...] = ()
    """The tokens of a plain word. Only plain words get synonyms and corrections."""


@dataclass(frozen=True, slots=True)
class ConceptNode:
    """Words that name a concept, with its other names and the classifications of cases about it."""

    words: tuple[TermGroup, ...]
    names: tuple[PhraseNode, ...]
    classifications: tuple[tuple[str, str], ...]
    """Pairs of facet and value."""
    typed: str
    others: tuple[str, ...]
    """Its other names, for the reader."""


@dataclass(frozen=True, slots=True)
class FilterNode:
    """A value that a facet must have; for a period, its first and last year."""

    facet: str
    value: str
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class AboutNode:
    """What a case is about: words of its title or summary, or its classification. A passing mention does not count."""

    nodes: "tuple[TermGroup | ConceptNode, ...]"


@dataclass(frozen=True, slots=True)
class OrNode:
    """Alternatives, one of which must match."""

    sides: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class QueryNode:
    """What must match and what must not match. If both are empty, the query is empty."""

    wanted: "tuple[Node, ...]"
    unwanted: "tuple[Node, ...]"
    hints: tuple[Hint, ...] = ()
    widened: tuple[Expansion, ...] = ()


Node = TermGroup | ConceptNode | FilterNode | AboutNode | OrNode | QueryNode


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

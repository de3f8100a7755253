"""Widens a query: where words name something the lexicon knows, its other names are asked for too.

The words typed stay what they are and count for more. Other names are looked for as they stand, in their own
language; an ambiguous name is widened by all that it names.
"""

from collections.abc import Sequence

from case_studies.search.query.tree import ConceptNode, Node, OrNode, PhraseNode, TermGroup
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Thesaurus, typed, ways

MOST_NAMES = 40
"""Other names of a thing that are looked for."""


def expand(nodes: Sequence[Node], lexicon: Thesaurus) -> list[Node]:
    """Put things in the place of the words that name them."""
    found: list[Node] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if isinstance(node, OrNode):
            found.append(OrNode(tuple(one for side in node.sides for one in expand([side], lexicon))))
            at += 1
            continue
        row = _plain(nodes, at)
        entries, width = _named(row, lexicon) if row else ([], 0)
        found.append(_thing(row[:width], entries) if entries else node)
        at += max(width, 1)
    return found


def _plain(nodes: Sequence[Node], at: int) -> list[TermGroup]:
    """Return the plain words from one on."""
    row = []
    for node in nodes[at:]:
        if not (isinstance(node, TermGroup) and node.tokens):
            break
        row.append(node)
    return row


def _named(row: Sequence[TermGroup], lexicon: Thesaurus) -> tuple[list[Entry], int]:
    """Return what the first words name, by as many of them as possible; compounds are read as one word and apart."""
    together = [typed(group.tokens[0].word) for group in row]
    apart = [
        (typed(token.word), number) for number, group in enumerate(row) for token in group.tokens if token.width == 1
    ]
    whole = lexicon.at(together, 0)
    parts = lexicon.at([word for word, _ in apart], 0) if apart else []
    entries, width = [one.entry for one in whole], whole[0].width if whole else 0
    if parts and (words := _covered([owner for _, owner in apart], parts[0].width)) > width:
        entries, width = [one.entry for one in parts], words
    return ([], 0) if width == 1 and row[0].common else (entries, width)


def _covered(owners: Sequence[int], parts: int) -> int:
    """Return how many whole words so many parts are; none where they end inside a word."""
    inside = parts < len(owners) and owners[parts] == owners[parts - 1]
    return 0 if inside else owners[parts - 1] + 1


def _thing(words: Sequence[TermGroup], entries: Sequence[Entry]) -> ConceptNode:
    telling = tuple(word for word in words if not word.common) or tuple(words)
    said = " ".join(word.typed for word in words)
    names = [name for entry in entries for name in entry.names]
    clauses = dict.fromkeys(PhraseNode(slots) for name in names for slots in ways(name))
    own = {fold(said)}
    others = {fold(name.text): name.text for name in reversed(names)}
    return ConceptNode(
        words=telling,
        names=tuple(clauses)[:MOST_NAMES],
        marks=tuple(dict.fromkeys(entry.mark for entry in entries if entry.mark)),
        typed=said,
        others=tuple(dict.fromkeys(others[fold(n.text)] for n in names if fold(n.text) not in own)),
    )

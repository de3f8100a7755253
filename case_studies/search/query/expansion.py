"""Adds synonyms to a query: words that name a concept of the thesaurus also find its other names.

The words typed remain and count for more. Other names are searched in their own language. An ambiguous name adds the
names of all its concepts.
"""

from collections.abc import Sequence

from case_studies.search.query.tree import ConceptNode, Node, OrNode, PhraseNode, TermGroup, text_nodes
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Entry, Thesaurus, lookup_word, name_slots

MOST_NAMES = 40
"""Other names of a concept that are searched."""


def expand(nodes: Sequence[Node], thesaurus: Thesaurus, most: int) -> list[Node]:
    """Replace words that name a concept with a node for the concept: so many of them, and none after that."""
    expanded: list[Node] = []
    at = 0
    while at < len(nodes) and most > 0:
        node = nodes[at]
        if isinstance(node, OrNode):
            expanded.append(_expand_sides(node, thesaurus, most))
            most -= count_concepts(expanded[-1:])
            at += 1
            continue
        words = _plain_words(nodes, at)
        entries, width = _entries_named(words, thesaurus) if words else ([], 0)
        expanded.append(_concept_node(words[:width], entries) if entries else node)
        most -= bool(entries)
        at += max(width, 1)
    return [*expanded, *nodes[at:]]


def _expand_sides(node: OrNode, thesaurus: Thesaurus, most: int) -> OrNode:
    sides: list[Node] = []
    for side in node.sides:
        sides += expand([side], thesaurus, most)
        most -= count_concepts(sides[-1:])
    return OrNode(tuple(sides))


def count_concepts(nodes: Sequence[Node]) -> int:
    """Return how many nodes of concepts are among some nodes."""
    return sum(isinstance(text, ConceptNode) for node in nodes for text in text_nodes(node))


def _plain_words(nodes: Sequence[Node], at: int) -> list[TermGroup]:
    """Return the consecutive plain words from one node on."""
    words = []
    for node in nodes[at:]:
        if not (isinstance(node, TermGroup) and node.tokens):
            break
        words.append(node)
    return words


def _entries_named(words: Sequence[TermGroup], thesaurus: Thesaurus) -> tuple[list[Entry], int]:
    """Return the entries that the first words name, by as many words as possible, and the number of these words.

    A compound is read as one word and as its parts.
    """
    joined = [lookup_word(group.tokens[0].word) for group in words]
    parts = [
        (lookup_word(token.word), number)
        for number, group in enumerate(words)
        for token in group.tokens
        if token.width == 1
    ]
    by_word = thesaurus.at(joined, 0)
    by_part = thesaurus.at([word for word, _ in parts], 0) if parts else []
    entries, width = [mention.entry for mention in by_word], by_word[0].width if by_word else 0
    if by_part and (count := _whole_words([owner for _, owner in parts], by_part[0].width)) > width:
        entries, width = [mention.entry for mention in by_part], count
    return ([], 0) if width == 1 and words[0].common else (entries, width)


def _whole_words(owners: Sequence[int], parts: int) -> int:
    """Return how many whole words the first parts make; 0 if they end inside a word."""
    ends_inside = parts < len(owners) and owners[parts] == owners[parts - 1]
    return 0 if ends_inside else owners[parts - 1] + 1


def _concept_node(words: Sequence[TermGroup], entries: Sequence[Entry]) -> ConceptNode:
    significant = tuple(word for word in words if not word.common) or tuple(words)
    typed = " ".join(word.typed for word in words)
    names = [name for entry in entries for name in entry.names]
    phrases = dict.fromkeys(PhraseNode(slots) for name in names for slots in name_slots(name))
    by_folded = {fold(name.text): name.text for name in reversed(names)}
    return ConceptNode(
        words=significant,
        names=tuple(phrases)[:MOST_NAMES],
        classifications=tuple(dict.fromkeys(entry.classification for entry in entries if entry.classification)),
        typed=typed,
        others=tuple(dict.fromkeys(by_folded[fold(n.text)] for n in names if fold(n.text) != fold(typed))),
    )

"""Corrects words that no case of a reader has: the nearest word takes their place that leads this reader somewhere.

Words come from the reader's own index and from the lexicon; one from the lexicon counts where its thing has cases.
"""

from collections.abc import Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from case_studies.search.contract import Correction
from case_studies.search.query.parser import parse
from case_studies.search.query.tree import ConceptNode, Node, OrNode, QueryNode, TermGroup
from case_studies.search.retrieval.scoring import find
from case_studies.search.retrieval.snapshot import Snapshot
from case_studies.search.store.array_file import Array
from case_studies.search.text.analysis import CHINESE, languages_of
from case_studies.search.text.folding import fold
from case_studies.search.text.thesaurus import Thesaurus

MISTAKES = ((8, 2), (5, 1))
"""Of words with that many letters and more, how many may be wrong, missing, too many or swapped."""
MOST_TRIED = 8
MOST_CORRECTED = 5
"""Words of one query."""


def correct(
    snapshot: Snapshot, text: str, wish: QueryNode, lexicon: Thesaurus, allowed: Array
) -> tuple[str, tuple[Correction, ...]]:
    """Return the query with words put right that nothing has, and what was put right."""
    corrections = []
    for word in reversed(list(_unknown(snapshot, wish, allowed))[:MOST_CORRECTED]):
        before, after = text[: word.start], text[word.start + len(word.typed) :]
        if len(word.tokens) > 1:  # a compound that nobody writes so: its parts
            text = before + _apart(word) + after
            continue
        for near in _nearest(snapshot, word, lexicon):
            if _leads(snapshot, parse(before + near + after, lexicon), near, allowed):
                corrections.append(Correction(word.typed, near))
                text = before + near + after
                break
    return text, tuple(reversed(corrections))


def _unknown(snapshot: Snapshot, wish: QueryNode, allowed: Array) -> Iterator[TermGroup]:
    """Yield the plain words of a query that no case has and the lexicon doesn't know."""
    words = (node for node in _named(wish) if isinstance(node, TermGroup) and node.tokens)
    return (word for word in words if not ((find(snapshot, word).share > 0) & allowed).any())


def _apart(word: TermGroup) -> str:
    parts = [token for token in word.tokens if token.width == 1]
    begin = word.tokens[0].start
    return " ".join(word.typed[token.start - begin : token.end - begin] for token in parts)


def _nearest(snapshot: Snapshot, word: TermGroup, lexicon: Thesaurus) -> list[str]:
    """Return the words nearest to one, the likeliest first; none for what no alphabet writes."""
    spelled = fold(word.typed)
    mistakes = next((most for least, most in MISTAKES if len(spelled) >= least), 0)
    if (
        not mistakes
        or spelled in lexicon.words
        or not word.typed.isalpha()
        or languages_of(word.tokens[0].word) == CHINESE
    ):
        return []
    near: dict[str, int] = {}
    off = mistakes * max(len(letter.encode()) for letter in spelled)
    own = snapshot.spelled(len(spelled.encode()) - off, len(spelled.encode()) + off)
    for words, alive in ((own, snapshot.words.often), (list(lexicon.words), len)):
        for found, distance, _ in extract(spelled, words, scorer=OSA.distance, score_cutoff=mistakes, limit=None):
            if alive(found):  # the words of a case that was taken out stay in its segment for a while
                near[found] = int(distance)
    likely = sorted(near, key=lambda one: (near[one], one[0] != spelled[0], -snapshot.words.often(one), one))
    return likely[:MOST_TRIED]


def _leads(snapshot: Snapshot, wish: QueryNode, word: str, allowed: Array) -> bool:
    """Whether a word, or the thing it helps to name in a query, has cases that this reader may find."""
    named = (node for node in _named(wish) if word in fold(node.typed).split())
    return any(((find(snapshot, node).share >= 1) & allowed).any() for node in named)


def _named(node: Node) -> Iterator[TermGroup | ConceptNode]:
    if isinstance(node, TermGroup | ConceptNode):
        yield node
    elif isinstance(node, OrNode):
        for side in node.sides:
            yield from _named(side)
    elif isinstance(node, QueryNode):
        for wanted in node.wanted:
            yield from _named(wanted)

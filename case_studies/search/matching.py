"""Finds the documents that answer a wish, with a score each, and the places where they do."""

from collections.abc import Iterable, Sequence

from case_studies.search.analysis import every_term
from case_studies.search.facets import members
from case_studies.search.parsing import Clause, Group, Wish
from case_studies.search.ranking import all_of, rarity, score, some_of
from case_studies.search.reading import Posting, Snapshot


def match(snapshot: Snapshot, wish: Wish) -> dict[int, float]:
    """Score the documents that answer: those with all that was asked for, or else those with some of it."""
    scored = [_score(snapshot, group) for group in wish.wanted]
    if scored:
        found = all_of(scored) or _some(scored, wish.wanted)
    elif wish.unwanted:
        found = dict.fromkeys(members(snapshot.live), 0.0)
    else:
        found = {}
    for group in wish.unwanted:
        for document in _weigh(snapshot, group):
            found.pop(document, None)
    return found


def places(snapshot: Snapshot, group: Group, document: int) -> set[int]:
    """Positions in a document at which a group is found."""
    return {at for clause in group.clauses for at in _positions(snapshot, clause, document)}


def _some(scored: list[dict[int, float]], wanted: Sequence[Group]) -> dict[int, float]:
    """Documents with some of what was asked for, but every quoted phrase."""
    quoted = [found for found, group in zip(scored, wanted, strict=True) if group.quoted]
    found = some_of(scored)
    return {document: found[document] for document in found if all(document in other for other in quoted)}


def _score(snapshot: Snapshot, group: Group) -> dict[int, float]:
    """Rate a group as a whole: a rare spelling or a small language gains nothing by being rare."""
    weights = _weigh(snapshot, group)
    telling = rarity(len(weights), snapshot.total)
    answer = {}
    for document, weight in weights.items():
        answer[document] = telling * score(weight, snapshot.cards[document].length / snapshot.average)
    return answer


def _weigh(snapshot: Snapshot, group: Group) -> dict[int, float]:
    return _largest(_weigh_clause(snapshot, clause) for clause in group.clauses)


def _weigh_clause(snapshot: Snapshot, clause: Clause) -> dict[int, float]:
    slots = _postings(snapshot, clause)
    if len(slots) == 1:
        return _largest(posting.weights for posting in slots[0])
    first, *others = (_largest(posting.weights for posting in slot) for slot in slots)
    weights = {}
    for document in first:
        if all(document in other for other in others) and (starts := _starts(slots, document)):
            weights[document] = first[document] * len(starts) / len(_slot_positions(slots[0], document))
    return weights


def _positions(snapshot: Snapshot, clause: Clause, document: int) -> Iterable[int]:
    slots = _postings(snapshot, clause)
    return (start + step for start in _starts(slots, document) for step in range(len(slots)))


def _postings(snapshot: Snapshot, clause: Clause) -> list[list[Posting]]:
    if clause.prefix:
        begun = (every_term(word) for word in snapshot.expand(clause.prefix))
        slots: Sequence[frozenset[str]] = (frozenset().union(*begun),)
    else:
        slots = clause.slots
    return [[snapshot.posting(term) for term in sorted(slot)] for slot in slots]


def _starts(slots: list[list[Posting]], document: int) -> set[int]:
    """Positions from which on every slot is filled, side by side."""
    starts = _slot_positions(slots[0], document)
    for step, slot in enumerate(slots[1:], 1):
        starts &= {at - step for at in _slot_positions(slot, document)}
    return starts


def _slot_positions(slot: list[Posting], document: int) -> set[int]:
    return {at for posting in slot for at in posting.positions(document)}


def _largest(weights: Iterable[dict[int, float]]) -> dict[int, float]:
    """Each document's largest weight: the forms of one word are not counted twice."""
    answer: dict[int, float] = {}
    for found in weights:
        for document, weight in found.items():
            if weight > answer.get(document, 0.0):
                answer[document] = weight
    return answer

"""The results of a search that may leave as a file: cases, adopted practices, events, studies, delivered texts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from sqlalchemy.orm import Session

from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.found import Found, FoundItem
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.found_items import ReleasedItem, find_items
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.study_release import ReleasedStudy
from case_studies.policy.text_release import ReleasedText
from case_studies.rendered_texts import load_rendered_texts
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.search.facets import KIND
from case_studies.vocabulary import FoundKind

ON_RECORD = (FoundKind.CASE, FoundKind.PRACTICE, FoundKind.EVENT, FoundKind.STUDY, FoundKind.TEXT)
STEP = 100
"""Results that are read at once."""
MOST = 1000
"""Results in one file."""

OnRecord = ReleasedRevision | ReleasedPractice | ReleasedEvent | ReleasedStudy | ReleasedText


@dataclass(frozen=True, slots=True)
class ResultsPart:
    """One file of results, as the reader may read them, in the order of the search, and whether another one follows."""

    results: list[OnRecord]
    has_next: bool


def results_on_record(
    session: Session, engine: SearchEngine, actor: Actor, query: Query, part: int, *, most: int = MOST
) -> ResultsPart:
    """Search as the search page does, and return one part of what is on record, counted from 1."""
    kinds = tuple(kind for kind in ON_RECORD if kind in query.filters.get(KIND.name, ON_RECORD))
    results: list[OnRecord] = []
    if not kinds:
        return ResultsPart(results, has_next=False)
    step = min(STEP, most)
    query = replace(query, filters={**query.filters, KIND.name: kinds}, per_page=step)
    last = part * most // step
    for number in range(last - most // step + 1, last + 1):
        page = search(session, engine, actor, replace(query, page=number))
        results += _released(session, actor, page.items)
        if number >= page.pages:
            return ResultsPart(results, has_next=False)
    return ResultsPart(results, has_next=True)


def _released(session: Session, actor: Actor, items: Sequence[Found]) -> list[OnRecord]:
    """Return what was found with all that is written about it, in a fixed number of statements."""
    cases = [item.reference for item in items if item.kind == FoundKind.CASE]
    others = [item.item for item in items if isinstance(item, FoundItem)]
    return _in_order(session, actor, [item.reference for item in items], cases, others)


def read_on_record(session: Session, actor: Actor, references: Sequence[str]) -> list[OnRecord]:
    """Return what the actor may read now of results of an earlier search, in their order. Others are left out."""
    return _in_order(session, actor, references, references, find_items(session, actor, references).values())


def _in_order(
    session: Session, actor: Actor, order: Sequence[str], cases: Sequence[str], others: Iterable[ReleasedItem]
) -> list[OnRecord]:
    readable = readable_revisions(session, actor, cases, with_files=True)
    load_rendered_texts(session, readable.values())
    found: dict[str, OnRecord] = {**readable, **{other.reference: other for other in others if _leaves(other)}}
    return [found[reference] for reference in order if reference in found]


def _leaves(item: ReleasedItem) -> TypeGuard[ReleasedPractice | ReleasedEvent | ReleasedStudy | ReleasedText]:
    """Whether something beside the cases leaves: a practice once it was adopted, a text once it was delivered."""
    if isinstance(item, ReleasedPractice):
        return bool(item.was_adopted)
    if isinstance(item, ReleasedText):
        return item.is_delivered
    return isinstance(item, ReleasedEvent | ReleasedStudy)

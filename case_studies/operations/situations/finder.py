"""Cases that fit a practitioner's situation: the engine proposes, the text of each case says why and what differs.

The order does not depend on the engine. It points to cases to read; it does not judge whether something will work.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from case_studies.models import Revision
from case_studies.operations.cases.queries import readable_revisions, stale_references
from case_studies.operations.search.search import as_unavailable
from case_studies.operations.situations.assessment import READ, assess, is_reason_to_read, named
from case_studies.operations.situations.situation import Fit, Fits, Situation
from case_studies.operations.situations.text_annotation import Vocabulary, annotate, situation_vocabulary
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query, Sort
from case_studies.search.engine import SearchEngine
from case_studies.search.text.thesaurus import Name, Thesaurus
from case_studies.taxonomy.situations import Aspect, choices

MOST_FITS = 15  # more than one reads before a decision
MOST_CANDIDATES = 60
MOST_INSTEAD = 3  # of each aspect
NEWEST = Query(sort=Sort.NEWEST, per_page=MOST_CANDIDATES)
MOST_WORDS = 36  # of one query; the engine reads little more
MOST_QUERIES = 6  # some ten milliseconds each


def find_fitting_cases(session: Session, engine: SearchEngine, actor: Actor, situation: Situation) -> Fits:
    """Return the cases that the actor may read and that share something with a situation, best first."""
    concepts = load_thesaurus(session)
    words = situation_vocabulary(concepts)
    held = [
        assess(situation, revision, annotate(words, revision))
        for revision in _candidates(session, engine, actor, concepts, list(_queries(words, situation)))
    ]
    fits = sorted((one for one in held if is_reason_to_read(situation, one)), key=_order)
    return Fits(tuple(fits[:MOST_FITS]), {} if fits else _instead(session, engine, actor, concepts, situation))


def _order(one: Fit) -> tuple[float, str]:
    return -one.weight, one.revision.case.reference


def _queries(words: Vocabulary, situation: Situation) -> Iterator[Query]:
    """Yield what to ask the engine: the classification, the words of the situation, and the newest for what is left."""
    themes = {theme for aspect in READ for value in situation.of(aspect) for theme in choices()[aspect][value].themes}
    for facet, values in (("host_state", situation.host_state), ("theme", tuple(sorted(themes)))):
        if values:
            yield Query(filters={facet: values}, per_page=MOST_CANDIDATES)
    for text in _texts(words, situation):
        yield Query(text, per_page=MOST_CANDIDATES)
    yield NEWEST


def _texts(words: Vocabulary, situation: Situation) -> list[str]:
    """Return queries of alternatives: the first name of each value in each language, then the next ones."""
    names = [_by_turns(words.names_of((aspect, value))) for aspect in READ for value in situation.of(aspect)]
    queries: list[list[str]] = [[]]
    for text in dict.fromkeys(text for row in zip_longest(*names) for text in row if text):
        if sum(len(known.split()) for known in queries[-1]) + len(text.split()) > MOST_WORDS:
            queries.append([])
        queries[-1].append(text)
    return [" OR ".join(f'"{text}"' for text in query) for query in queries[:MOST_QUERIES] if query]


def _by_turns(names: Iterable[Name]) -> list[str]:
    """Return names one language after another, and so on with the next of each."""
    by_language: dict[str, list[str]] = {}
    for name in names:
        by_language.setdefault(name.language, []).append(name.text)
    return [text for row in zip_longest(*by_language.values()) for text in row if text]


def _candidates(
    session: Session, engine: SearchEngine, actor: Actor, concepts: Thesaurus, queries: Sequence[Query]
) -> list[Revision]:
    """Return what the queries find in the reader's own index, as far as they may read it.

    The best of each query come first; the last query only fills what room is left.
    """
    without = stale_references(session, actor)
    wanted = [replace(query, thesaurus=concepts, without=without) for query in queries]
    with as_unavailable():
        pages = [engine.search(actor.audience, query).hits for query in wanted]
    asked, rest = pages[:-1], pages[-1]
    hits = chain(chain.from_iterable(zip_longest(*asked)), rest)
    found = dict.fromkeys(hit.reference for hit in hits if hit is not None)
    readable = readable_revisions(session, actor, list(found)[:MOST_CANDIDATES])
    return [readable[reference] for reference in found if reference in readable]


def _instead(
    session: Session, engine: SearchEngine, actor: Actor, concepts: Thesaurus, situation: Situation
) -> dict[Aspect, tuple[tuple[str, int], ...]]:
    """Return, for each aspect chosen, what cases of this reader do name, with how many of the newest do."""
    words = situation_vocabulary(concepts)
    newest = _candidates(session, engine, actor, concepts, [NEWEST])
    counts: dict[Aspect, Counter[str]] = {aspect: Counter() for aspect in situation.aspects}
    for revision in newest:
        for aspect, count in counts.items():
            if aspect == Aspect.HOST_STATE:
                count.update(place.code for place in revision.host_states)
            else:
                count.update(set(named(aspect, annotate(words, revision))))
    return {aspect: tuple(count.most_common(MOST_INSTEAD)) for aspect, count in counts.items() if count}

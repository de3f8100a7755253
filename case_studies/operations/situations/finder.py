"""Finds cases that fit a practitioner's situation: the engine proposes, the text of each case gives the reasons.

The order does not depend on the engine. The result is a list of cases to read; it does not predict what will work.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.hidden import hidden_references
from case_studies.operations.search.search import as_unavailable
from case_studies.operations.situations.assessment import SECTIONS_OF, assess, is_reason_to_read, sentences_by_value
from case_studies.operations.situations.practices import find_fitting_practices
from case_studies.operations.situations.situation import Fit, Fits, Situation
from case_studies.operations.situations.text_annotation import Vocabulary, annotate, situation_vocabulary
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Query, Sort
from case_studies.search.engine import SearchEngine
from case_studies.search.facets import HOST_STATE, ONLY_CASES, THEME
from case_studies.search.sync.search_documents import index_of
from case_studies.search.text.thesaurus import Name, Thesaurus
from case_studies.taxonomy.situations import Aspect

MOST_FITS = 15  # nobody reads more before a decision
MOST_CANDIDATES = 60
MOST_INSTEAD = 3  # of each aspect
NEWEST = Query(sort=Sort.NEWEST, per_page=MOST_CANDIDATES)
MOST_WORDS = 36  # of one query; the engine reads only a few more
MOST_QUERIES = 6  # about ten milliseconds each


def find_fitting_cases(session: Session, engine: SearchEngine, actor: Actor, situation: Situation) -> Fits:
    """Return the cases that the actor may read and that have a reason in common with a situation, best first.

    With them, the practices that these cases support.
    """
    thesaurus = load_thesaurus(session)
    vocabulary = situation_vocabulary(thesaurus)
    assessed = [
        assess(situation, revision, annotate(vocabulary, revision), vocabulary)
        for revision in _candidates(session, engine, actor, thesaurus, list(_queries(vocabulary, situation)))
    ]
    fits = sorted((fit for fit in assessed if is_reason_to_read(situation, fit)), key=_order)[:MOST_FITS]
    instead = {} if fits else _instead(session, engine, actor, thesaurus, situation)
    return Fits(tuple(fits), instead, find_fitting_practices(session, actor, fits))


def _order(fit: Fit) -> tuple[float, str]:
    return -fit.weight, fit.revision.case.reference


def _queries(vocabulary: Vocabulary, situation: Situation) -> Iterator[Query]:
    """Yield the queries for candidates: by classification, by the words of the situation, and the newest cases."""
    themes = {
        theme
        for aspect in SECTIONS_OF
        for value in situation.of(aspect)
        for theme in vocabulary.themes_of((aspect, value))
    }
    for facet, values in ((HOST_STATE.name, situation.host_state), (THEME.name, tuple(sorted(themes)))):
        if values:
            yield Query(filters={facet: values}, per_page=MOST_CANDIDATES)
    for text in _texts(vocabulary, situation):
        yield Query(text, per_page=MOST_CANDIDATES)
    yield NEWEST


def _texts(vocabulary: Vocabulary, situation: Situation) -> list[str]:
    """Return queries of alternatives: first the first name of each value in each language, then the others."""
    names = [
        _in_turns(vocabulary.names_of((aspect, value))) for aspect in SECTIONS_OF for value in situation.of(aspect)
    ]
    queries: list[list[str]] = [[]]
    for text in dict.fromkeys(text for row in zip_longest(*names) for text in row if text):
        if sum(len(other.split()) for other in queries[-1]) + len(text.split()) > MOST_WORDS:
            queries.append([])
        queries[-1].append(text)
    return [" OR ".join(f'"{text}"' for text in query) for query in queries[:MOST_QUERIES] if query]


def _in_turns(names: Iterable[Name]) -> list[str]:
    """Return the first name of each language, then the second of each, and so on."""
    by_language: dict[str, list[str]] = {}
    for name in names:
        by_language.setdefault(name.language, []).append(name.text)
    return [text for row in zip_longest(*by_language.values()) for text in row if text]


def _candidates(
    session: Session, engine: SearchEngine, actor: Actor, thesaurus: Thesaurus, queries: Sequence[Query]
) -> list[ReleasedRevision]:
    """Return the cases that the queries find in the reader's own index, as far as they may read them.

    The best results of each query come first. The last query only fills the remaining places.
    """
    without = hidden_references(session, actor)
    complete = [
        replace(query, filters={**query.filters, **ONLY_CASES}, thesaurus=thesaurus, without=without)
        for query in queries
    ]
    with as_unavailable():
        *pages, rest = (engine.search(index_of(actor), query).hits for query in complete)
    hits = chain(chain.from_iterable(zip_longest(*pages)), rest)
    references = dict.fromkeys(hit.reference for hit in hits if hit is not None)
    readable = readable_revisions(session, actor, list(references)[:MOST_CANDIDATES])
    return [readable[reference] for reference in references if reference in readable]


def _instead(
    session: Session, engine: SearchEngine, actor: Actor, thesaurus: Thesaurus, situation: Situation
) -> dict[Aspect, tuple[tuple[str, int], ...]]:
    """Return, for each chosen aspect, values that this reader's newest cases name, with the number of cases."""
    vocabulary = situation_vocabulary(thesaurus)
    newest = _candidates(session, engine, actor, thesaurus, [NEWEST])
    counts: dict[Aspect, Counter[str]] = {aspect: Counter() for aspect in situation.aspects}
    for revision in newest:
        for aspect, count in counts.items():
            if aspect == Aspect.HOST_STATE:
                count.update(place.code for place in revision.host_states)
            else:
                count.update(set(sentences_by_value(aspect, annotate(vocabulary, revision))))
    return {aspect: tuple(count.most_common(MOST_INSTEAD)) for aspect, count in counts.items() if count}

"""Whoosh used as its manual shows, with the manual's facets and highlights.

It is the baseline of the evaluation, with a `FieldFacet` for each facet and `highlights` for each hit.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.fields import KEYWORD
from whoosh.index import create_in, open_dir
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import OrGroup
from whoosh.query.compound import And, Or
from whoosh.query.qcore import Every
from whoosh.query.terms import Term
from whoosh.sorting import Count, FieldFacet

from case_studies.search.contract import SearchDocument
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.asking import Asked, How
from tests.bench.engines import FACETS, PAGE, Answer, spaced
from tests.evaluation.plain_whoosh import FIELDS, document, schema


def _document(case: SearchDocument) -> dict[str, str]:
    texts = document(case)
    return {
        "reference": texts.pop("reference"),
        **{name: spaced(text) for name, text in texts.items()},
        **{name: ",".join(case.facets[name]) for name in FACETS},
    }


def build(folder: Path, cases: Iterable[SearchDocument]) -> None:
    """Write all documents in one commit, with the default writer."""
    writer = create_in(str(folder), schema(**{name: KEYWORD(commas=True) for name in FACETS})).writer()
    for case in cases:
        writer.add_document(**_document(case))
    writer.commit()


class PlainReader:
    """A searcher, opened again if the index has changed."""

    def __init__(self, folder: Path, thesaurus: Thesaurus) -> None:
        index = open_dir(str(folder))
        self._searcher: Any = index.searcher()
        self._all = MultifieldParser(FIELDS, index.schema)
        self._any = MultifieldParser(FIELDS, index.schema, group=OrGroup)

    def ask(self, asked: Asked) -> Answer:
        """Search; search again for some of the words if no case has all; make highlights."""
        self._searcher = self._searcher.refresh()
        wanted = self._query(asked)
        found = self._search(wanted, asked.filters, FACETS)
        if not len(found) and asked.how is How.ALL and len(asked.words) > 1:
            wanted = self._any.parse(_typed(asked))
            found = self._search(wanted, asked.filters, FACETS)
        facets = {name: _counts(found, name) for name in FACETS}
        for name in asked.filters:
            others = {other: values for other, values in asked.filters.items() if other != name}
            facets[name] = _counts(self._search(wanted, others, (name,)), name)
        best = found[:PAGE]  # with facets, the limit is ignored
        snippets = sum(bool(hit.highlights("text", top=1)) for hit in best) if asked.words else 0
        return Answer(tuple(hit["reference"] for hit in best), len(found), facets, snippets)

    def _query(self, asked: Asked) -> Any:
        return self._all.parse(_typed(asked)) if asked.words else Every()  # type: ignore[no-untyped-call]

    def _search(self, wanted: Any, filters: Mapping[str, tuple[str, ...]], facets: tuple[str, ...]) -> Any:
        chosen = [Or([Term(name, value) for value in values]) for name, values in filters.items()]
        return self._searcher.search(
            wanted,
            limit=PAGE,
            filter=And(chosen) if chosen else None,
            groupedby={name: FieldFacet(name, allow_overlap=True, maptype=Count) for name in facets},
        )


class PlainWriter:
    """Updates the index as the manual shows."""

    def __init__(self, folder: Path) -> None:
        self._index = open_dir(str(folder))

    def replace(self, case: SearchDocument) -> None:
        """Replace one document in its own commit."""
        writer = self._index.writer()
        writer.update_document(**_document(case))
        writer.commit()


def _typed(asked: Asked) -> str:
    words = [spaced(word).strip() for word in asked.words]
    if asked.how is How.PHRASE:
        return f'"{" ".join(words)}"'
    if asked.how is How.PREFIX:
        return f"{words[0]}*"
    return (" OR " if asked.how is How.ANY else " ").join(words)


def _counts(found: Any, facet: str) -> dict[str, int]:
    """Return the counts of a facet, without cases that have no value."""
    return {name: count for name, count in found.groups(facet).items() if name}


reader = PlainReader
writer = PlainWriter

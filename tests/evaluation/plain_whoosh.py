"""Whoosh used as its manual shows: the baseline for quality and speed of Casebook's engine.

Stemmed text in three fields, `MultifieldParser` over them, and nothing else. Runs on whoosh3 and Whoosh 2.7.4.
"""

from collections.abc import Iterable
from pathlib import Path

from whoosh.analysis.analyzers import StemmingAnalyzer
from whoosh.fields import ID, TEXT, FieldType, Schema
from whoosh.index import FileIndex, create_in
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import AndGroup, OrGroup
from whoosh.query.qcore import Query

from case_studies.search.contract import SearchDocument

FIELDS = ["title", "summary", "text"]


class PlainWhoosh:
    """An index made as in the manual."""

    def __init__(self, opened: FileIndex) -> None:
        self.index = opened

    @classmethod
    def build(cls, folder: Path, cases: Iterable[SearchDocument]) -> "PlainWhoosh":
        """Write the search documents into a new index in a folder, in one commit."""
        folder.mkdir(parents=True, exist_ok=True)
        opened = create_in(str(folder), schema())
        writer = opened.writer()
        for case in cases:
            writer.add_document(**document(case))
        writer.commit()
        return cls(opened)

    def parse(self, text: str, *, any_word: bool = False) -> Query:
        """Parse a query for all of its words, or for any of them."""
        parser = MultifieldParser(FIELDS, self.index.schema, group=OrGroup if any_word else AndGroup)
        query: Query = parser.parse(text)
        return query

    def search(self, text: str, limit: int, *, any_word: bool = False) -> list[str]:
        """Return the references found, best first."""
        with self.index.searcher() as searcher:
            return [hit["reference"] for hit in searcher.search(self.parse(text, any_word=any_word), limit=limit)]


def schema(**more: FieldType) -> Schema:
    """The fields of the manual's example, and additional ones."""
    # the texts are stored because highlights are made from them
    words = TEXT(analyzer=StemmingAnalyzer(), stored=True)
    return Schema(reference=ID(stored=True, unique=True), title=words, summary=words, text=words, **more)


def document(case: SearchDocument) -> dict[str, str]:
    """The part of a search document that the baseline indexes."""
    others = [text for name, text in case.sections.items() if name != "summary"]
    return {
        "reference": case.reference,
        "title": case.title,
        "summary": case.sections.get("summary", ""),
        "text": "\n".join([*others, *case.labels]),
    }

"""Whoosh by its plain recipe, as its manual shows it: what Casebook's engine is judged and timed against.

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
    """An index by the plain recipe."""

    def __init__(self, opened: FileIndex) -> None:
        self.index = opened

    @classmethod
    def build(cls, folder: Path, faces: Iterable[SearchDocument]) -> "PlainWhoosh":
        """Write the faces into a new index in a folder, all in one commit."""
        folder.mkdir(parents=True, exist_ok=True)
        opened = create_in(str(folder), schema())
        writer = opened.writer()
        for face in faces:
            writer.add_document(**document(face))
        writer.commit()
        return cls(opened)

    def parse(self, text: str, *, any_word: bool = False) -> Query:
        """Read a query: all words must be there, or any of them."""
        parser = MultifieldParser(FIELDS, self.index.schema, group=OrGroup if any_word else AndGroup)
        query: Query = parser.parse(text)
        return query

    def search(self, text: str, limit: int, *, any_word: bool = False) -> list[str]:
        """Return the references found, best first."""
        with self.index.searcher() as searcher:
            return [hit["reference"] for hit in searcher.search(self.parse(text, any_word=any_word), limit=limit)]


def schema(**more: FieldType) -> Schema:
    """The recipe's fields, and what else is wanted."""
    # the texts are stored because the recipe's highlights read them from there
    words = TEXT(analyzer=StemmingAnalyzer(), stored=True)
    return Schema(reference=ID(stored=True, unique=True), title=words, summary=words, text=words, **more)


def document(face: SearchDocument) -> dict[str, str]:
    """What the recipe is given of a face."""
    others = [text for name, text in face.sections.items() if name != "summary"]
    return {
        "reference": face.reference,
        "title": face.title,
        "summary": face.sections.get("summary", ""),
        "text": "\n".join([*others, *face.labels]),
    }

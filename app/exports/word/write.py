"""A case or a practice as a Word file."""

from collections.abc import Iterator

from docx.document import Document as WordFile

from app.exports.citation import Citation
from app.exports.document import Document, DocumentPart, as_document
from app.exports.word.blocks import BlockWriter, Place
from app.exports.word.frame import frame
from app.exports.word.head import head
from app.exports.word.languages import wording_in
from app.exports.word.lists import Numberings
from app.exports.word.nodes import Node, paragraph
from app.exports.word.package import describe, new_file, to_bytes
from app.exports.word.pictures import figure
from app.exports.word.runs import RunWriter, plain
from case_studies.markdown.blocks import Run


def write(citation: Citation) -> bytes:
    """Return a Word file."""
    document, file = as_document(citation), new_file()
    describe(file, document)
    frame(file, document)
    end = file.element.body.sectPr
    for block in _body(file, document):
        end.addprevious(block)
    return to_bytes(file, document)


def _body(file: WordFile, document: Document) -> Iterator[Node]:
    runs = RunWriter(file.part)
    blocks = BlockWriter(runs, Numberings(file.part.numbering_part.element))
    yield from head(document, runs)
    for part in document.parts:
        yield from _part(part, document, blocks)


def _part(part: DocumentPart, document: Document, writer: BlockWriter) -> Iterator[Node]:
    words = wording_in(document.citation.language)
    if part.heading:
        headings = wording_in(document.headings_in)
        yield paragraph("Heading1", plain(part.heading, headings), headings.direction)
    if part.before:
        labels = wording_in(document.labels_in)
        yield paragraph("Normal", writer.runs.line([Run(part.before, emphasis=True)], labels), labels.direction)
    for block in part.blocks:
        yield from writer.write(block, Place(words))
    for picture in part.pictures:
        yield from figure(picture, writer.runs.part, words)

"""A case or a practice as a Word file."""

from collections.abc import Iterable, Iterator

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
    return finish(file, document, _body(file, document))


def finish(file: WordFile, document: Document, body: Iterable[Node]) -> bytes:
    """Write what a file says about itself, the frame of its pages, and its body."""
    describe(file, document)
    frame(file, document)
    end = file.element.body.sectPr
    for block in body:
        end.addprevious(block)
    return to_bytes(file, document)


def writer_of(file: WordFile, *, below: int = 0) -> BlockWriter:
    """Return what writes blocks into a file."""
    return BlockWriter(RunWriter(file.part), Numberings(file.part.numbering_part.element), below)


def _body(file: WordFile, document: Document) -> Iterator[Node]:
    writer = writer_of(file)
    yield from head(document, writer.runs)
    yield from parts_of(document, writer)


def parts_of(document: Document, writer: BlockWriter) -> Iterator[Node]:
    """Yield the parts of a text, each under its heading."""
    for part in document.parts:
        yield from _part(part, document, writer)


def _part(part: DocumentPart, document: Document, writer: BlockWriter) -> Iterator[Node]:
    words = wording_in(document.citation.language)
    if part.heading:
        headings = wording_in(document.headings_in)
        yield paragraph(f"Heading{1 + writer.below}", plain(part.heading, headings), headings.direction)
    if part.before:
        labels = wording_in(document.labels_in)
        yield paragraph("Normal", writer.runs.line([Run(part.before, emphasis=True)], labels), labels.direction)
    for block in part.blocks:
        yield from writer.write(block, Place(words))
    for picture in part.pictures:
        yield from figure(picture, writer.runs.part, words)

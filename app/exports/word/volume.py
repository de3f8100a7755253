"""Several things as one Word file: a cover, a list of contents, each thing on a new page, an index."""

from collections.abc import Iterator
from dataclasses import replace

from docx.document import Document as WordFile
from flask_babel import gettext as _

from app.exports.document import Document, as_document
from app.exports.volume import IndexLine, Volume
from app.exports.word.blocks import BlockWriter
from app.exports.word.head import below_title, head
from app.exports.word.languages import Wording, wording_in
from app.exports.word.lists import numbered
from app.exports.word.nodes import Node, node, paragraph
from app.exports.word.package import new_file
from app.exports.word.runs import leading_to, plain
from app.exports.word.write import finish, parts_of, writer_of


def write_volume(volume: Volume) -> bytes:
    """Return a Word file of several things."""
    cover, file = as_document(volume.cover), new_file()
    return finish(file, cover, _body(file, cover, volume))


def _body(file: WordFile, cover: Document, volume: Volume) -> Iterator[Node]:
    words, writer = wording_in(cover.labels_in), writer_of(file)
    things = list(volume.documents)
    yield from head(cover, writer.runs)
    yield from parts_of(cover, writer)
    if things:
        yield from _contents(things, words, writer)
    inside = replace(writer, below=1)
    for number, thing in enumerate(things, start=1):
        yield _title(number, thing)
        yield from below_title(thing, writer.runs)
        yield from parts_of(thing, inside)
    if volume.index:
        yield _heading(_("Index"), words, on_new_page=True)
        yield from (_index_line(line, words) for line in volume.index)


def _contents(things: list[Document], words: Wording, writer: BlockWriter) -> Iterator[Node]:
    yield _heading(_("Contents"), words)
    numbering = writer.numberings.start(".", 0, 1)
    for number, thing in enumerate(things, start=1):
        own = Wording(thing.citation.language, words.direction)
        line = leading_to(_anchor(number), thing.title, own)
        yield paragraph("ListNumber", [line], words.direction, before=[numbered(numbering, 0)])


def _title(number: int, thing: Document) -> Node:
    """Return the title of a thing, to which the contents and the index lead."""
    own = wording_in(thing.citation.language)
    start = node("bookmarkStart", id=number, name=_anchor(number))
    runs = [start, *plain(thing.title, own), node("bookmarkEnd", id=number)]
    return paragraph("Heading1", runs, own.direction, before=[node("pageBreakBefore")])


def _heading(text: str, words: Wording, *, on_new_page: bool = False) -> Node:
    before = [node("pageBreakBefore")] if on_new_page else []
    return paragraph("Heading1", plain(text, words), words.direction, before=before)


def _index_line(line: IndexLine, words: Wording) -> Node:
    runs = [*plain(f"{line.term}: ", words)]
    for at, number in enumerate(line.numbers):
        runs += [*(plain(", ", words) if at else []), leading_to(_anchor(number), str(number), words)]
    return paragraph("TableText", runs, words.direction)


def _anchor(number: int) -> str:
    return f"thing-{number}"

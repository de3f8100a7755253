"""What is on each page: the mark above and below, the number, the date, the page, whose responsibility it is."""

from docx.document import Document as WordFile

from app.exports.document import Document
from app.exports.word.languages import Wording, wording_in
from app.exports.word.nodes import Node, node, paragraph
from app.exports.word.runs import page_field, plain

HAIR: dict[str, str | int] = {"val": "single", "sz": 4, "space": 4, "color": "857D6F"}


def frame(file: WordFile, document: Document) -> None:
    """Write the head and the foot of the pages."""
    (section,) = file.sections
    words = wording_in(document.labels_in)
    line = [*plain(f"{document.line}\t", words), *_page_of_pages(words)]
    head = paragraph("Header", line, words.direction, before=[node("pBdr", node("bottom", **HAIR))])
    foot = paragraph("Footer", plain(document.foot, words), words.direction, before=[node("pBdr", node("top", **HAIR))])
    section.header.part.element.extend([_mark(document, words), head])
    section.footer.part.element.extend([foot, _mark(document, words)])
    if document.direction == "rtl":
        file.element.body.sectPr.append(node("bidi"))


def _mark(document: Document, words: Wording) -> Node:
    return paragraph("Marking", plain(document.page_mark, words), words.direction)


def _page_of_pages(words: Wording) -> list[Node]:
    return [page_field("PAGE", words), *plain(" / ", words), page_field("NUMPAGES", words)]

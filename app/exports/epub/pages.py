"""The pages of a book: its cover, one for each thing, the index, and the list of contents."""

from xml.etree.ElementTree import Element

from flask_babel import gettext as _

from app.exports.citation import one_line
from app.exports.document import Document, as_document
from app.exports.epub.blocks import TOP, add_blocks
from app.exports.epub.nodes import add, add_lines, add_text, in_language, new_page
from app.exports.pictures import DrawnPicture, draw_again
from app.exports.volume import Volume

Pictures = dict[str, DrawnPicture]
"""The pictures of a book by their names in it."""


def page_name(number: int) -> str:
    """Return the name of the page of a thing."""
    return f"thing-{number}.xhtml"


def cover_page(volume: Volume) -> Element:
    """Return the page that the book begins with."""
    cover = as_document(volume.cover)
    page, body = new_page(cover.title, cover.labels_in)
    _add_head(body, cover, cover.labels_in)
    _add_parts(body, cover, cover.labels_in, {})
    return page


def thing_page(thing: Document, pictures: Pictures) -> Element:
    """Return the page of a thing, and keep its pictures."""
    page, body = new_page(thing.title, thing.citation.language)
    _add_head(body, thing, thing.citation.language)
    _add_parts(body, thing, thing.citation.language, pictures)
    in_language(add(body, "p", f"{thing.page_mark} · {thing.foot}", class_="data"), thing.labels_in)
    return page


def contents_page(volume: Volume) -> Element:
    """Return the list of contents, by which programs find their way too."""
    cover = as_document(volume.cover)
    page, body = new_page(_("Contents"), cover.labels_in)
    inside = add(body, "nav", **{"epub:type": "toc"})
    add(inside, f"h{TOP - 1}", _("Contents"))
    rows = add(inside, "ol")
    add(add(rows, "li"), "a", cover.title, href="cover.xhtml")
    for number, thing in enumerate(volume.things, start=1):
        in_language(add(add(rows, "li"), "a", one_line(thing.title), href=page_name(number)), thing.language)
    if volume.index:
        add(add(rows, "li"), "a", _("Index"), href="index.xhtml")
    return page


def index_page(volume: Volume) -> Element:
    """Return the themes and places with links to the things that have them."""
    page, body = new_page(_("Index"), as_document(volume.cover).labels_in)
    add(body, f"h{TOP - 1}", _("Index"))
    for line in volume.index:
        row = add(body, "p", f"{line.term}: ")
        for at, number in enumerate(line.numbers):
            add_text(row, ", " if at else "")
            add(row, "a", str(number), href=page_name(number))
    return page


def _add_head(body: Element, document: Document, language: str) -> None:
    cited, labels = document.citation, document.labels_in
    _label(add(body, "p", document.kind, class_="data"), labels, language)
    in_language(add(body, f"h{TOP - 1}", document.title), cited.language)
    _label(add(body, "p", document.authors), labels, language)
    row = _label(add(body, "p", class_="data"), labels, language)
    add(row, "strong", cited.marking)
    add_text(row, f" · {document.line} · ")
    add(row, "a", cited.address, href=cited.address)
    notes = _label(add(body, "div"), labels, language)
    add_lines(notes, "p", map(one_line, cited.notes), class_="note")
    if document.facts:
        facts = _label(add(body, "dl"), labels, language)
        for name, value in document.facts:
            add(facts, "dt", name)
            add(facts, "dd", value)


def _add_parts(body: Element, document: Document, language: str, pictures: Pictures) -> None:
    for part in document.parts:
        if part.heading:
            _label(add(body, f"h{TOP}", part.heading), document.headings_in, language)
        if part.before:
            add(_label(add(body, "p"), document.labels_in, language), "em", part.before)
        add_blocks(body, part.blocks, document.direction)
        for picture in part.pictures:
            shows, drawn = one_line(picture.shows or picture.name), draw_again(picture.stored)
            name = f"picture-{len(pictures) + 1}.{drawn.suffix}"
            pictures[name] = drawn
            figure = add(body, "figure")
            add(figure, "img", src=name, alt=shows)
            add(figure, "figcaption", shows)


def _label(made: Element, labels_in: str, language: str) -> Element:
    """Mark the language of a label where the page has another one."""
    return made if labels_in == language else in_language(made, labels_in)

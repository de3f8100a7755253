"""Elements of XHTML. An XML library escapes the text; characters that XML does not allow are removed."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from app.atom import NOT_XML
from app.exports.document import direction_in

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"


def add(above: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element and return it. In the names of attributes, an underscore is a hyphen; one at the end is not."""
    clean = {key.rstrip("_").replace("_", "-"): NOT_XML.sub("", value) for key, value in attributes.items()}
    made = SubElement(above, name, clean)
    made.text = NOT_XML.sub("", text) or None
    return made


def add_text(above: Element, text: str) -> None:
    """Add text after what an element has."""
    text = NOT_XML.sub("", text)
    if len(above):
        above[-1].tail = (above[-1].tail or "") + text
    else:
        above.text = (above.text or "") + text


def new_page(title: str, language: str) -> tuple[Element, Element]:
    """Return a page and its body."""
    own = {"lang": language, "xml:lang": language, "dir": direction_in(language)}
    page = Element("html", {"xmlns": XHTML, "xmlns:epub": OPS, **own})
    head = add(page, "head")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", href="style.css", type="text/css")
    return page, add(page, "body")


def in_language(made: Element, language: str) -> Element:
    """Mark the language and the direction of an element, and return it."""
    made.attrib.update({"lang": language, "xml:lang": language, "dir": direction_in(language)})
    return made


def add_lines(above: Element, name: str, texts: Iterable[str], **attributes: str) -> None:
    """Add an element for each text."""
    for text in texts:
        add(above, name, text, **attributes)


def to_bytes(root: Element) -> bytes:
    """Return an element as a document."""
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document

"""The XML of an answer. An XML library escapes the text; characters that XML does not allow are removed."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from app.atom import NOT_XML
from app.exports.oai.arguments import MOMENT

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
SCHEMA_OF_DC = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
LANGUAGE = "xml:lang"


def new_answer() -> Element:
    """Return the root of an answer."""
    return Element("OAI-PMH", {"xmlns": OAI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{OAI} {SCHEMA}"})


def add(above: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add an element and return it."""
    node = SubElement(above, name, {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    node.text = NOT_XML.sub("", text) or None
    return node


def as_moment(moment: datetime) -> str:
    """Return a moment as the protocol writes it: in UTC, to the second."""
    return moment.astimezone(UTC).strftime(MOMENT)


def as_document(root: Element) -> bytes:
    """Return an answer as a document."""
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document

"""A case or a practice in the fifteen elements of Dublin Core."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.exports.citation import PUBLISHER, Citation
from app.exports.oai.nodes import DC, LANGUAGE, OAI_DC, SCHEMA_OF_DC, add
from app.thing_urls import thing_url


def add_dublin_core(above: Element, citation: Citation) -> None:
    """Add the metadata of what is cited."""
    names = {"xmlns:oai_dc": OAI_DC, "xmlns:dc": DC, "xsi:schemaLocation": f"{OAI_DC} {SCHEMA_OF_DC}"}
    root = add(above, "oai_dc:dc", **names)
    for name, value, language in _elements(citation):
        if value:
            add(root, f"dc:{name}", value, **({LANGUAGE: language} if language else {}))


def _elements(citation: Citation) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and language of each element. The address of the page comes first, then the one that stays."""
    yield "title", citation.title, citation.language
    yield from (("creator", name, "") for name in citation.authors)
    yield from (("subject", theme, "en") for theme in citation.themes)
    yield "description", citation.abstract, citation.language
    yield "publisher", PUBLISHER, ""
    yield "date", citation.published.isoformat(), ""
    yield "type", citation.genre, "en"
    yield "format", "text/html", ""
    yield "identifier", thing_url(citation.reference, external=True), ""
    yield "identifier", citation.address, ""
    yield "identifier", citation.number, ""
    yield "language", citation.language, ""
    yield from (("relation", source.address, "") for source in citation.sources)
    yield from (("coverage", place, "en") for place in citation.places)
    yield "rights", citation.remarks, "en"

"""Links for programs that come to a page: how it is cited, what describes it, its content (signposting.org).

They are in the header `Link` of the page (RFC 8288), and all together in a link set (RFC 9264).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask import Response, url_for

from app.exports.addresses import form_url, linkset_url
from app.exports.citation import Citation
from app.exports.formats import FORMATS
from app.exports.jsonld import CONTEXT, TYPES
from app.thing_urls import thing_url

LINKSET = "application/linkset+json"
DESCRIBING = ("bib", "ris", "csl.json", "jsonld")
"""The forms that describe; the others have the content."""
LANDING_PAGE = f"{CONTEXT}/AboutPage"
TERMS = "https://www.first.org/tlp/"
"""What a mark allows its readers to do with what they read."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link from the page of what is cited."""

    relation: str
    target: str
    media_type: str = ""


def links_of(citation: Citation) -> Iterator[Link]:
    """Yield the links, those of one relation together."""
    yield Link("cite-as", citation.address)
    yield Link("type", LANDING_PAGE)
    yield Link("type", f"{CONTEXT}/{TYPES[citation.kind]}")
    yield from (_form("describedby", citation, suffix) for suffix in DESCRIBING)
    yield from (_form("item", citation, suffix) for suffix in FORMATS if suffix not in DESCRIBING)
    yield Link("license", TERMS)
    yield Link("collection", url_for("catalogue.catalogue", _external=True), "application/ld+json")


def _form(relation: str, citation: Citation, suffix: str) -> Link:
    return Link(relation, form_url(citation, suffix, external=True), FORMATS[suffix].media_type)


def add_links(citation: Citation, response: Response) -> Response:
    """Add the links to the header of a page."""
    for link in (*links_of(citation), Link("linkset", linkset_url(citation), LINKSET)):
        media_type = f'; type="{link.media_type}"' if link.media_type else ""
        response.headers.add("Link", f'<{link.target}>; rel="{link.relation}"{media_type}')
    return response


def linkset(citation: Citation) -> Response:
    """Return the links as a document, with those back from each form to the page."""
    page = thing_url(citation.reference, external=True)
    forward = {
        relation: [_target(link) for link in links] for relation, links in groupby(links_of(citation), _relation)
    }
    back = [
        {"anchor": link.target, name: [{"href": page, "type": "text/html"}]}
        for link in links_of(citation)
        if (name := {"describedby": "describes", "item": "collection"}.get(link.relation))
    ]
    document = json.dumps({"linkset": [{"anchor": page, **forward}, *back]}, indent=1)
    return Response(document, mimetype=LINKSET)


def _relation(link: Link) -> str:
    return link.relation


def _target(link: Link) -> dict[str, str]:
    return {"href": link.target, **({"type": link.media_type} if link.media_type else {})}

"""What a page shows of its own citation: two styles, and a link to each form; for programs, links in its header."""

from functools import partial
from typing import Any

from flask import after_this_request

from app.exports.addresses import form_url
from app.exports.citation import Citation
from app.exports.formats import FORMATS
from app.exports.jsonld import describe
from app.exports.signposting import add_links
from case_studies.vocabulary import Audience


def citation_box(citation: Citation, audience: Audience) -> dict[str, Any]:
    """Return the variables of `exports/box.html`, and add links for programs to the header of the page.

    What is public is described for programs in the page, too.
    """
    after_this_request(partial(add_links, citation))
    return {
        "citation": citation,
        "export_links": [(form.name, form.media_type, form_url(citation, suffix)) for suffix, form in FORMATS.items()],
        "linked_data": describe(citation) if audience == Audience.PUBLIC else None,
    }

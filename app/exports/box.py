"""What a page shows of its own citation: two styles, and a link to each form."""

from typing import Any

from flask import url_for

from app.exports.citation import Citation
from app.exports.formats import FORMATS
from app.exports.jsonld import describe
from case_studies.vocabulary import Audience, Kind


def citation_box(citation: Citation, audience: Audience) -> dict[str, Any]:
    """Return the variables of `exports/box.html`. What is public is described for programs in the page, too."""
    return {
        "citation": citation,
        "export_links": [(form.name, form.media_type, _address(citation, suffix)) for suffix, form in FORMATS.items()],
        "linked_data": describe(citation) if audience == Audience.PUBLIC else None,
    }


def _address(citation: Citation, suffix: str) -> str:
    if citation.kind is Kind.CASE:
        return url_for("exports.case", reference=citation.reference, suffix=suffix)
    return url_for("exports.edition", reference=citation.reference, number=citation.revision, suffix=suffix)

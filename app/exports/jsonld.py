"""JSON-LD in the terms of schema.org: a case is a Report, a practice an Article that cites cases."""

import json
from collections.abc import Callable
from typing import Any

from app.exports.citation import PUBLISHER, Citation, Source
from app.exports.volume import Volume
from case_studies.vocabulary import Kind

CONTEXT = "https://schema.org"


def write(citation: Citation) -> str:
    """Return the description as a file."""
    return json.dumps(describe(citation), ensure_ascii=False, indent=1)


def describe(citation: Citation) -> dict[str, Any]:
    """Return the description of a case or a practice."""
    values = {
        "@context": CONTEXT,
        "@type": TYPES[citation.kind],
        "@id": citation.address,
        "url": citation.address,
        "name": citation.title,
        "headline": citation.title,
        "abstract": citation.abstract,
        "author": [organization(name) for name in citation.authors],
        "publisher": organization(PUBLISHER),
        "datePublished": citation.published.isoformat(),
        "inLanguage": citation.language,
        "identifier": citation.reference,
        "version": str(citation.revision or ""),
        "about": [{"@type": "Thing", "name": name} for name in citation.themes],
        "spatialCoverage": [{"@type": "Place", "name": name} for name in citation.places],
        "isAccessibleForFree": True,
        "conditionsOfAccess": citation.marking,
        "creditText": " ".join((*citation.notes, citation.responsibility)),
        **(_OF_KIND[citation.kind](citation) if citation.kind in _OF_KIND else {}),
    }
    return {name: value for name, value in values.items() if value}


def write_volume(volume: Volume) -> str:
    """Return the description of a collection with what is in it."""
    parts = [{name: value for name, value in describe(one).items() if name != "@context"} for one in volume.things]
    return json.dumps({**describe(volume.cover), "hasPart": parts}, ensure_ascii=False, indent=1)


def _report(source: Source) -> dict[str, Any]:
    return {
        "@type": "Report",
        "@id": source.address,
        "url": source.address,
        "name": source.title,
        "author": organization(source.author),
        "inLanguage": source.language,
        "reportNumber": source.number,
    }


def organization(name: str) -> dict[str, str]:
    """Return an organization or a delegation by its name."""
    return {"@type": "Organization", "name": name}


TYPES: dict[Kind | None, str] = {
    Kind.CASE: "Report",
    Kind.PRACTICE: "Article",
    Kind.EVENT: "Event",
    Kind.STUDY: "CreativeWork",
    Kind.ISSUE: "Question",
    Kind.COLLECTION: "Collection",
}
_OF_KIND: dict[Kind | None, Callable[[Citation], dict[str, Any]]] = {
    Kind.CASE: lambda case: {"reportNumber": case.number},
    Kind.PRACTICE: lambda practice: {"citation": [_report(one) for one in practice.sources]},
}

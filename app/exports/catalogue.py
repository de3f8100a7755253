"""The catalogue of the data sets and services (DCAT 2), for data portals. A single case is no data set."""

from typing import Any

from flask import url_for

from app.exports.results import RESULTS_FORMATS

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
RIGHTS = "The content of a case is the responsibility of the delegation that submitted it."


def describe_catalogue() -> dict[str, Any]:
    """Return the catalogue of what the public gets."""
    return {
        "@context": CONTEXT,
        **_thing(
            "dcat:Catalog",
            "",
            "Casebook",
            "Case studies and good practices on the safety and security of UN peacekeepers.",
        ),
        "foaf:homepage": {"@id": url_for("home.home", _external=True)},
        "dcat:dataset": [_library(), _figures()],
        "dcat:service": [_harvesting(), _api()],
    }


def _library() -> dict[str, Any]:
    forms = [
        (url_for("results.results", suffix=it, _external=True), one.media_type) for it, one in RESULTS_FORMATS.items()
    ]
    return {
        **_thing(
            "dcat:Dataset",
            "library",
            "Published cases, adopted practices, events and studies",
            "One row a result, with its themes, host States, date, state, summary and address. "
            "The parameters of the search page narrow it.",
        ),
        "dct:rights": RIGHTS,
        "dcat:distribution": [_distribution(*form) for form in forms],
    }


def _figures() -> dict[str, Any]:
    return {
        **_thing(
            "dcat:Dataset",
            "figures",
            "Figures",
            "Published cases by theme, year of publication, host State, delegation.",
        ),
        "dcat:distribution": [_distribution(url_for("figures.figures_csv", _external=True), "text/csv")],
    }


def _harvesting() -> dict[str, Any]:
    return {
        **_thing(
            "dcat:DataService", "oai", "Harvesting by OAI-PMH", "Dublin Core of all that is public, with deletions."
        ),
        "dcat:endpointURL": {"@id": url_for("oai.oai", _external=True)},
        "dcat:endpointDescription": {"@id": url_for("oai.oai", verb="Identify", _external=True)},
        "dct:conformsTo": {"@id": "http://www.openarchives.org/OAI/2.0/openarchivesprotocol.htm"},
        "dcat:servesDataset": {"@id": _id("library")},
    }


def _api() -> dict[str, Any]:
    return {
        **_thing("dcat:DataService", "api", "API", "The same as the pages, in JSON."),
        "dcat:endpointURL": {"@id": url_for("home.home", _external=True) + "api/v1"},
        "dcat:endpointDescription": {"@id": url_for("home.home", _external=True) + "api/v1/openapi.json"},
        "dcat:servesDataset": {"@id": _id("library")},
    }


def _thing(kind: str, name: str, title: str, description: str) -> dict[str, Any]:
    return {
        "@id": _id(name),
        "@type": kind,
        "dct:title": {"@value": title, "@language": "en"},
        "dct:description": {"@value": description, "@language": "en"},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": "Casebook"},
    }


def _id(name: str) -> str:
    address = url_for("catalogue.catalogue", _external=True)
    return f"{address}#{name}" if name else address


def _distribution(address: str, media_type: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{media_type}"},
    }

"""CSL-JSON, for citation processors."""

import json
from collections.abc import Iterable
from typing import Any

from app.exports.citation import PUBLISHER, Citation


def write(citation: Citation) -> str:
    """Return a list with one report."""
    return write_all([citation])


def write_all(citations: Iterable[Citation]) -> str:
    """Return a list of reports."""
    return json.dumps([_item(one) for one in citations], ensure_ascii=False, indent=1)


def _item(citation: Citation) -> dict[str, Any]:
    """Return a report. Its authors are literal, so that no style splits them."""
    issued = citation.published
    item = {
        "id": citation.key,
        "type": "report",
        "title": citation.title,
        "author": [{"literal": name} for name in citation.authors],
        "issued": {"date-parts": [[issued.year, issued.month, issued.day]]},
        "number": citation.number,
        "genre": citation.genre,
        "publisher": PUBLISHER,
        "language": citation.language,
        "URL": citation.address,
        "note": citation.remarks,
        "abstract": citation.abstract,
    }
    return {name: value for name, value in item.items() if value}

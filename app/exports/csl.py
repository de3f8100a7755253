"""CSL-JSON, for citation processors."""

import json

from app.exports.citation import PUBLISHER, Citation


def write(citation: Citation) -> str:
    """Return a list with one report. Its authors are literal, so that no style splits them."""
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
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)

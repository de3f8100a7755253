"""RIS, for reference managers: one tag a line. A line break in a text would begin the next tag, so none is left."""

from app.exports.citation import PUBLISHER, Citation, one_line

LINE_END = "\r\n"


def write(citation: Citation) -> str:
    """Return a record of a report. A comma in an author would split the name, so it is left out."""
    rows = [
        ("TY", "RPRT"),
        ("ID", citation.key),
        ("TI", citation.title),
        *(("AU", name.replace(",", "")) for name in citation.authors),
        ("PB", PUBLISHER),
        ("M3", citation.genre),
        ("SN", citation.number),
        ("PY", str(citation.published.year)),
        ("DA", citation.published.strftime("%Y/%m/%d")),
        ("LA", citation.language),
        ("UR", citation.address),
        ("N1", citation.remarks),
        ("AB", citation.abstract),
        *(("KW", theme) for theme in citation.themes),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in rows if value]
    return LINE_END.join([*lines, "ER  - ", ""])

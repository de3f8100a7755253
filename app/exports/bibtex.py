"""BibTeX. Names and titles are in two pairs of braces, so that no program splits them or changes their letters.

A brace counts even behind a backslash. So the braces of a text are written as commands, and all others pair up.
"""

import re

from app.exports.citation import PUBLISHER, Citation, one_line

COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "$&#_%"},
}

LIGATURES = re.compile("(?<=[-`'?!])(?=[-`'])")  # two hyphens would become a dash


def write(citation: Citation) -> str:
    """Return an entry for a technical report."""
    fields = {
        "title": f"{{{escape(citation.title)}}}",
        "author": " and ".join(f"{{{escape(name)}}}" for name in citation.authors),
        "institution": f"{{{PUBLISHER}}}",
        "type": escape(citation.genre),
        "number": escape(citation.number),
        "year": str(citation.published.year),
        "date": citation.published.isoformat(),
        "url": citation.address,
        "langid": citation.language,
        "note": escape(citation.remarks),
        "abstract": escape(citation.abstract),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@techreport{{{citation.key},\n" + ",\n".join(lines) + "\n}\n"


def escape(text: str) -> str:
    """Return a text in one line that LaTeX sets as it is."""
    return LIGATURES.sub("{}", "".join(COMMANDS.get(letter, letter) for letter in one_line(text)))

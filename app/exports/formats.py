"""The forms of an export: suffix → media type → writer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Response

from app.downloads import send_marked
from app.exports import bibtex, csl, jsonld, markdown, pdf, ris
from app.exports.citation import Citation
from app.exports.word import write as word
from case_studies.vocabulary import MediaType


@dataclass(frozen=True, slots=True)
class Format:
    """A form: what its link is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Citation], str | bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("PDF", MediaType.PDF, pdf.write),
    "docx": Format("Word", MediaType.DOCX, word.write),
    "md": Format("Markdown", "text/markdown", markdown.write),
    "bib": Format("BibTeX", "application/x-bibtex", bibtex.write),
    "ris": Format("RIS", "application/x-research-info-systems", ris.write),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
    "jsonld": Format("JSON-LD", "application/ld+json", jsonld.write),
}
WHOLE_FORMATS = {suffix: FORMATS[suffix] for suffix in ("pdf", "docx", "md")}
"""The forms with the whole text, for what is not cited as a case is: a brief, a joint text."""


def _ending(formats: Iterable[str]) -> str:
    """Return the end of an address: one of the suffixes."""
    return ".<any({}):suffix>".format(", ".join(f'"{suffix}"' for suffix in formats))


SUFFIX, WHOLE_SUFFIX = _ending(FORMATS), _ending(WHOLE_FORMATS)


def send(citation: Citation, suffix: str) -> Response:
    """Return a citation in a form, as a file with its mark in its name."""
    chosen = FORMATS[suffix]
    written = chosen.write(citation)
    content, charset = (written.encode(), "; charset=utf-8") if isinstance(written, str) else (written, "")
    return send_marked(
        content,
        f"{chosen.media_type}{charset}",
        stem=citation.reference,
        ending=f".{suffix}",
        mark=citation.mark,
    )

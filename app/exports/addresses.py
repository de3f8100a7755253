"""Where a case or a practice is, in each form."""

from flask import url_for

from app.exports.citation import Citation
from case_studies.vocabulary import Kind


def form_url(citation: Citation, suffix: str, *, external: bool = False) -> str:
    """Return the address of a form; of a practice, that of the cited edition."""
    return _address(citation, "case", "edition", external=external, suffix=suffix)


def linkset_url(citation: Citation) -> str:
    """Return the address of all links of a page."""
    return _address(citation, "case_linkset", "edition_linkset", external=True)


def _address(citation: Citation, of_case: str, of_edition: str, *, external: bool, **values: str) -> str:
    reference = citation.reference
    if citation.kind is Kind.CASE:
        return url_for(f"thing_files.{of_case}", reference=reference, _external=external, **values)
    number = citation.revision
    return url_for(f"thing_files.{of_edition}", reference=reference, number=number, _external=external, **values)

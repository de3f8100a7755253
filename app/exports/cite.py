"""The citation of a case or a practice, whichever it is."""

from app.exports.case import cite_case
from app.exports.citation import Citation
from app.exports.practice import cite_practice
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision


def cite(content: ReleasedRevision | ReleasedPractice) -> Citation:
    """Return what is cited as its reader reads it."""
    return cite_case(content) if isinstance(content, ReleasedRevision) else cite_practice(content)

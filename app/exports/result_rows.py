"""The rows of search results in a file: what is on record, as its reader reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exports.cite import cite
from case_studies.operations.search.results_on_record import OnRecord
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.study_release import ReleasedStudy
from case_studies.policy.text_release import ReleasedText
from case_studies.vocabulary import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One result. Its fields are the columns, but for `mark`, the mark of the file that it is in.

    The revision of a practice is its edition; events, studies and joint texts have none. `when` is the day, the month
    or the days of an event, the year of a study, and the day on which a joint text was delivered.
    """

    reference: str
    kind: str
    revision: int | None = None
    title: str
    authors: Sequence[str]
    language: str
    published: str
    themes: Sequence[str]
    host_states: Sequence[str] = ()
    summary: str
    address: str
    marking: str
    notes: Sequence[str]
    responsibility: str
    state: str
    when: str = ""
    mark: str


def row_of(result: OnRecord) -> ResultRow:
    """Return the row of a result."""
    citation = cite(result)
    return ResultRow(
        reference=citation.reference,
        kind=str(citation.kind),
        revision=citation.revision or None,
        title=citation.title,
        authors=citation.authors,
        language=citation.language,
        published=citation.published.isoformat(),
        themes=citation.themes,
        host_states=citation.places,
        summary=citation.abstract,
        address=citation.address,
        marking=citation.marking,
        notes=citation.notes,
        responsibility=citation.responsibility,
        state=State.PUBLISHED if isinstance(result, ReleasedRevision) else result.state,
        when=_when(result),
        mark=citation.mark,
    )


def _when(result: OnRecord) -> str:
    if isinstance(result, ReleasedEvent):
        return "/".join(filter(None, (result.starts, result.ends)))
    if isinstance(result, ReleasedText):
        return str(result.delivered_at.date())
    return str(result.year) if isinstance(result, ReleasedStudy) else ""

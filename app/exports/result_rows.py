"""The rows of search results in a file: cases, adopted practices, events and studies as their reader reads them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.exports.cite import cite
from app.phrases.markings import MARKS
from app.phrases.studies import CERTAINTIES
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.operations.search.results_on_record import OnRecord
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.study_release import ReleasedStudy
from case_studies.vocabulary import FoundKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One result. Its fields are the columns, but for `mark`, the mark of the file that it is in.

    The revision of a practice is its edition; events and studies have none. `when` is the day, the month or the days of
    an event, and the year of a study.
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
    return _ROWS[result.kind](result)


def _cited(result: ReleasedRevision | ReleasedPractice) -> ResultRow:
    citation = cite(result)
    return ResultRow(
        reference=citation.reference,
        kind=str(citation.kind),
        revision=citation.revision,
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
        mark=citation.mark,
    )


def _event(event: ReleasedEvent) -> ResultRow:
    return ResultRow(
        **_common(event),
        authors=[event.organised_by] if event.organised_by else [],
        published=event.announced_at.date().isoformat(),
        summary=event.concept_note,
        notes=list(_notes_of_event(event)),
        responsibility=_announced_by(event),
        when="/".join(filter(None, (event.starts, event.ends))),
    )


def _notes_of_event(event: ReleasedEvent) -> Iterator[str]:
    if event.reason:
        reason = _("Cancelled: %(reason)s") if event.is_cancelled else _("Moved: %(reason)s")
        yield str(reason % {"reason": event.reason})
    if event.place:
        yield event.place


def _announced_by(event: ReleasedEvent) -> str:
    if event.demonstration:
        return str(_("From public sources, or an example. No delegation announced it."))
    return str(_("Announced by: %(delegation)s", delegation=name_of(event.announced_by)))


def _study(study: ReleasedStudy) -> ResultRow:
    return ResultRow(
        **_common(study),
        authors=[study.authors],
        published=study.created_at.date().isoformat(),
        host_states=[place.name for place in study.host_states],
        summary=study.finding,
        notes=[str(CERTAINTIES[study.certainty]), study.address],
        responsibility=str(_("In the words of the delegation that listed it.")),
        when=str(study.year),
    )


def _common(item: ReleasedEvent | ReleasedStudy) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in ("reference", "kind", "title", "language", "state")},
        "themes": [theme.label for theme in item.themes],
        "address": thing_url(item.reference, external=True),
        "marking": MARKS[item.audience],
        "mark": MARKS[item.audience],
    }


_ROWS: Mapping[str, Callable[[Any], ResultRow]] = {
    FoundKind.CASE: _cited,
    FoundKind.PRACTICE: _cited,
    FoundKind.EVENT: _event,
    FoundKind.STUDY: _study,
}

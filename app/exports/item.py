"""The view of an event, a study and an issue on record for files that have several things."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from app.exports.citation import Citation, Part
from app.phrases import events, issues, studies
from app.phrases.markings import MARKS
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.study_release import ReleasedStudy
from case_studies.vocabulary import Kind

EVENT_PARTS = ("asked_of_members", "agenda", "came_of_it")
ISSUE_PARTS = ("setting", "already_tried", "who_could_change_it")


def cite_event(event: ReleasedEvent) -> Citation:
    """Return an event as its reader reads it."""
    documents = tuple(": ".join(filter(None, (one["title"], one["address"]))) for one in event.documents)
    texts = [Part(str(events.FIELDS[name]), getattr(event, name)) for name in EVENT_PARTS]
    parts = (Part(_("Concept note"), event.concept_note), *texts, Part(str(events.FIELDS["documents"]), rows=documents))
    return Citation(
        **_common(event),
        genre=str(events.KINDS[event.event_kind]),
        authors=(event.organised_by,) if event.organised_by else (),
        published=event.announced_at.date(),
        responsibility=_announced_by(event),
        notes=tuple(_notes_of_event(event)),
        abstract=event.concept_note,
        facts=((_("When"), [events.when(event)]), (str(events.FIELDS["place"]), [event.place] if event.place else [])),
        parts=_with_text(*parts),
    )


def cite_study(study: ReleasedStudy) -> Citation:
    """Return the entry of a study as its reader reads it."""
    return Citation(
        **_common(study),
        genre=str(studies.KINDS[study.study_kind]),
        authors=(study.authors,),
        published=study.created_at.date(),
        responsibility=str(_("In the words of the delegation that listed it.")),
        notes=(str(studies.CERTAINTIES[study.certainty]), study.address),
        abstract=study.finding,
        places=tuple(place.name for place in study.host_states),
        facts=((str(studies.FIELDS["publisher"]), [study.publisher]), (_("Year"), [str(study.year)])),
        parts=_with_text(Part(_("What it found"), study.finding), Part(str(studies.FIELDS["method"]), study.method)),
    )


def cite_issue(issue: ReleasedIssue) -> Citation:
    """Return an issue on record as its reader reads it: what is asked, and what an editor summed up."""
    asker = name_of(issue.asked_by)
    texts = [Part(str(issues.FIELDS[name]), getattr(issue, name)) for name in ISSUE_PARTS]
    return Citation(
        **_common(issue),
        genre=_("Difficult issue"),
        authors=(_("Example for %(delegation)s", delegation=asker) if issue.demonstration else asker,),
        published=issue.posted_at.date(),
        responsibility=_("The question is the responsibility of the delegation that asks it."),
        notes=(_("An example from public sources. No delegation asked it."),) if issue.demonstration else (),
        abstract=issue.question,
        facts=((_("State"), [str(issues.STATES[issue.state])]),),
        parts=_with_text(*texts, *_known(issue)),
    )


def _known(issue: ReleasedIssue) -> Iterator[Part]:
    if (known := issue.synthesis) is not None:
        yield Part(_("What members do"), known.members_do)
        yield Part(_("Where they differ"), known.they_differ)
        yield Part(_("What nobody knows"), known.nobody_knows)


def _common(item: ReleasedEvent | ReleasedStudy | ReleasedIssue) -> dict[str, Any]:
    return {
        "kind": Kind(item.kind),
        "reference": item.reference,
        "revision": 0,
        "number": item.reference,
        "title": item.title,
        "language": item.language,
        "themes": tuple(theme.label for theme in item.themes),
        "address": thing_url(item.reference, external=True),
        "mark": MARKS[item.audience],
        "marking": MARKS[item.audience],
    }


def _with_text(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text or part.rows)


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

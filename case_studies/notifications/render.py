"""What a notice says to its person now: by what they see of the case when they read it, not when it happened."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from case_studies.models import Case, Notification, Revision
from case_studies.notifications.links import link_path
from case_studies.notifications.messages import (
    MESSAGE_TEMPLATES,
    NO_MORE,
    NOT_OPEN,
    NOT_OPEN_NAME,
    MessageTemplate,
    MessageText,
)
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.policy.visibility import case_view, readable_by
from case_studies.vocabulary import Audience, NotificationEvent


@dataclass(frozen=True, slots=True)
class RenderedNotification:
    """A notice in words, as templates with what they are filled in with; `path` is empty where nothing is to open.

    `shown` is the revision whose title the reader may see. A mail travels on open roads: its title is `public_title`.
    A saved search has a name instead, and found `cases`; its name may tell of a case what only members may know.
    """

    name: str
    words: MessageText
    reference: str
    day: date | None
    numbers: Mapping[str, object]
    path: str
    shown: Revision | None
    public_title: str
    search: str = ""
    cases: tuple[Revision, ...] = ()

    def fill(self, template: str, write: Callable[[date], str]) -> str:
        """Return a template with its reference, its numbers and its day, written as the reader's language does."""
        return template % {**self.numbers, "reference": self.reference, "day": write(self.day) if self.day else ""}


def readable_cases(session: Session, notices: Iterable[Notification], actor: Actor) -> dict[int, Revision]:
    """Return the cases that notices of saved searches name, as far as the actor may read them now."""
    ids = {number for notice in notices for number in _named(notice)}
    query = select(Revision).join(Revision.case).where(Case.id.in_(ids), readable_by(actor))
    listed = query.options(contains_eager(Revision.case).lazyload(Case.revisions))
    return {revision.case_id: revision for revision in session.scalars(listed)} if ids else {}


def _named(notice: Notification) -> list[int]:
    """Return the ids of the cases that a saved search found, the newest first."""
    return list(notice.facts.get("cases", ())) if notice.event == NotificationEvent.NEW_CASES else []


def render(
    notice: Notification, case: Case | None, actor: Actor, readable: Mapping[int, Revision]
) -> RenderedNotification:
    """Put a notice into words for its person; `readable` has the cases that saved searches found."""
    if notice.event == NotificationEvent.NEW_CASES:
        return _say_new([readable[number] for number in _named(notice) if number in readable], notice)
    telling, day = MESSAGE_TEMPLATES[notice.event], notice.facts.get("day")
    seen = case_view(actor, case) if case is not None else None
    takes_part = seen is not None and seen.inside
    open_to_them = takes_part or telling.to_all
    words = _words(telling, notice, case, actor) if open_to_them else NOT_OPEN
    return RenderedNotification(
        name=telling.name if open_to_them else NOT_OPEN_NAME,
        words=words,
        reference=case.reference if case is not None else "",
        day=date.fromisoformat(day) if day else None,
        numbers={name: value for name, value in notice.facts.items() if isinstance(value, int)},
        path=link_path(words.place, actor, case) if case is not None else "",
        shown=seen.revision if seen is not None else None,
        public_title=_public_title(case) if seen is not None else "",
    )


def _say_new(cases: Sequence[Revision], notice: Notification) -> RenderedNotification:
    """Put what a saved search found into words."""
    telling = MESSAGE_TEMPLATES[NotificationEvent.NEW_CASES]
    words = telling.words if cases else NO_MORE
    name = str(notice.facts["search"])
    return RenderedNotification(
        name=telling.name,
        words=words,
        reference="",
        day=None,
        numbers={"count": len(cases)},
        path=words.place.value,
        shown=None,
        public_title=name if cases and all(case.audience == Audience.PUBLIC for case in cases) else "",
        search=name,
        cases=tuple(cases),
    )


def _words(telling: MessageTemplate, notice: Notification, case: Case | None, actor: Actor) -> MessageText:
    """Return the words for the delegation or for its judges, before or after the day."""
    if telling.late is not None and notice.facts.get("days", 0) < 0:
        return telling.late
    if telling.to_judges is not None and case is not None and not is_office_of_submitter(actor, case):
        return telling.to_judges
    return telling.words


def _public_title(case: Case | None) -> str:
    """Return the title that everybody may read, or nothing."""
    readable = case.readable if case is not None else None
    return readable.title if readable is not None and readable.audience == Audience.PUBLIC else ""

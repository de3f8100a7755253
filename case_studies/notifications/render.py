"""A notification in words, as its reader may see it now. What counts is the moment of reading, not of the event."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from case_studies.models import Case, Notification, Revision
from case_studies.notifications.links import LinkTarget, link_path
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.notifications.messages import MESSAGE_TEMPLATES, NO_LONGER_OPEN, NOT_OPEN, NOT_OPEN_NAME
from case_studies.policy.actor import Actor
from case_studies.policy.consents import consent_view
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.policy.release import Reader, ReleasedRevision, release
from case_studies.policy.visibility import case_view, readable_by
from case_studies.vocabulary import Audience, NotificationEvent

OF_SEARCHES = (NotificationEvent.NEW_CASES, NotificationEvent.CASES_ENDED)


@dataclass(frozen=True, slots=True)
class RenderedNotification:
    """A notification as text templates and the values that fill them; `path` is empty if there is nothing to open.

    `revision` is the one whose title the reader may see on the platform. `public_title` is what a mail may show.
    A notification of a saved search has `search`, its name, and the `cases` found. The name can reveal what only
    members may know, so a mail shows it only if all cases are public.
    """

    name: str
    text: MessageText
    reference: str
    day: date | None
    facts: Mapping[str, object]
    path: str
    revision: ReleasedRevision | None
    public_title: str
    search: str = ""
    cases: tuple[ReleasedRevision, ...] = ()

    def fill(self, template: str, format_day: Callable[[date], str]) -> str:
        """Return a template with its reference, facts and day; `format_day` knows the reader's language."""
        return template % {**self.facts, "reference": self.reference, "day": format_day(self.day) if self.day else ""}


def readable_cases(
    session: Session, notifications: Iterable[Notification], actor: Actor
) -> dict[int, ReleasedRevision]:
    """Return case id → revision for the cases of saved-search notifications that the actor may read now."""
    ids = {number for notification in notifications for number in _case_ids(notification)}
    query = select(Revision).join(Revision.case).where(Case.id.in_(ids), readable_by(actor))
    with_case = query.options(contains_eager(Revision.case).lazyload(Case.revisions))
    return {revision.case_id: revision for revision in release(session.scalars(with_case), actor)} if ids else {}


def _case_ids(notification: Notification) -> list[int]:
    """Return the ids of the cases that a saved search found, the newest first."""
    return list(notification.facts.get("cases", ())) if notification.event in OF_SEARCHES else []


def render(
    notification: Notification, case: Case | None, actor: Actor, readable: Mapping[int, ReleasedRevision]
) -> RenderedNotification:
    """Return a notification in words for its reader; `readable` comes from `readable_cases`."""
    if notification.event in OF_SEARCHES:
        cases = [readable[number] for number in _case_ids(notification) if number in readable]
        return _render_found_cases(cases, notification)
    template, day = MESSAGE_TEMPLATES[notification.event], notification.facts.get("day")
    view = case_view(actor, case) if case is not None else None
    allowed = template.for_outsiders or (view is not None and view.inside) or _is_asked(template, case, actor)
    text = _choose_text(template, notification, case, actor) if allowed else NOT_OPEN
    return RenderedNotification(
        name=template.name if allowed else NOT_OPEN_NAME,
        text=text,
        reference=case.reference if case is not None else notification.facts.get("reference", ""),
        day=date.fromisoformat(day) if day else None,
        facts=notification.facts,
        path=link_path(text.target, actor, case)
        if case is not None
        else text.target.value.format(**notification.facts),
        revision=view.released if view is not None else None,
        public_title=_public_title(case) if view is not None else "",
    )


def _is_asked(template: MessageTemplate, case: Case | None, actor: Actor) -> bool:
    """Whether it is about the consent of the reader's delegation, which the case names."""
    return case is not None and template.text.target is LinkTarget.CONSENT and consent_view(actor, case) is not None


def _render_found_cases(cases: Sequence[ReleasedRevision], notification: Notification) -> RenderedNotification:
    template = MESSAGE_TEMPLATES[notification.event]
    text = template.text if cases else NO_LONGER_OPEN
    search = str(notification.facts["search"])
    return RenderedNotification(
        name=template.name,
        text=text,
        reference="",
        day=None,
        facts={"count": len(cases)},
        path=text.target.value,
        revision=None,
        public_title=search if cases and all(case.audience == Audience.PUBLIC for case in cases) else "",
        search=search,
        cases=tuple(cases),
    )


def _choose_text(template: MessageTemplate, notification: Notification, case: Case | None, actor: Actor) -> MessageText:
    """Return the text for the delegation or for reviewers, before or after the day."""
    if template.overdue_text is not None and notification.facts.get("days", 0) < 0:
        return template.overdue_text
    if template.reviewer_text is not None and case is not None and not is_office_of_submitter(actor, case):
        return template.reviewer_text
    return template.text


def _public_title(case: Case | None) -> str:
    """Return the title that everybody may read, or an empty text."""
    readable = case.readable if case is not None else None
    if readable is None or readable.audience != Audience.PUBLIC:
        return ""
    return ReleasedRevision(readable, Reader(Audience.PUBLIC)).title

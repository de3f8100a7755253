"""A notification in words, as its reader may see it now. What counts is the moment of reading, not of the event."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.models import Case, HistoryEntry, Notification, Revision
from case_studies.notifications.links import LinkTarget, link_path
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.notifications.messages import MESSAGE_TEMPLATES, NO_LONGER_OPEN, NOT_OPEN, NOT_OPEN_NAME
from case_studies.notifications.several import in_one_line, references_in
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.consents import consent_view
from case_studies.policy.found_items import ReleasedItem, find_items
from case_studies.policy.predicates import is_office_of_submitter
from case_studies.policy.release import Reader, ReleasedRevision, release
from case_studies.policy.visibility import case_view, readable_by
from case_studies.vocabulary import Audience, HistoryAction, NotificationEvent

NARROWING = (HistoryAction.NARROW, HistoryAction.HIDE_PART, HistoryAction.WITHDRAW_CONSENT)
OF_SEARCHES = (NotificationEvent.NEW_CASES, NotificationEvent.CASES_ENDED)


@dataclass(frozen=True, slots=True)
class FoundThings:
    """What a saved search found, as the reader may read it now: cases and everything else, each newest first."""

    cases: Sequence[ReleasedRevision] = ()
    items: Sequence[ReleasedItem] = ()


@dataclass(frozen=True, slots=True)
class RenderedNotification:
    """A notification as text templates and the values that fill them; `path` is empty if there is nothing to open.

    `revision` is the one whose title the reader may see on the platform. `public_title` is what a mail may show.
    A notification of a saved search has `search`, its name, and the `cases` and other `items` found. The name can
    reveal what only members may know, so a mail shows it only if everybody reads all of these cases that the reader
    reads, and there is nothing else.
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
    items: tuple[ReleasedItem, ...] = ()

    def fill(self, template: str, format_day: Callable[[date], str]) -> str:
        """Return a template with its reference, facts and day; `format_day` knows the reader's language."""
        return template % {**self.facts, "reference": self.reference, "day": format_day(self.day) if self.day else ""}


def things_found(session: Session, notifications: Iterable[Notification], actor: Actor) -> dict[int, FoundThings]:
    """Return notification id → what a saved search found and the actor may read now.

    A case that was narrowed since is left out: the search could say by what it was found.
    """
    of_searches = [one for one in notifications if one.event in OF_SEARCHES]
    ids = {number for one in of_searches for number in _case_ids(one)}
    readable, narrowed = (_readable(session, actor, ids), _narrowed(session, ids)) if ids else ({}, {})
    items = find_items(session, actor, {reference for one in of_searches for reference in _item_references(one)})
    return {
        one.id: FoundThings(
            [readable[n] for n in _case_ids(one) if n in readable and narrowed.get(n, one.at) <= one.at],
            [items[reference] for reference in _item_references(one) if reference in items],
        )
        for one in of_searches
    }


def _readable(session: Session, actor: Actor, ids: Collection[int]) -> dict[int, ReleasedRevision]:
    query = select(Revision).join(Revision.case).where(Case.id.in_(ids), readable_by(actor))
    links = selectinload(Revision.attachments), selectinload(Revision.released_to), selectinload(Revision.co_submitters)
    with_case = query.options(contains_eager(Revision.case).lazyload(Case.revisions), *links)
    return {revision.case_id: revision for revision in release(session.scalars(with_case), actor)}


def _narrowed(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    """Return case id → when fewer readers got less of it for the last time, without a new revision."""
    last = func.max(HistoryEntry.at, type_=HistoryEntry.at.type)
    query = select(HistoryEntry.case_id, last).where(HistoryEntry.case_id.in_(ids), HistoryEntry.action.in_(NARROWING))
    return {case_id: at for case_id, at in session.execute(query.group_by(HistoryEntry.case_id)) if case_id is not None}


def _case_ids(notification: Notification) -> list[int]:
    """Return the ids of the cases that a saved search found, the newest first."""
    return list(notification.facts.get("cases", ()))


def _item_references(notification: Notification) -> list[str]:
    """Return the references of what else a saved search found, the newest first."""
    return list(notification.facts.get("items", ()))


def render(
    notification: Notification, case: Case | None, actor: Actor, found: Mapping[int, FoundThings]
) -> RenderedNotification:
    """Return a notification in words for its reader; `found` comes from `things_found`."""
    if notification.event in OF_SEARCHES:
        return _render_found(found[notification.id], notification)
    template, day = MESSAGE_TEMPLATES[notification.event], notification.facts.get("day")
    view = case_view(actor, case) if case is not None else None
    allowed = template.for_outsiders or (view is not None and view.inside) or _is_asked(template, case, actor)
    text = _choose_text(template, notification, case, actor) if allowed else NOT_OPEN
    return RenderedNotification(
        name=template.name if allowed else NOT_OPEN_NAME,
        text=text,
        reference=case.reference if case is not None else notification.facts.get("reference", ""),
        day=date.fromisoformat(day) if day else None,
        facts={**notification.facts, "references": in_one_line(references_in(notification.facts))},
        path=link_path(text.target, actor, case)
        if case is not None
        else text.target.value.format(**notification.facts),
        revision=view.released if view is not None else None,
        public_title=_public_title(case) if view is not None else "",
    )


def _is_asked(template: MessageTemplate, case: Case | None, actor: Actor) -> bool:
    """Whether it is about the consent of the reader's delegation, which the case names."""
    return case is not None and template.text.target is LinkTarget.CONSENT and consent_view(actor, case) is not None


def _render_found(found: FoundThings, notification: Notification) -> RenderedNotification:
    template = MESSAGE_TEMPLATES[notification.event]
    count = len(found.cases) + len(found.items)
    text = template.text if count else NO_LONGER_OPEN
    search = str(notification.facts["search"])
    return RenderedNotification(
        name=template.name,
        text=text,
        reference="",
        day=None,
        facts={"count": count},
        path=text.target.value,
        revision=None,
        public_title=search if found.cases and not found.items and all(map(_is_public, found.cases)) else "",
        search=search,
        cases=tuple(found.cases),
        items=tuple(found.items),
    )


def _is_public(case: ReleasedRevision) -> bool:
    """Whether everybody reads all that the reader reads of a case, its files and its submitter too."""
    return {*case.shown_audiences, *map(audience_of, case.attachments)} == {Audience.PUBLIC}


def _choose_text(template: MessageTemplate, notification: Notification, case: Case | None, actor: Actor) -> MessageText:
    """Return the text for the delegation or for reviewers, before or after the day, for one thing or several."""
    if template.several_text is not None and references_in(notification.facts):
        return template.several_text
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

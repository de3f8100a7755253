"""The text of notifications about events. None has a title, a place or a reason."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role


def _of_event(name: str, roles: tuple[Role, ...], happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, roles, MessageText(happened, to_do, LinkTarget.EVENT), for_outsiders=True)


EVENT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.EVENT_CLEARANCE_REQUESTED: _of_event(
        N_("Event waits for clearance"),
        (Role.CLEARANCE_OFFICER,),
        N_("%(reference)s waits for clearance by your delegation."),
        N_("Read it, then clear it or send it back."),
    ),
    NotificationEvent.EVENT_SENT_BACK: _of_event(
        N_("Event sent back"),
        (Role.FOCAL_POINT, Role.EDITOR),
        N_("Your clearance officer sent %(reference)s back."),
        N_("Read the reason, change the event and announce it again."),
    ),
    NotificationEvent.EVENT_MOVED: _of_event(
        N_("Event moved"),
        tuple(Role),
        N_("%(reference)s, in which you take part, was moved to another time or place."),
        N_("Read when and where it is now, and say again whether you take part."),
    ),
    NotificationEvent.EVENT_CANCELLED: _of_event(
        N_("Event cancelled"),
        tuple(Role),
        N_("%(reference)s, in which you take part, was cancelled."),
        N_("Nothing is needed from you. The reason is on its page."),
    ),
    NotificationEvent.EVENT_OUTCOME_ASKED: _of_event(
        N_("What came of an event?"),
        (Role.FOCAL_POINT, Role.EDITOR),
        N_("%(reference)s, which your delegation announced, is over."),
        N_("Write in two sentences what came of it, or add a document."),
    ),
}

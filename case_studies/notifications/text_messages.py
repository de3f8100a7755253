"""The text of notifications about joint texts. None has a title, a word of the text, or the name of a delegation."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

OFFICES = (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def _of_text(name: str, roles: tuple[Role, ...], happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, roles, MessageText(happened, to_do, LinkTarget.TEXT), for_outsiders=True)


TEXT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.TEXT_CIRCULATED: _of_text(
        N_("Joint text circulated"),
        (Role.FOCAL_POINT,),
        N_("%(reference)s was circulated for comments."),
        N_("Read it, and comment on its paragraphs by the day on its page."),
    ),
    NotificationEvent.TEXT_UNDER_SILENCE: _of_text(
        N_("Joint text under silence"),
        OFFICES,
        N_("%(reference)s is under silence."),
        N_("Read until when. If your delegation cannot accept it, break silence before the hour on its page."),
    ),
    NotificationEvent.TEXT_BREAK_TO_CLEAR: _of_text(
        N_("Break of silence waits for clearance"),
        (Role.CLEARANCE_OFFICER,),
        N_("Your focal point asks to break silence on %(reference)s."),
        N_("Read the reason. It counts only if you clear it before the hour on its page."),
    ),
    NotificationEvent.TEXT_SILENCE_BROKEN: _of_text(
        N_("Silence broken"),
        (*OFFICES, Role.EDITOR),
        N_("A delegation broke silence on %(reference)s."),
        N_("Read the paragraph and the reason. The editors may put a new version under silence."),
    ),
    NotificationEvent.TEXT_AGREED: _of_text(
        N_("Joint text agreed"),
        (*OFFICES, Role.EDITOR),
        N_("Silence on %(reference)s has ended, and nobody broke it."),
        N_("Say for your delegation whether it aligns or stands aside. No answer does not count as alignment."),
    ),
    NotificationEvent.TEXT_DROPPED: _of_text(
        N_("Joint text dropped"),
        OFFICES,
        N_("The editors dropped %(reference)s."),
        N_("Nothing is needed from you. The reason is on its page."),
    ),
}

"""The words of requests to confirm published cases."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

CONFIRMATION_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.CONFIRMATION_DUE: MessageTemplate(
        N_("Reminder: confirm a published case"),
        (Role.FOCAL_POINT,),
        MessageText(
            N_("%(reference)s has to be confirmed by %(day)s."),
            N_("Say whether it is still in use. It takes a minute."),
            LinkTarget.CONFIRMATION,
        ),
        overdue_text=MessageText(
            N_("%(reference)s had to be confirmed by %(day)s. Its page now says that it is not confirmed."),
            N_("Say whether it is still in use. It takes a minute."),
            LinkTarget.CONFIRMATION,
        ),
    ),
    NotificationEvent.SENTENCE_TO_CLEAR: MessageTemplate(
        N_("Sentence to clear"),
        (Role.CLEARANCE_OFFICER,),
        MessageText(
            N_("Your delegation said what became of %(reference)s. The sentence waits for you."),
            N_("Read it. It leaves the delegation when you confirm it."),
            LinkTarget.CONFIRMATION,
        ),
    ),
}

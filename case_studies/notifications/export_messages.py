"""The text of notifications about long exports. None says what is in a file."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

EXPORT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.EXPORT_READY: MessageTemplate(
        N_("File ready"),
        tuple(Role),
        MessageText(
            N_("The file that your office asked for is ready."),
            N_("Download it within 24 hours; after that it is deleted."),
            LinkTarget.EXPORTS,
        ),
        for_outsiders=True,
    ),
}

"""The text of each notification about a thing beside the cases."""

from case_studies.notifications.adoption_messages import ADOPTION_MESSAGES
from case_studies.notifications.capacity_messages import CAPACITY_MESSAGES
from case_studies.notifications.event_messages import EVENT_MESSAGES
from case_studies.notifications.export_messages import EXPORT_MESSAGES
from case_studies.notifications.issue_messages import ISSUE_MESSAGES
from case_studies.notifications.message_template import MessageTemplate
from case_studies.notifications.practice_messages import PRACTICE_MESSAGES
from case_studies.notifications.proposal_messages import PROPOSAL_MESSAGES
from case_studies.notifications.text_messages import TEXT_MESSAGES
from case_studies.notifications.thread_messages import THREAD_MESSAGES
from case_studies.vocabulary import NotificationEvent

ITEM_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    **CAPACITY_MESSAGES,
    **EVENT_MESSAGES,
    **EXPORT_MESSAGES,
    **ISSUE_MESSAGES,
    **ADOPTION_MESSAGES,
    **THREAD_MESSAGES,
    **PRACTICE_MESSAGES,
    **PROPOSAL_MESSAGES,
    **TEXT_MESSAGES,
}

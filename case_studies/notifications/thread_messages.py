"""The text of notifications about discussions. None has a title, a word that was said, or who said it."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.policy.threads import MEMBER_ROLES
from case_studies.vocabulary import NotificationEvent


def _of_thread(name: str, happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, MEMBER_ROLES, MessageText(happened, to_do, LinkTarget.THREAD), for_outsiders=True)


THREAD_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.THREAD_CONVENED: _of_thread(
        N_("Discussion started"),
        N_("A member started the discussion %(reference)s about what your delegation submitted, asked or proposed."),
        N_("Read it. To get news of it, follow it."),
    ),
    NotificationEvent.THREAD_POSTS: _of_thread(
        N_("New posts in a discussion"),
        N_("There are new posts in %(reference)s."),
        N_("Read them. Until you do, you get one notification for all of them."),
    ),
    NotificationEvent.THREAD_SUMMARY_DUE: _of_thread(
        N_("Discussion waits for its summary"),
        N_("The discussion %(reference)s has ended or has become quiet, and has no summary."),
        N_("Sum it up in 200 words. Without a summary it is deleted on %(day)s."),
    ),
    NotificationEvent.THREAD_SUMMARIZED: _of_thread(
        N_("Discussion summed up"),
        N_("There is a summary of %(reference)s, in which you spoke."),
        N_("Read it. If it says something wrong, object until %(day)s."),
    ),
    NotificationEvent.THREAD_OBJECTED: _of_thread(
        N_("Objection to a summary"),
        N_("Somebody who spoke in %(reference)s objects to your summary."),
        N_("Change the summary, or say why it stays."),
    ),
    NotificationEvent.THREAD_OBJECTION_ANSWERED: _of_thread(
        N_("Objection answered"),
        N_("Your objection to the summary of %(reference)s is answered: the summary stays."),
        N_("Read the reason."),
    ),
}

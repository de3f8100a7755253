"""The text of notifications about study proposals. None has the question or a name."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

WRITERS = (Role.FOCAL_POINT, Role.EDITOR)


def _of_proposal(name: str, happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, WRITERS, MessageText(happened, to_do, LinkTarget.PROPOSAL), for_outsiders=True)


PROPOSAL_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.STUDY_ASKED_TO_JOIN: _of_proposal(
        N_("Your delegation is asked to join a study"),
        N_("A delegation asks yours to join the study proposal %(reference)s."),
        N_("Read what it would find out. Join it if you can; nobody else learns that you were asked."),
    ),
    NotificationEvent.STUDY_JOINED: _of_proposal(
        N_("A delegation joins your study"),
        N_("A delegation joined the study proposal %(reference)s, which yours leads."),
        N_("The study can begin when three have joined."),
    ),
    NotificationEvent.STUDY_MOVED: _of_proposal(
        N_("News of a study that you joined"),
        N_("The study proposal %(reference)s, which your delegation joined, moved on."),
        N_("Its page says whether it began, was delivered or was dropped."),
    ),
}

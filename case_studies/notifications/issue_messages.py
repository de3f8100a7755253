"""The text of notifications about difficult issues. None has a question, an answer or the name of who speaks."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

MEMBERS = tuple(Role)


def _of_issue(name: str, roles: tuple[Role, ...], happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, roles, MessageText(happened, to_do, LinkTarget.ISSUE), for_outsiders=True)


ISSUE_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.ISSUE_CLEARANCE_REQUESTED: _of_issue(
        N_("Issue waits for clearance"),
        (Role.CLEARANCE_OFFICER,),
        N_("%(reference)s waits for clearance by your delegation."),
        N_("Read it, then clear it or send it back."),
    ),
    NotificationEvent.ISSUE_SENT_BACK: _of_issue(
        N_("Issue sent back"),
        (Role.FOCAL_POINT,),
        N_("Your clearance officer sent %(reference)s back."),
        N_("Read the reason, change the issue and post it again."),
    ),
    NotificationEvent.ISSUE_POSTED: _of_issue(
        N_("Issue posted"),
        (Role.EDITOR,),
        N_("A delegation posted the difficult issue %(reference)s."),
        N_("Invite delegations whose cases fit. A synthesis is due 15 days after it was posted."),
    ),
    NotificationEvent.ISSUE_INVITED: _of_issue(
        N_("Asked to answer an issue"),
        (Role.FOCAL_POINT,),
        N_("An editor asks your delegation to answer %(reference)s."),
        N_("Answer with a case, advice, a contact or an offer. An informal answer needs no clearance."),
    ),
    NotificationEvent.ISSUE_ANSWERED: _of_issue(
        N_("Issue answered"),
        (Role.FOCAL_POINT,),
        N_("A delegation answered %(reference)s."),
        N_("Read the answer."),
    ),
    NotificationEvent.ISSUE_SYNTHESIZED: _of_issue(
        N_("Answers summed up"),
        MEMBERS,
        N_("An editor summed up what is known about %(reference)s."),
        N_("Read the synthesis."),
    ),
    NotificationEvent.ISSUE_OUTCOME: _of_issue(
        N_("Outcome reported"),
        MEMBERS,
        N_("The delegation that asked %(reference)s says what came of it."),
        N_("Read the outcome."),
    ),
}

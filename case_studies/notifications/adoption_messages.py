"""The text of notifications about adoptions. None names the delegation that adopts."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role


def _of_adoption(name: str, roles: tuple[Role, ...], happened: str, to_do: str) -> MessageTemplate:
    return MessageTemplate(name, roles, MessageText(happened, to_do, LinkTarget.ADOPTION), for_outsiders=True)


ADOPTION_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.ADOPTION_CLEARANCE_REQUESTED: _of_adoption(
        N_("Adoption waits for clearance"),
        (Role.CLEARANCE_OFFICER,),
        N_("%(reference)s, the adoption of %(adopts)s, waits for clearance by your delegation."),
        N_("Read it, then clear it or send it back."),
    ),
    NotificationEvent.ADOPTION_SENT_BACK: _of_adoption(
        N_("Adoption sent back"),
        (Role.FOCAL_POINT,),
        N_("Your clearance officer sent %(reference)s back."),
        N_("Read the reason, change the adoption and send it again."),
    ),
    NotificationEvent.ADOPTION_RECORDED: _of_adoption(
        N_("Adoption recorded"),
        (Role.FOCAL_POINT, Role.EDITOR),
        N_("A delegation recorded that it adopts %(adopts)s, or what came of it: %(reference)s."),
        N_("Read what it changed and what happened."),
    ),
}

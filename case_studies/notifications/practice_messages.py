"""The text of notifications about good practices. None names a case, a delegation or who objects."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

OFFICES = (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)


def _of_practice(
    name: str, roles: tuple[Role, ...], happened: str, to_do: str, several: MessageText | None = None
) -> MessageTemplate:
    text = MessageText(happened, to_do, LinkTarget.PRACTICE)
    return MessageTemplate(name, roles, text, several_text=several, for_outsiders=True)


PRACTICE_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.PRACTICE_PROPOSED: _of_practice(
        N_("Practice proposed"),
        (Role.EDITOR, Role.FOCAL_POINT),
        N_("Focal points proposed the practice %(reference)s."),
        N_("Read the draft and develop it."),
    ),
    NotificationEvent.PRACTICE_CONSULTED: _of_practice(
        N_("Practice cites your case"),
        OFFICES,
        N_("The draft practice %(reference)s cites a case of your delegation."),
        N_("Read what it says about the case within 14 days. You can object, or withdraw the row at any time."),
    ),
    NotificationEvent.PRACTICE_REMARK: _of_practice(
        N_("Remark on a practice"),
        (Role.EDITOR,),
        N_("A delegation said something about %(reference)s."),
        N_("Read it and answer. An objection has to be answered before the practice is adopted."),
    ),
    NotificationEvent.PRACTICE_ANSWERED: _of_practice(
        N_("Remark on a practice answered"),
        tuple(Role),
        N_("An editor answered what you said about %(reference)s."),
        N_("Read the answer."),
    ),
    NotificationEvent.PRACTICE_TO_SECOND: _of_practice(
        N_("Practice waits for a second editor"),
        (Role.EDITOR,),
        N_("An editor proposes to adopt %(reference)s."),
        N_("An editor of another delegation reads it, then agrees or says what is missing."),
    ),
    NotificationEvent.PRACTICE_ADOPTED: _of_practice(
        N_("Practice adopted"),
        OFFICES,
        N_("The practice %(reference)s, which cites a case of your delegation, is adopted."),
        N_("Read it. You can withdraw the row about your case at any time."),
    ),
    NotificationEvent.EVIDENCE_CHANGED: _of_practice(
        N_("Evidence of a practice changed"),
        (Role.EDITOR,),
        N_("Something changed in the cases on which %(reference)s rests."),
        N_("Look at what changed, then open the next edition or retire the practice."),
        MessageText(
            N_("Something changed in the cases on which %(references)s rest."),
            N_("Your desk has what changed. Open the next edition of each, or retire it."),
            LinkTarget.DESK,
        ),
    ),
}

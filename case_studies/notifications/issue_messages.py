"""The text of notifications about difficult issues. None has a question, an answer or the name of a speaker."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

MEMBERS = tuple(Role)


def _of_issue(
    name: str, roles: tuple[Role, ...], happened: str, to_do: str, several: MessageText | None = None
) -> MessageTemplate:
    text = MessageText(happened, to_do, LinkTarget.ISSUE)
    return MessageTemplate(name, roles, text, several_text=several, for_outsiders=True)


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
    NotificationEvent.ISSUE_TAKEN_UP: _of_issue(
        N_("Your answer is tried"),
        MEMBERS,
        N_("The delegation that asked %(reference)s takes up your answer."),
        N_("Nothing is needed from you. You are notified of the outcome."),
    ),
    NotificationEvent.ISSUE_OUTCOME: _of_issue(
        N_("Outcome reported"),
        MEMBERS,
        N_("A delegation says what came of %(reference)s."),
        N_("Read the outcome."),
    ),
    NotificationEvent.ISSUE_ASKED_AGAIN: _of_issue(
        N_("How is an issue now?"),
        (Role.FOCAL_POINT,),
        N_("Your delegation posted %(reference)s and is asked how it is now."),
        N_("Say that it is as before, or what changed."),
    ),
    NotificationEvent.ISSUE_SYNTHESIS_DUE: _of_issue(
        N_("Synthesis due"),
        (Role.EDITOR,),
        N_("The synthesis of %(reference)s is due on %(day)s."),
        N_("Sum the answers up, or say that there is no answer yet."),
    ),
    NotificationEvent.ISSUE_CASE_MOVED: _of_issue(
        N_("Case of an answer changed"),
        MEMBERS,
        N_("The case that your answer to %(reference)s names was changed, archived, narrowed or withdrawn."),
        N_("Read your answer again. You can take it back and answer with what holds now."),
        MessageText(
            N_("The cases that your answers to %(references)s name changed, or fewer readers may read them."),
            N_("Read your answers again. You can take them back and answer with what holds now."),
            LinkTarget.ISSUES,
        ),
    ),
    NotificationEvent.ISSUE_ANSWER_BY_PASSED: _of_issue(
        N_("Day for answers passed"),
        (Role.FOCAL_POINT,),
        N_("The day by which your delegation needed answers to %(reference)s has passed."),
        N_("Take answers up, report what came of it, or close the issue."),
    ),
}

"""The text of notifications about reports of readers. None says who reported, or what."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

NOTHING_TO_DO = N_("There is nothing for you to do.")

REPORT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.PART_REPORTED: MessageTemplate(
        N_("A reader reports a part"),
        (Role.EDITOR,),
        MessageText(
            N_("A reader reports that a part of %(reference)s should not be there."),
            N_("Hide it until the delegation answers, or decline."),
            LinkTarget.REPORTS,
        ),
    ),
    NotificationEvent.PART_HIDDEN: MessageTemplate(
        N_("A part is hidden"),
        (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER),
        MessageText(
            N_("A part of %(reference)s is hidden: a reader says that it should not be there, and an editor agrees."),
            N_("Answer: it may stay, it gets fewer readers, or you write a new revision."),
            LinkTarget.REPORTS,
        ),
    ),
    NotificationEvent.REPORT_CLOSED: MessageTemplate(
        N_("Report of a part answered"),
        (Role.EDITOR,),
        MessageText(
            N_("The delegation answered the report about a part of %(reference)s. The part is shown again."),
            NOTHING_TO_DO,
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.REPORT_DECLINED: MessageTemplate(
        N_("Your report was declined"),
        tuple(Role),
        MessageText(
            N_("The editors read your report about %(reference)s. The part stays as it is."),
            NOTHING_TO_DO,
            LinkTarget.CASE,
        ),
        for_outsiders=True,
    ),
    NotificationEvent.REPORT_ANSWERED: MessageTemplate(
        N_("Your report was answered"),
        tuple(Role),
        MessageText(
            N_("The delegation answered your report about %(reference)s. The page shows what you may read now."),
            NOTHING_TO_DO,
            LinkTarget.CASE,
        ),
        for_outsiders=True,
    ),
}

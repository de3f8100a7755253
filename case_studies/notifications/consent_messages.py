"""The text of each notification about the consent of a delegation that a case of another one names."""

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.vocabulary import NotificationEvent, Role

OFFICERS = (Role.CLEARANCE_OFFICER,)
SUBMITTERS = (Role.FOCAL_POINT, Role.CLEARANCE_OFFICER)
ANSWER = N_("Read the case, then confirm or refuse.")

CONSENT_MESSAGES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.CONSENT_ASKED: MessageTemplate(
        N_("Confirmation by a co-submitter asked for"),
        OFFICERS,
        MessageText(N_("%(reference)s names your delegation as a co-submitter."), ANSWER, LinkTarget.CONSENT),
    ),
    NotificationEvent.CONSENT_CONFIRMED: MessageTemplate(
        N_("Confirmed by a co-submitter"),
        SUBMITTERS,
        MessageText(
            N_("A co-submitter confirmed %(reference)s."),
            N_("Open the case to see whether it can be submitted now."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.CONSENT_REFUSED: MessageTemplate(
        N_("Refused by a co-submitter"),
        SUBMITTERS,
        MessageText(
            N_("A co-submitter refused the text of %(reference)s."),
            N_("Read the reason, change the case, and ask for clearance again."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.CONSENT_WITHDRAWN: MessageTemplate(
        N_("Consent withdrawn"),
        (*SUBMITTERS, Role.EDITOR),
        MessageText(
            N_("A delegation withdrew its consent to be named in %(reference)s. Readers no longer find its name."),
            N_("Check whether the text has to be changed in a next revision."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.CONSENT_REMINDER: MessageTemplate(
        N_("Reminder: confirmation by a co-submitter"),
        OFFICERS,
        MessageText(
            N_("Your answer as a co-submitter of %(reference)s is due on %(day)s."), ANSWER, LinkTarget.CONSENT
        ),
        overdue_text=MessageText(
            N_("Your answer as a co-submitter of %(reference)s was due on %(day)s."), ANSWER, LinkTarget.CONSENT
        ),
    ),
}

"""The text of each notification: one row for each event. No row has a person's name or text of a case.

The texts are English and marked for translation. `reference`, `day` and facts are filled in when a text is shown.
"""

from case_studies.errors import N_
from case_studies.notifications.account_messages import ACCOUNT_MESSAGES
from case_studies.notifications.confirmation_messages import CONFIRMATION_MESSAGES
from case_studies.notifications.consent_messages import CONSENT_MESSAGES
from case_studies.notifications.item_messages import ITEM_MESSAGES
from case_studies.notifications.links import LinkTarget
from case_studies.notifications.message_template import MessageTemplate, MessageText
from case_studies.notifications.report_messages import NOTHING_TO_DO, REPORT_MESSAGES
from case_studies.vocabulary import NotificationEvent, Role

FOCAL_POINT, OFFICER, REVIEWER, EDITOR = Role.FOCAL_POINT, Role.CLEARANCE_OFFICER, Role.REVIEWER, Role.EDITOR

MESSAGE_TEMPLATES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.CLEARANCE_REQUESTED: MessageTemplate(
        N_("Clearance requested"),
        (OFFICER,),
        MessageText(
            N_("%(reference)s waits for clearance by your delegation."),
            N_("Read it, then clear it or send it back."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.TAKEN_BACK: MessageTemplate(
        N_("Taken back"),
        (FOCAL_POINT, OFFICER),
        MessageText(
            N_("Your delegation took %(reference)s back, to change it."),
            NOTHING_TO_DO,
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.SENT_BACK: MessageTemplate(
        N_("Sent back by the clearance officer"),
        (FOCAL_POINT,),
        MessageText(
            N_("Your clearance officer sent %(reference)s back."),
            N_("Read the reason, change the case, and ask for clearance again."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.RETURNED: MessageTemplate(
        N_("Returned by an editor"),
        (FOCAL_POINT, OFFICER),
        MessageText(
            N_("An editor returned %(reference)s to your delegation."),
            N_("Read the reason. The case must be cleared again."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.SUBMITTED: MessageTemplate(
        N_("Case submitted"),
        (EDITOR,),
        MessageText(N_("%(reference)s was submitted."), N_("Assign reviewers."), LinkTarget.REVIEWERS),
    ),
    NotificationEvent.REVISION_IS_BACK: MessageTemplate(
        N_("Next revision submitted"),
        (EDITOR,),
        MessageText(
            N_("The delegation submitted the next revision of %(reference)s."),
            N_("Its reviewers are invited again. Open the case to see its state."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.INVITED: MessageTemplate(
        N_("Invitation to review"),
        (REVIEWER,),
        MessageText(N_("You are asked to review %(reference)s."), N_("Accept or decline."), LinkTarget.ASSIGNMENT),
    ),
    NotificationEvent.RELEASED: MessageTemplate(
        N_("Invitation taken back"),
        (REVIEWER,),
        MessageText(N_("An editor took back your invitation to review %(reference)s."), NOTHING_TO_DO, LinkTarget.CASE),
        for_outsiders=True,
    ),
    NotificationEvent.INVITATION_ACCEPTED: MessageTemplate(
        N_("Invitation accepted"),
        (EDITOR,),
        MessageText(N_("A reviewer of %(reference)s accepted the invitation."), NOTHING_TO_DO, LinkTarget.REVIEWERS),
    ),
    NotificationEvent.INVITATION_DECLINED: MessageTemplate(
        N_("Invitation declined"),
        (EDITOR,),
        MessageText(
            N_("A reviewer of %(reference)s declined the invitation."),
            N_("Invite another reviewer."),
            LinkTarget.REVIEWERS,
        ),
    ),
    NotificationEvent.REVIEW_STARTED: MessageTemplate(
        N_("Review has started"),
        (REVIEWER,),
        MessageText(N_("The review of %(reference)s has started."), N_("Write your review."), LinkTarget.ASSIGNMENT),
    ),
    NotificationEvent.REVIEW_RECEIVED: MessageTemplate(
        N_("Receipt for your review"),
        (REVIEWER,),
        MessageText(
            N_("Your review of %(reference)s was received. Remarks: %(musts)s must, %(suggestions)s suggestions."),
            N_("Keep this as your receipt. You can change the review until the decision."),
            LinkTarget.RECEIPT,
        ),
    ),
    NotificationEvent.LAST_REVIEW_IN: MessageTemplate(
        N_("All reviews are in"),
        (EDITOR,),
        MessageText(
            N_("The last review of %(reference)s was submitted."), N_("Read the reviews and decide."), LinkTarget.WORK
        ),
    ),
    NotificationEvent.REVISION_REQUESTED: MessageTemplate(
        N_("Revision requested"),
        (FOCAL_POINT, REVIEWER),
        MessageText(
            N_("The editors request a revision of %(reference)s."),
            N_("Answer each remark, then ask for clearance."),
            LinkTarget.REMARKS,
        ),
        reviewer_text=MessageText(
            N_("The delegation was asked to revise %(reference)s."),
            N_("You are invited again when the next revision is submitted."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.PUBLISHED: MessageTemplate(
        N_("Published"),
        (FOCAL_POINT, OFFICER, REVIEWER),
        MessageText(N_("%(reference)s is published."), N_("Read the published case."), LinkTarget.CASE),
    ),
    NotificationEvent.DECLINED: MessageTemplate(
        N_("Declined"),
        (FOCAL_POINT, OFFICER, REVIEWER),
        MessageText(N_("The editors declined %(reference)s."), N_("Read the decision."), LinkTarget.WORK),
    ),
    NotificationEvent.ARCHIVED: MessageTemplate(
        N_("Archived"),
        (FOCAL_POINT, OFFICER),
        MessageText(
            N_("%(reference)s is archived. Its page stays, but search no longer finds it."),
            N_("The reason is in its history."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.RESTORED: MessageTemplate(
        N_("Restored"),
        (FOCAL_POINT, OFFICER),
        MessageText(N_("%(reference)s is restored. Search finds it again."), NOTHING_TO_DO, LinkTarget.CASE),
    ),
    NotificationEvent.WITHDRAWN: MessageTemplate(
        N_("Withdrawn"),
        (FOCAL_POINT, OFFICER, REVIEWER, EDITOR),
        MessageText(
            N_("%(reference)s was withdrawn by its delegation. It no longer appears on any page or in search."),
            NOTHING_TO_DO,
            LinkTarget.WORK,
        ),
        for_outsiders=True,
    ),
    NotificationEvent.NARROWED: MessageTemplate(
        N_("Readers narrowed"),
        (FOCAL_POINT, OFFICER, REVIEWER, EDITOR),
        MessageText(
            N_("The delegation of %(reference)s narrowed who may read it, or who may know whose it is."),
            N_("If you have passed it on, let its readers know."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.CONFLICT_DECLARED: MessageTemplate(
        N_("Conflict of interest declared"),
        (EDITOR,),
        MessageText(
            N_("Somebody declared a conflict of interest in %(reference)s."),
            N_("Check whether another reviewer is needed."),
            LinkTarget.REVIEWERS,
        ),
    ),
    NotificationEvent.OVERRIDE_PROPOSED: MessageTemplate(
        N_("Exception from a conflict proposed"),
        (EDITOR,),
        MessageText(
            N_("An editor proposes an exception from a conflict of interest in %(reference)s."),
            N_("It takes effect when another editor agrees. Read the reason."),
            LinkTarget.CONFLICTS,
        ),
    ),
    NotificationEvent.OVERRIDE_SECONDED: MessageTemplate(
        N_("Exception from a conflict agreed"),
        (REVIEWER, EDITOR),
        MessageText(
            N_("Two editors agreed on an exception from a conflict of interest in %(reference)s."),
            N_("The reason is in the history."),
            LinkTarget.WORK,
        ),
        for_outsiders=True,
    ),
    **CONSENT_MESSAGES,
    NotificationEvent.INVITATION_REMINDER: MessageTemplate(
        N_("Reminder: invitation"),
        (REVIEWER,),
        MessageText(
            N_("Your answer to the invitation to review %(reference)s is due on %(day)s."),
            N_("Accept or decline."),
            LinkTarget.ASSIGNMENT,
        ),
        overdue_text=MessageText(
            N_("Your answer to the invitation to review %(reference)s was due on %(day)s."),
            N_("Accept or decline."),
            LinkTarget.ASSIGNMENT,
        ),
    ),
    NotificationEvent.REVIEW_REMINDER: MessageTemplate(
        N_("Reminder: review"),
        (REVIEWER,),
        MessageText(
            N_("Your review of %(reference)s is due on %(day)s."),
            N_("Write it and submit it."),
            LinkTarget.ASSIGNMENT,
        ),
        overdue_text=MessageText(
            N_("Your review of %(reference)s was due on %(day)s."),
            N_("Write it and submit it."),
            LinkTarget.ASSIGNMENT,
        ),
    ),
    NotificationEvent.REVISION_REMINDER: MessageTemplate(
        N_("Reminder: revision"),
        (FOCAL_POINT,),
        MessageText(
            N_("The revision of %(reference)s is due on %(day)s."),
            N_("Answer each remark, then ask for clearance."),
            LinkTarget.EDIT,
        ),
        overdue_text=MessageText(
            N_("The revision of %(reference)s was due on %(day)s."),
            N_("Answer each remark, then ask for clearance."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.REVIEWER_SILENT: MessageTemplate(
        N_("Reviewer does not answer"),
        (EDITOR,),
        MessageText(
            N_("A reviewer of %(reference)s does not answer."),
            N_("Invite another reviewer."),
            LinkTarget.REVIEWERS,
        ),
    ),
    NotificationEvent.CASE_STALLED: MessageTemplate(
        N_("Case without progress"),
        (EDITOR,),
        MessageText(
            N_("%(reference)s has not moved on since %(day)s."), N_("Check what it is waiting for."), LinkTarget.WORK
        ),
    ),
    NotificationEvent.CASES_ENDED: MessageTemplate(
        N_("Stopped or harmful cases in a saved search"),
        tuple(Role),
        MessageText(
            N_("Cases in your saved search that were stopped or were harmful: %(count)s."),
            N_("Read why before you use them."),
            LinkTarget.SAVED_SEARCHES,
        ),
        for_outsiders=True,
    ),
    NotificationEvent.NEW_CASES: MessageTemplate(
        N_("New results in a saved search"),
        tuple(Role),
        MessageText(
            N_("New results in your saved search: %(count)s."),
            N_("Read them, or change how often you are notified."),
            LinkTarget.SAVED_SEARCHES,
        ),
        for_outsiders=True,
    ),
    **ITEM_MESSAGES,
    **REPORT_MESSAGES,
    **ACCOUNT_MESSAGES,
    **CONFIRMATION_MESSAGES,
}

# For readers who may not, or may no longer, open the case.
NOT_OPEN = MessageText(
    N_("There is news about %(reference)s, which you may not open now."), NOTHING_TO_DO, LinkTarget.CASE
)
NOT_OPEN_NAME = N_("News about a case")
NO_LONGER_OPEN = MessageText(
    N_("What your saved search found is no longer shown here."), NOTHING_TO_DO, LinkTarget.SAVED_SEARCHES
)

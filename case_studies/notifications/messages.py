"""What people are told, in words: one row an event. No row names a person, and none holds a word of the case.

English templates, marked for translation; `reference` and `day` are filled in by whoever shows them.
"""

from dataclasses import dataclass

from case_studies.errors import N_
from case_studies.notifications.links import LinkTarget
from case_studies.vocabulary import NotificationEvent, Role

FOCAL_POINT, OFFICER = Role.FOCAL_POINT, Role.CLEARANCE_OFFICER
REVIEWER, EDITOR = Role.REVIEWER, Role.EDITOR
NOTHING_TO_DO = N_("There is nothing for you to do.")


@dataclass(frozen=True, slots=True)
class MessageText:
    """What happened, what to do now, and where."""

    happened: str
    now: str
    place: LinkTarget


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """How an event is told: its name, the roles it is for, and the words.

    `to_judges` is for reviewers where the delegation reads other words, `late` for a day that has passed. `to_all`
    marks what may be said to somebody who takes no part in the case any more.
    """

    name: str
    to: tuple[Role, ...]
    words: MessageText
    to_judges: MessageText | None = None
    late: MessageText | None = None
    to_all: bool = False


MESSAGE_TEMPLATES: dict[NotificationEvent, MessageTemplate] = {
    NotificationEvent.CLEARANCE_REQUESTED: MessageTemplate(
        N_("Clearance is asked for"),
        (OFFICER,),
        MessageText(
            N_("%(reference)s waits for clearance by your delegation."),
            N_("Read it, then clear it or send it back."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.SENT_BACK: MessageTemplate(
        N_("Sent back by the clearance officer"),
        (FOCAL_POINT,),
        MessageText(
            N_("Your clearance officer sent %(reference)s back."),
            N_("Read why, change it, and ask for clearance again."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.RETURNED: MessageTemplate(
        N_("Returned by an editor"),
        (FOCAL_POINT, OFFICER),
        MessageText(
            N_("An editor returned %(reference)s to your delegation."),
            N_("Read why. The case has to be cleared anew."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.SUBMITTED: MessageTemplate(
        N_("Case submitted"),
        (EDITOR,),
        MessageText(N_("%(reference)s was submitted."), N_("Assign reviewers."), LinkTarget.REVIEWERS),
    ),
    NotificationEvent.REVISION_IS_BACK: MessageTemplate(
        N_("Next revision is in"),
        (EDITOR,),
        MessageText(
            N_("The delegation handed in the next revision of %(reference)s."),
            N_("Its reviewers are invited again. See where the case stands."),
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
        MessageText(N_("An editor took back the request to review %(reference)s."), NOTHING_TO_DO, LinkTarget.CASE),
        to_all=True,
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
            N_("Ask somebody else in their place."),
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
            N_("Your review of %(reference)s is in, with remarks: %(musts)s must, %(suggestions)s suggestions."),
            N_("Keep this as your receipt. You can change the review until the decision."),
            LinkTarget.RECEIPT,
        ),
    ),
    NotificationEvent.LAST_REVIEW_IN: MessageTemplate(
        N_("All reviews are in"),
        (EDITOR,),
        MessageText(N_("The last review of %(reference)s is in."), N_("Read the reviews and decide."), LinkTarget.WORK),
    ),
    NotificationEvent.REVISION_REQUESTED: MessageTemplate(
        N_("Revision requested"),
        (FOCAL_POINT, REVIEWER),
        MessageText(
            N_("The editors ask for a revision of %(reference)s."),
            N_("Answer each remark, then ask for clearance."),
            LinkTarget.REMARKS,
        ),
        to_judges=MessageText(
            N_("The delegation was asked to revise %(reference)s."),
            N_("You are invited again when the next revision is in."),
            LinkTarget.WORK,
        ),
    ),
    NotificationEvent.PUBLISHED: MessageTemplate(
        N_("Published"),
        (FOCAL_POINT, OFFICER, REVIEWER),
        MessageText(N_("%(reference)s is published."), N_("Read it as its audience does."), LinkTarget.CASE),
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
            N_("%(reference)s is archived. Its page stays; search does not find it any more."),
            N_("The reason stands in its history."),
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
            N_("%(reference)s was withdrawn by its delegation. It is gone from every page and from search."),
            NOTHING_TO_DO,
            LinkTarget.WORK,
        ),
        to_all=True,
    ),
    NotificationEvent.CONFLICT_DECLARED: MessageTemplate(
        N_("Conflict of interest declared"),
        (EDITOR,),
        MessageText(
            N_("Somebody stepped back from %(reference)s because of a conflict of interest."),
            N_("See whether another reviewer is needed."),
            LinkTarget.REVIEWERS,
        ),
    ),
    NotificationEvent.OVERRIDE_PROPOSED: MessageTemplate(
        N_("Exception from a conflict proposed"),
        (EDITOR,),
        MessageText(
            N_("An editor proposes an exception from a conflict of interest in %(reference)s."),
            N_("It holds once another editor agrees. Read the reason."),
            LinkTarget.CONFLICTS,
        ),
    ),
    NotificationEvent.OVERRIDE_SECONDED: MessageTemplate(
        N_("Exception from a conflict agreed"),
        (REVIEWER, EDITOR),
        MessageText(
            N_("Two editors agreed on an exception from a conflict of interest in %(reference)s."),
            N_("It stands in the history, with the reason."),
            LinkTarget.WORK,
        ),
        to_all=True,
    ),
    NotificationEvent.INVITATION_REMINDER: MessageTemplate(
        N_("Reminder: invitation"),
        (REVIEWER,),
        MessageText(
            N_("The invitation to review %(reference)s waits for your answer until %(day)s."),
            N_("Accept or decline."),
            LinkTarget.ASSIGNMENT,
        ),
        late=MessageText(
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
            N_("Write it and hand it in."),
            LinkTarget.ASSIGNMENT,
        ),
        late=MessageText(
            N_("Your review of %(reference)s was due on %(day)s."),
            N_("Write it and hand it in."),
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
        late=MessageText(
            N_("The revision of %(reference)s was due on %(day)s."),
            N_("Answer each remark, then ask for clearance."),
            LinkTarget.EDIT,
        ),
    ),
    NotificationEvent.REVIEWER_SILENT: MessageTemplate(
        N_("A reviewer is silent"),
        (EDITOR,),
        MessageText(
            N_("A reviewer of %(reference)s does not answer."),
            N_("Ask somebody else in their place."),
            LinkTarget.REVIEWERS,
        ),
    ),
    NotificationEvent.CASE_STALLED: MessageTemplate(
        N_("Case without movement"),
        (EDITOR,),
        MessageText(
            N_("Nothing has moved in %(reference)s since %(day)s."), N_("See what it waits for."), LinkTarget.WORK
        ),
    ),
    NotificationEvent.NEW_CASES: MessageTemplate(
        N_("New cases in a saved search"),
        tuple(Role),
        MessageText(
            N_("New cases that a search of yours finds: %(count)s."),
            N_("Read them, or change how often you are told."),
            LinkTarget.SAVED_SEARCHES,
        ),
        to_all=True,
    ),
}

# What is left to say where the case is not, or not now, the reader's to follow.
NOT_OPEN = MessageText(
    N_("There was news of %(reference)s, which is not open to you now."), NOTHING_TO_DO, LinkTarget.CASE
)
NOT_OPEN_NAME = N_("News of a case")
NO_MORE = MessageText(
    N_("What a search of yours found is not open to you any more."), NOTHING_TO_DO, LinkTarget.SAVED_SEARCHES
)

"""What people are told, in words: one row an event. No row names a person, and none holds a word of the case.

English templates, marked for translation; `reference` and `day` are filled in by whoever shows them.
"""

from dataclasses import dataclass

from case_studies.errors import N_
from case_studies.notifications.links import Place
from case_studies.vocabulary import Event, Role

FOCAL_POINT, OFFICER = Role.FOCAL_POINT, Role.CLEARANCE_OFFICER
REVIEWER, EDITOR = Role.REVIEWER, Role.EDITOR
NOTHING_TO_DO = N_("There is nothing for you to do.")


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, what to do now, and where."""

    happened: str
    now: str
    place: Place


@dataclass(frozen=True, slots=True)
class Telling:
    """How an event is told: its name, the roles it is for, and the words.

    `to_judges` is for reviewers where the delegation reads other words, `late` for a day that has passed. `to_all`
    marks what may be said to somebody who takes no part in the case any more.
    """

    name: str
    to: tuple[Role, ...]
    words: Words
    to_judges: Words | None = None
    late: Words | None = None
    to_all: bool = False


TELLINGS: dict[Event, Telling] = {
    Event.CLEARANCE_REQUESTED: Telling(
        N_("Clearance is asked for"),
        (OFFICER,),
        Words(
            N_("%(reference)s waits for clearance by your delegation."),
            N_("Read it, then clear it or send it back."),
            Place.WORK,
        ),
    ),
    Event.SENT_BACK: Telling(
        N_("Sent back by the clearance officer"),
        (FOCAL_POINT,),
        Words(
            N_("Your clearance officer sent %(reference)s back."),
            N_("Read why, change it, and ask for clearance again."),
            Place.EDIT,
        ),
    ),
    Event.RETURNED: Telling(
        N_("Returned by an editor"),
        (FOCAL_POINT, OFFICER),
        Words(
            N_("An editor returned %(reference)s to your delegation."),
            N_("Read why. The case has to be cleared anew."),
            Place.EDIT,
        ),
    ),
    Event.SUBMITTED: Telling(
        N_("Case submitted"),
        (EDITOR,),
        Words(N_("%(reference)s was submitted."), N_("Assign reviewers."), Place.REVIEWERS),
    ),
    Event.REVISION_IS_BACK: Telling(
        N_("Next revision is in"),
        (EDITOR,),
        Words(
            N_("The delegation handed in the next revision of %(reference)s."),
            N_("Its reviewers are invited again. See where the case stands."),
            Place.WORK,
        ),
    ),
    Event.INVITED: Telling(
        N_("Invitation to review"),
        (REVIEWER,),
        Words(N_("You are asked to review %(reference)s."), N_("Accept or decline."), Place.ASSIGNMENT),
    ),
    Event.RELEASED: Telling(
        N_("Invitation taken back"),
        (REVIEWER,),
        Words(N_("An editor took back the request to review %(reference)s."), NOTHING_TO_DO, Place.CASE),
        to_all=True,
    ),
    Event.INVITATION_ACCEPTED: Telling(
        N_("Invitation accepted"),
        (EDITOR,),
        Words(N_("A reviewer of %(reference)s accepted the invitation."), NOTHING_TO_DO, Place.REVIEWERS),
    ),
    Event.INVITATION_DECLINED: Telling(
        N_("Invitation declined"),
        (EDITOR,),
        Words(
            N_("A reviewer of %(reference)s declined the invitation."),
            N_("Ask somebody else in their place."),
            Place.REVIEWERS,
        ),
    ),
    Event.REVIEW_STARTED: Telling(
        N_("Review has started"),
        (REVIEWER,),
        Words(N_("The review of %(reference)s has started."), N_("Write your review."), Place.ASSIGNMENT),
    ),
    Event.REVIEW_RECEIVED: Telling(
        N_("Receipt for your review"),
        (REVIEWER,),
        Words(
            N_("Your review of %(reference)s is in, with remarks: %(musts)s must, %(suggestions)s suggestions."),
            N_("Keep this as your receipt. You can change the review until the decision."),
            Place.RECEIPT,
        ),
    ),
    Event.LAST_REVIEW_IN: Telling(
        N_("All reviews are in"),
        (EDITOR,),
        Words(N_("The last review of %(reference)s is in."), N_("Read the reviews and decide."), Place.WORK),
    ),
    Event.REVISION_REQUESTED: Telling(
        N_("Revision requested"),
        (FOCAL_POINT, REVIEWER),
        Words(
            N_("The editors ask for a revision of %(reference)s."),
            N_("Answer each remark, then ask for clearance."),
            Place.REMARKS,
        ),
        to_judges=Words(
            N_("The delegation was asked to revise %(reference)s."),
            N_("You are invited again when the next revision is in."),
            Place.WORK,
        ),
    ),
    Event.PUBLISHED: Telling(
        N_("Published"),
        (FOCAL_POINT, OFFICER, REVIEWER),
        Words(N_("%(reference)s is published."), N_("Read it as its audience does."), Place.CASE),
    ),
    Event.DECLINED: Telling(
        N_("Declined"),
        (FOCAL_POINT, OFFICER, REVIEWER),
        Words(N_("The editors declined %(reference)s."), N_("Read the decision."), Place.WORK),
    ),
    Event.ARCHIVED: Telling(
        N_("Archived"),
        (FOCAL_POINT, OFFICER),
        Words(
            N_("%(reference)s is archived. Its page stays; search does not find it any more."),
            N_("The reason stands in its history."),
            Place.WORK,
        ),
    ),
    Event.RESTORED: Telling(
        N_("Restored"),
        (FOCAL_POINT, OFFICER),
        Words(N_("%(reference)s is restored. Search finds it again."), NOTHING_TO_DO, Place.CASE),
    ),
    Event.WITHDRAWN: Telling(
        N_("Withdrawn"),
        (FOCAL_POINT, OFFICER, REVIEWER, EDITOR),
        Words(
            N_("%(reference)s was withdrawn by its delegation. It is gone from every page and from search."),
            NOTHING_TO_DO,
            Place.WORK,
        ),
        to_all=True,
    ),
    Event.CONFLICT_DECLARED: Telling(
        N_("Conflict of interest declared"),
        (EDITOR,),
        Words(
            N_("Somebody stepped back from %(reference)s because of a conflict of interest."),
            N_("See whether another reviewer is needed."),
            Place.REVIEWERS,
        ),
    ),
    Event.OVERRIDE_PROPOSED: Telling(
        N_("Exception from a conflict proposed"),
        (EDITOR,),
        Words(
            N_("An editor proposes an exception from a conflict of interest in %(reference)s."),
            N_("It holds once another editor agrees. Read the reason."),
            Place.CONFLICTS,
        ),
    ),
    Event.OVERRIDE_SECONDED: Telling(
        N_("Exception from a conflict agreed"),
        (REVIEWER, EDITOR),
        Words(
            N_("Two editors agreed on an exception from a conflict of interest in %(reference)s."),
            N_("It stands in the history, with the reason."),
            Place.WORK,
        ),
        to_all=True,
    ),
    Event.INVITATION_REMINDER: Telling(
        N_("Reminder: invitation"),
        (REVIEWER,),
        Words(
            N_("The invitation to review %(reference)s waits for your answer until %(day)s."),
            N_("Accept or decline."),
            Place.ASSIGNMENT,
        ),
        late=Words(
            N_("Your answer to the invitation to review %(reference)s was due on %(day)s."),
            N_("Accept or decline."),
            Place.ASSIGNMENT,
        ),
    ),
    Event.REVIEW_REMINDER: Telling(
        N_("Reminder: review"),
        (REVIEWER,),
        Words(
            N_("Your review of %(reference)s is due on %(day)s."),
            N_("Write it and hand it in."),
            Place.ASSIGNMENT,
        ),
        late=Words(
            N_("Your review of %(reference)s was due on %(day)s."),
            N_("Write it and hand it in."),
            Place.ASSIGNMENT,
        ),
    ),
    Event.REVISION_REMINDER: Telling(
        N_("Reminder: revision"),
        (FOCAL_POINT,),
        Words(
            N_("The revision of %(reference)s is due on %(day)s."),
            N_("Answer each remark, then ask for clearance."),
            Place.EDIT,
        ),
        late=Words(
            N_("The revision of %(reference)s was due on %(day)s."),
            N_("Answer each remark, then ask for clearance."),
            Place.EDIT,
        ),
    ),
    Event.REVIEWER_SILENT: Telling(
        N_("A reviewer is silent"),
        (EDITOR,),
        Words(
            N_("A reviewer of %(reference)s does not answer."),
            N_("Ask somebody else in their place."),
            Place.REVIEWERS,
        ),
    ),
    Event.CASE_STALLED: Telling(
        N_("Case without movement"),
        (EDITOR,),
        Words(N_("Nothing has moved in %(reference)s since %(day)s."), N_("See what it waits for."), Place.WORK),
    ),
    Event.NEW_CASES: Telling(
        N_("New cases in a saved search"),
        tuple(Role),
        Words(
            N_("New cases that a search of yours finds: %(count)s."),
            N_("Read them, or change how often you are told."),
            Place.SAVED_SEARCHES,
        ),
        to_all=True,
    ),
}

# What is left to say where the case is not, or not now, the reader's to follow.
NOT_OPEN = Words(N_("There was news of %(reference)s, which is not open to you now."), NOTHING_TO_DO, Place.CASE)
NOT_OPEN_NAME = N_("News of a case")
NO_MORE = Words(N_("What a search of yours found is not open to you any more."), NOTHING_TO_DO, Place.SAVED_SEARCHES)

"""What the API says of the work: what waits for the caller, and the editors' figures."""

from marshmallow import Schema

from app.schemas.output_fields import a_count, a_day, a_measure, a_moment, a_text, a_truth, many, one_of
from case_studies.operations.desk.tasks import TaskGroup
from case_studies.vocabulary import State


class TaskSchema(Schema):
    """A case that waits for the caller."""

    reference = a_text("The case.")
    title = a_text("As the caller sees it.")
    state = one_of(State)
    since = a_moment("Since when it waits, as far as the caller may know.")
    due = a_day("By when; null where none is set or the clock stands.", allow_none=True)
    overdue = a_truth("Whether that day has passed.")
    step = a_text("The one next step: write_review, answer_remarks, assign_reviewers and their like.")
    url = a_text("The page where it is done.")


class TaskGroupSchema(Schema):
    """One kind of work, the oldest first; what a reviewer has to do by its day."""

    group = one_of(TaskGroup)
    items = many(TaskSchema)


class DeskSchema(Schema):
    """What waits for the caller, in the order of the desk; groups with nothing in them are left out."""

    groups = many(TaskGroupSchema)
    recused = a_count("How many cases another editor has to handle, because the caller is in conflict with them.")


class StateCountSchema(Schema):
    """How many cases are in a state."""

    state = one_of(State)
    cases = a_count("How many.")


class TimeInStateSchema(Schema):
    """How long cases stay in a state."""

    state = one_of(State)
    ended = a_count("Stays that have ended.")
    median_days_ended = a_measure("Their median.", or_none=True, minimum=0)
    present = a_count("Cases that are there now.")
    median_days_present = a_measure("The median of their days so far.", or_none=True, minimum=0)


class ReviewerStatisticsSchema(Schema):
    """What became of asking one reviewer."""

    reviewer = a_text("The address of the office.")
    asked = a_count("Invitations.")
    accepted = a_count("Those accepted.")
    declined = a_count("Those declined.")
    handed_in = a_count("Reviews handed in.")
    on_time = a_count("Those handed in by their day.")
    median_days = a_measure("From the invitation to the review.", or_none=True, minimum=0)


class RoundCountSchema(Schema):
    """How many published cases took so many rounds."""

    rounds = a_count("Rounds of review up to the latest publication.")
    cases = a_count("How many.")


class StatisticsSchema(Schema):
    """The figures of the cases that came to the editors; those the caller is in conflict with are left out."""

    states = many(StateCountSchema)
    stays = many(TimeInStateSchema)
    reviewers = many(ReviewerStatisticsSchema)
    rounds = many(RoundCountSchema)

"""The caller's tasks and the statistics for editors, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.case_output import SubmitterSchema
from app.schemas.output_fields import a_count, a_day, a_measure, a_moment, a_number, a_text, a_truth, many, one_of
from case_studies.operations.desk.item_task import ItemGroup
from case_studies.operations.desk.tasks import TaskGroup
from case_studies.vocabulary import Kind, State


class TaskSchema(Schema):
    """A task of the caller: a case that waits for them."""

    reference = a_text("The case.")
    title = a_text("The title, as the caller sees it.")
    delegation = a_text("The code of the submitting delegation.")
    state = one_of(State)
    since = a_moment("Since when the case waits, as far as the caller may know.")
    due = a_day("The due date. Null if there is none, or while the deadline is paused.", allow_none=True)
    overdue = a_truth("Whether the due date has passed.")
    step = a_text("The next step, such as write_review, answer_remarks or assign_reviewers.")
    url = a_text("The page for the next step.")


class TaskGroupSchema(Schema):
    """A group of tasks, the oldest first. A reviewer's tasks are sorted by due date."""

    group = one_of(TaskGroup)
    items = many(TaskSchema)


class ItemTaskSchema(Schema):
    """A task of the caller in something beside the cases, such as a difficult issue."""

    kind = one_of(Kind)
    reference = a_text()
    title = a_text()
    owner = fields.Nested(SubmitterSchema, required=True)
    state = a_text("One of the states of its kind.")
    since = a_moment("Since when it waits.")
    due = a_day(allow_none=True)
    overdue = a_truth("Whether the due date has passed.")
    step = a_text("The next step, such as answer_issue.")
    url = a_text("The page for the next step.")


class ItemGroupSchema(Schema):
    """A group of such tasks, the most urgent first."""

    group = one_of(ItemGroup)
    items = many(ItemTaskSchema)


class WaitingApplicationSchema(Schema):
    """An application to join the Group that waits for the caller's co-chair."""

    id = a_number("The number of the application.")
    delegation = a_text("The code of the State or organization.")
    since = a_moment("Since when the co-chairs have it.")
    accepted_after = a_day("The day after which silence is consent. Null while a question is open.", allow_none=True)
    url = a_text("The page for the answer.")


class DeskSchema(Schema):
    """The caller's tasks, in the order of the desk. Empty groups are left out."""

    applications = many(WaitingApplicationSchema, "For editors of the co-chairs.")
    items = many(ItemGroupSchema, "Tasks in what is beside the cases, such as difficult issues.")
    groups = many(TaskGroupSchema, "Tasks in cases.")
    recused = a_count("The number of cases that another editor has to handle because the caller has a conflict.")


class StateCountSchema(Schema):
    """The number of cases in a state."""

    state = one_of(State)
    cases = a_count("The number of cases.")


class TimeInStateSchema(Schema):
    """How long cases stay in a state, in days."""

    state = one_of(State)
    ended = a_count("The number of stays that have ended.")
    median_days_ended = a_measure("The median of those stays.", or_none=True, minimum=0)
    present = a_count("The number of cases that are in the state now.")
    median_days_present = a_measure("The median of their stays so far.", or_none=True, minimum=0)


class ReviewerStatisticsSchema(Schema):
    """Statistics of one reviewer."""

    reviewer = a_text("The e-mail address of the reviewer.")
    asked = a_count("The number of invitations.")
    accepted = a_count("Invitations that were accepted.")
    declined = a_count("Invitations that were declined.")
    handed_in = a_count("The number of reviews submitted.")
    on_time = a_count("Reviews submitted by their due date.")
    median_days = a_measure("The median of days from invitation to review.", or_none=True, minimum=0)


class RoundCountSchema(Schema):
    """The number of published cases with this number of rounds."""

    rounds = a_count("Rounds of review before the latest publication.")
    cases = a_count("The number of cases.")


class StatisticsSchema(Schema):
    """Statistics of submitted cases. Cases in which the caller has a conflict are left out."""

    states = many(StateCountSchema)
    stays = many(TimeInStateSchema)
    reviewers = many(ReviewerStatisticsSchema)
    rounds = many(RoundCountSchema)

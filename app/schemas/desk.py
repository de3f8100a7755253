"""What the API says of the work: what waits for the caller, and the editors' figures."""

from marshmallow import Schema, fields

from case_studies.operations.next_steps import Group
from case_studies.vocabulary import State


def _text(about: str) -> fields.String:
    return fields.String(required=True, metadata={"description": about})


def _number(about: str) -> fields.Integer:
    return fields.Integer(required=True, metadata={"description": about, "minimum": 0})


def _days(about: str) -> fields.Float:
    return fields.Float(required=True, allow_none=True, metadata={"description": about, "minimum": 0})


def _state() -> fields.String:
    return fields.String(required=True, metadata={"enum": [state.value for state in State]})


class WaitingSchema(Schema):
    """A case that waits for the caller."""

    reference = _text("The case.")
    title = _text("As the caller sees it.")
    state = _state()
    since = fields.DateTime(
        format="iso", required=True, metadata={"description": "Since when it waits, as far as the caller may know."}
    )
    due = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "By when; null where none is set or the clock stands."},
    )
    overdue = fields.Boolean(required=True, metadata={"description": "Whether that day has passed."})
    step = _text("The one next step: write_review, answer_remarks, assign_reviewers and their like.")
    url = _text("The page where it is done.")


class WaitingGroupSchema(Schema):
    """One kind of work, the oldest first; what a reviewer has to do by its day."""

    group = fields.String(required=True, metadata={"enum": [group.value for group in Group]})
    items = fields.List(fields.Nested(WaitingSchema), required=True)


class DeskSchema(Schema):
    """What waits for the caller, in the order of the desk; groups with nothing in them are left out."""

    groups = fields.List(fields.Nested(WaitingGroupSchema), required=True)
    recused = _number("How many cases another editor has to handle, because the caller is in conflict with them.")


class StateCountSchema(Schema):
    """How many cases are in a state."""

    state = _state()
    cases = _number("How many.")


class StaysSchema(Schema):
    """How long cases stay in a state."""

    state = _state()
    ended = _number("Stays that have ended.")
    median_days_ended = _days("Their median.")
    present = _number("Cases that are there now.")
    median_days_present = _days("The median of their days so far.")


class ReviewerFiguresSchema(Schema):
    """What became of asking one reviewer."""

    reviewer = _text("The address of the office.")
    asked = _number("Invitations.")
    accepted = _number("Those accepted.")
    declined = _number("Those declined.")
    handed_in = _number("Reviews handed in.")
    on_time = _number("Those handed in by their day.")
    median_days = _days("From the invitation to the review.")


class RoundsSchema(Schema):
    """How many published cases took so many rounds."""

    rounds = _number("Rounds of review up to the latest publication.")
    cases = _number("How many.")


class OverviewSchema(Schema):
    """The figures of the cases that came to the editors; those the caller is in conflict with are left out."""

    states = fields.List(fields.Nested(StateCountSchema), required=True)
    stays = fields.List(fields.Nested(StaysSchema), required=True)
    reviewers = fields.List(fields.Nested(ReviewerFiguresSchema), required=True)
    rounds = fields.List(fields.Nested(RoundsSchema), required=True)

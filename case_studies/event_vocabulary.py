"""The closed lists of events of the Group and around it."""

from enum import StrEnum


class EventState(StrEnum):
    """The state of an event. The legal steps are in `workflow/events.py`."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"  # what a focal point wrote, with a clearance officer of its delegation
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    HELD = "held"
    DOCUMENTED = "documented"  # what came of it is written
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"  # it should not have been announced


class EventAction(StrEnum):
    """An action on an event. Each has a row in its table of transitions."""

    ANNOUNCE = "announce"
    TAKE_BACK = "take_back"  # the request for clearance
    CLEAR = "clear"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    MOVE = "move"  # to another day, hour or place
    CANCEL = "cancel"
    TAKE_PART = "take_part"  # its history has no entry: see operations/events/attendance.py
    HOLD = "hold"  # by the platform, after the end
    DOCUMENT = "document"
    WITHDRAW = "withdraw"


class EventKind(StrEnum):
    """What an event is."""

    GROUP_MEETING = "group_meeting"
    OPEN_DEBATE = "open_debate"
    COUNCIL_MEETING = "council_meeting"
    C34_SESSION = "c34_session"
    SUMMIT = "summit"
    MINISTERIAL = "ministerial"
    CONFERENCE = "conference"
    SYMPOSIUM = "symposium"
    WORKSHOP = "workshop"
    SEMINAR = "seminar"
    EXERCISE = "exercise"
    ACTIVITY = "activity"  # such as a course
    DAY = "day"
    PUBLICATION = "publication"
    DECISION = "decision"


class Attendance(StrEnum):
    """How an office takes part in an event."""

    YES = "yes"
    ONLINE = "online"
    NO = "no"


class EventTime(StrEnum):
    """Which events are listed, by their time."""

    COMING = "coming"  # today, later, or in the present month
    PAST = "past"

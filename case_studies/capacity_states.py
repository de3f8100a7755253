"""The closed lists of the life of offers, requests and their matches: states, actions, sides, answers."""

from enum import StrEnum


class CapacitySide(StrEnum):
    """Whether capacity is offered or asked for."""

    OFFER = "offer"
    REQUEST = "request"


class CapacityState(StrEnum):
    """The state of an offer or a request. The legal steps are in `workflow/capacity.py`."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"  # with a clearance officer of its delegation
    POSTED = "posted"  # a request: cleared, while its delegation may still hold it back
    CIRCULATED = "circulated"  # a request, to all members
    LAPSED = "lapsed"  # its last day has passed
    WITHDRAWN = "withdrawn"


class CapacityAction(StrEnum):
    """An action on an offer or a request. Each has a row in its table of transitions."""

    POST = "post"
    TAKE_BACK = "take_back"  # the request for clearance
    CLEAR = "clear"
    SEND_BACK = "send_back"
    HOLD_BACK = "hold_back"  # a request, before it is circulated
    CIRCULATE = "circulate"  # by the platform, after five working days
    RENEW = "renew"
    LAPSE = "lapse"  # by the platform
    WITHDRAW = "withdraw"


class MatchState(StrEnum):
    """The state of a match. The legal steps are in `workflow/matches.py`."""

    TALKING = "talking"  # the two delegations and the editors
    MATCHED = "matched"  # the delegation that asks chose it
    UNDER_WAY = "under_way"  # one side reported a delivery, the other has not confirmed it
    DELIVERED = "delivered"
    CLOSED = "closed"  # both sides reported what came of it
    ENDED = "ended"  # without a delivery


class MatchAction(StrEnum):
    """An action on a match. Each has a row in its table of transitions."""

    CHOOSE = "choose"
    DELIVER = "deliver"
    CONFIRM_DELIVERY = "confirm_delivery"
    REPORT = "report"
    ANSWER_YEAR = "answer_year"
    ASK_YEAR = "ask_year"  # by the platform
    END = "end"


class MatchParty(StrEnum):
    """On which side of a match somebody speaks."""

    ASKING = "asking"
    OFFERING = "offering"
    EDITOR = "editor"


class NeedMet(StrEnum):
    """Whether a need was met, a year after the match."""

    MET = "met"
    PARTLY = "partly"
    NO = "no"
    TOO_EARLY = "too_early"

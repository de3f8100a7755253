"""The closed lists of collections: states and actions."""

from enum import StrEnum


class CollectionState(StrEnum):
    """The state of a collection. The legal steps are in `workflow/collections.py`."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"  # with a clearance officer of its delegation
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CollectionAction(StrEnum):
    """An action on a collection. Each has a row in its table of transitions."""

    PUBLISH = "publish"
    CLEAR = "clear"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"  # from clearance or from its readers, to change it
    WITHDRAW = "withdraw"

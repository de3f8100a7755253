"""The closed lists of long exports: documents of many things, which the worker makes."""

from enum import StrEnum

IN_A_REQUEST = 25
"""Things of a document that a request makes; the worker makes longer ones."""
MOST_THINGS = 100
"""Things in one document."""


class ExportSource(StrEnum):
    """What a long document is made of."""

    SEARCH = "search"
    BASKET = "basket"
    COLLECTION = "collection"


class ExportForm(StrEnum):
    """The form of a long document, which is its suffix."""

    PDF = "pdf"
    DOCX = "docx"
    EPUB = "epub"


class ExportState(StrEnum):
    """Where a long export is."""

    WAITING = "waiting"
    UNDER_WAY = "under_way"
    READY = "ready"
    STOPPED = "stopped"
    FAILED = "failed"


class ExportFailure(StrEnum):
    """Why there is no file."""

    NOTHING_LEFT = "nothing_left"  # that the account may read and that may leave
    CHANGED = "changed"  # what is in it, after it was made
    NOT_MADE = "not_made"  # the worker tried as often as it may


IN_PROGRESS = (ExportState.WAITING, ExportState.UNDER_WAY)

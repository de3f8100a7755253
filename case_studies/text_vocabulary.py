"""The closed lists of joint texts: states, actions, kinds, comments, and the answers of delegations."""

from enum import StrEnum


class TextState(StrEnum):
    """The state of a joint text. The legal steps are in `workflow/texts.py`."""

    DRAFT = "draft"  # editors alone read it
    UNDER_COMMENT = "under_comment"
    UNDER_SILENCE = "under_silence"  # it is agreed at an hour unless a delegation objects before
    SILENCE_BROKEN = "silence_broken"
    AGREED = "agreed"  # each delegation says whether it aligns
    DELIVERED = "delivered"
    DROPPED = "dropped"


class TextAction(StrEnum):
    """An action on a joint text. Each has a row in its table of transitions."""

    CIRCULATE = "circulate"
    COMMENT = "comment"
    PUT_UNDER_SILENCE = "put_under_silence"
    ASK_TO_BREAK = "ask_to_break"  # its history has no entry: see operations/texts/breaks.py
    BREAK_SILENCE = "break_silence"  # by the clearance officer of the delegation that asked
    DROP_BREAK = "drop_break"  # what was asked; its history has no entry
    AGREE = "agree"  # by the platform at the hour
    ALIGN = "align"
    STAND_ASIDE = "stand_aside"
    DELIVER = "deliver"
    DROP = "drop"


class TextKind(StrEnum):
    """What a joint text is."""

    STATEMENT = "statement"
    LETTER = "letter"
    CONCEPT_NOTE = "concept_note"
    NON_PAPER = "non_paper"


class CommentKind(StrEnum):
    """What a delegation says about a paragraph."""

    PROPOSAL = "proposal"  # of other words
    QUESTION = "question"


class Alignment(StrEnum):
    """What a delegation answered to a text that was agreed. No answer is no alignment."""

    ALIGNED = "aligned"
    STOOD_ASIDE = "stood_aside"

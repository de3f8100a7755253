"""The closed lists of what is answered when somebody is asked whether they may be named in a case."""

from enum import StrEnum


class PartnerAnswer(StrEnum):
    """The author's answer about a State or partner that a case names as taking part."""

    AGREED = "agreed"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"


class ConsentAnswer(StrEnum):
    """What a delegation itself answered."""

    CONFIRMED = "confirmed"  # a co-submitter, for one text
    REFUSED = "refused"  # a co-submitter, for one text
    WITHDRAWN = "withdrawn"  # for good: nothing names it any more

"""The closed lists of delegations: what they are, what they contribute, and applications to join the Group."""

from enum import StrEnum


class DelegationKind(StrEnum):
    """States and organizations take part alike."""

    STATE = "state"
    ORGANIZATION = "organization"


class Standing(StrEnum):
    """A delegation's place in the Group."""

    CO_CHAIR = "co_chair"
    MEMBER = "member"
    OBSERVER = "observer"  # takes part without being a member
    APPLICANT = "applicant"  # asked to join
    FORMER = "former"  # has left


TAKES_PART = (Standing.CO_CHAIR, Standing.MEMBER, Standing.OBSERVER)


class Contribution(StrEnum):
    """What a delegation gives to UN peacekeeping."""

    TROOPS = "troops"
    POLICE = "police"
    FUNDS = "funds"
    HOST = "host"


class ApplicationState(StrEnum):
    """The state of an application to join the Group."""

    UNPROVED = "unproved"  # nobody has used the link in its mail yet
    APPLIED = "applied"  # with the co-chairs
    ACCEPTED = "accepted"
    DEFERRED = "deferred"


class ApplicantMail(StrEnum):
    """What a mail to the mailbox of an application is for."""

    PROOF = "proof"
    QUESTION = "question"
    DEFERRAL = "deferral"


class Certainty(StrEnum):
    """How certain it is that a delegation contributes."""

    DECLARED = "declared"  # by the delegation itself
    PUBLISHED = "published"  # a public source says so
    UNCHECKED = "unchecked"  # general knowledge, which nobody has checked

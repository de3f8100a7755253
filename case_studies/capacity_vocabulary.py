"""The closed lists of capacity: what is offered and asked for, at which level, what it requires, and who pays."""

from enum import StrEnum


class CapacityKind(StrEnum):
    """A kind of support: the eight of the survey of the Light Coordination Mechanism."""

    TRAINING = "training"
    LESSONS_LEARNED = "lessons_learned"
    MENTORING = "mentoring"
    ADVISE_AND_ASSIST = "advise_and_assist"
    EQUIPMENT = "equipment"
    INFRASTRUCTURE = "infrastructure"
    LOGISTICS = "logistics"
    FINANCE = "finance"


class CapacityLevel(StrEnum):
    """What people can do afterwards, from the lowest to the highest level."""

    AWARENESS = "awareness"
    OPERATOR = "operator"
    INSTRUCTOR = "instructor"  # trains others


class Prerequisite(StrEnum):
    """What an offer requires of those who take part."""

    STANDARD = "standard"  # a qualification or a certificate of the UN
    VEHICLE = "vehicle"  # their own vehicles or major equipment
    CLEARANCE = "clearance"  # of security, or a visa


class CostBearer(StrEnum):
    """Who bears the cost."""

    PROVIDER = "provider"
    SHARED = "shared"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third_party"  # a fund or an organization

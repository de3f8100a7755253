"""What the results of a case give figures for."""

from enum import StrEnum


class Measure(StrEnum):
    """The effect that was measured; of several, the one that the case is about."""

    DEATHS_AND_INJURIES = "deaths_and_injuries"
    RESPONSE_TIME = "response_time"
    DEVICES_FOUND = "devices_found"
    FREEDOM_OF_MOVEMENT = "freedom_of_movement"
    READINESS = "readiness"
    ILLNESS = "illness"
    COST = "cost"
    ACCEPTANCE = "acceptance"
    OTHER = "other"
    NOTHING = "nothing"  # or only what was done

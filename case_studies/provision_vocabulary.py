"""The closed list of provisions: whom one asks to act."""

from enum import StrEnum


class Addressee(StrEnum):
    """Whom a provision asks to act."""

    CONTRIBUTORS = "contributors"  # of troops and police
    HOST_STATES = "host_states"
    SECRETARIAT = "secretariat"
    ALL = "all"

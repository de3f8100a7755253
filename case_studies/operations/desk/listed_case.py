"""A case as a row of a list."""

from dataclasses import dataclass
from datetime import datetime

from case_studies.vocabulary import Language, State


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case as its reader sees it, and its last movement that they may know about."""

    reference: str
    title: str
    language: Language
    delegation: str
    state: State
    since: datetime

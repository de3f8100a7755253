"""What is stored. Each model keeps its own rules as named constraints, so that an illegal state can't be stored."""

from case_studies.models.account import Account, ApiToken
from case_studies.models.assignment import Assignment, Remark, Review
from case_studies.models.case import Case, ReferenceCounter
from case_studies.models.delegation import Delegation
from case_studies.models.history import HistoryEntry
from case_studies.models.outbox import IndexTask
from case_studies.models.revision import Revision
from case_studies.models.taxonomy import Initiative, Operation, Place, Theme

__all__ = [
    "Account",
    "ApiToken",
    "Assignment",
    "Case",
    "Delegation",
    "HistoryEntry",
    "IndexTask",
    "Initiative",
    "Operation",
    "Place",
    "ReferenceCounter",
    "Remark",
    "Review",
    "Revision",
    "Theme",
]

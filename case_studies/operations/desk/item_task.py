"""A task in a thing beside the cases. Each kind of thing has its module that finds them, such as `issue_tasks.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from case_studies.policy.release import Submitter
from case_studies.vocabulary import Kind

MOST_SHOWN = 20
"""Tasks of one group. The next ones come after these."""


class ItemGroup(StrEnum):
    """The groups of tasks, in the order of the desk."""

    ISSUES_TO_CLEAR = "issues_to_clear"
    ISSUES_ASKED_AGAIN = "issues_asked_again"  # how they are now, by the focal point
    ISSUES_ANSWERED = "issues_answered"  # answers to take up
    ISSUE_DRAFTS = "issue_drafts"
    ISSUES_TO_ANSWER = "issues_to_answer"  # by a delegation that was asked, or whose cases share a theme
    SYNTHESES_DUE = "syntheses_due"  # by the editors
    ADOPTIONS_TO_CLEAR = "adoptions_to_clear"
    ADOPTIONS_TO_CONFIRM = "adoptions_to_confirm"  # a year after they were recorded
    ADOPTION_DRAFTS = "adoption_drafts"
    PRACTICES_TO_CONSIDER = "practices_to_consider"  # by a cited delegation, during the consultation
    OBJECTIONS_TO_PRACTICES = "objections_to_practices"  # by the editors
    PRACTICES_TO_ADOPT = "practices_to_adopt"  # by the first or the second editor
    PRACTICES_CHANGED = "practices_changed"  # their evidence moved
    PRACTICE_DRAFTS = "practice_drafts"  # by those who began to write
    PRACTICES_TO_LOOK_AT = "practices_to_look_at"  # a year after the adoption
    SUMMARIES_TO_READ = "summaries_to_read"  # by those who spoke, who may object
    SUMMARIES_DISPUTED = "summaries_disputed"  # by their authors and the editors
    SUMMARIES_DUE = "summaries_due"  # by those who started the discussion; in its last week by the editors
    STUDIES_TO_JOIN = "studies_to_join"  # by a delegation that was asked
    STUDIES_TO_BEGIN = "studies_to_begin"  # enough delegations joined
    STUDIES_UNDER_WAY = "studies_under_way"  # to deliver, by the delegation that leads
    EVENTS_TO_CLEAR = "events_to_clear"
    EVENTS_TO_DOCUMENT = "events_to_document"  # what came of them, by their organiser
    EVENTS_NOT_CONFIRMED = "events_not_confirmed"  # their day has passed
    EVENT_DRAFTS = "event_drafts"
    BREAKS_TO_CLEAR = "breaks_to_clear"  # of silence, by the clearance officer
    TEXTS_UNDER_SILENCE = "texts_under_silence"
    TEXTS_TO_ALIGN = "texts_to_align"  # whether the delegation aligns
    TEXTS_TO_COMMENT = "texts_to_comment"
    TEXTS_TO_DELIVER = "texts_to_deliver"  # by the editors
    TEXTS_TO_WRITE = "texts_to_write"
    CAPACITY_TO_CLEAR = "capacity_to_clear"
    NEEDS_ASKED = "needs_asked"  # whether they were met, a year after the match
    DELIVERIES_TO_CONFIRM = "deliveries_to_confirm"
    DELIVERIES_TO_REPORT = "deliveries_to_report"  # what came of them
    MATCHES_TO_CHOOSE = "matches_to_choose"
    CAPACITY_ENDING = "capacity_ending"  # to be renewed
    CAPACITY_DRAFTS = "capacity_drafts"
    COLLECTIONS_TO_CLEAR = "collections_to_clear"
    COLLECTION_DRAFTS = "collection_drafts"


@dataclass(frozen=True, slots=True)
class ItemTask:
    """A task: since when it waits, by when it is due, and its next step. `owner` is what the actor may know of it."""

    group: ItemGroup
    kind: Kind
    reference: str
    title: str
    language: str
    owner: Submitter
    state: str
    since: datetime
    step: str  # a key of ITEM_STEPS in app/phrases/desk_items.py
    due: date | None = None
    note: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)

    def is_overdue(self, today: date) -> bool:
        """Whether the due date has passed."""
        return self.due is not None and self.due < today


def grouped(tasks: Sequence[ItemTask]) -> dict[ItemGroup, list[ItemTask]]:
    """Return the tasks by group, in the order of the desk, without empty groups."""
    groups = {group: [task for task in tasks if task.group == group] for group in ItemGroup}
    return {group: found for group, found in groups.items() if found}

"""The one table of what search reads beside the cases: for each kind, which of its fields become text.

What a reader may find of a kind, and as what, is decided in `policy/found_items.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.proposal_release import ReleasedProposal
from case_studies.policy.readers import Submitter
from case_studies.policy.study_release import ReleasedStudy
from case_studies.policy.text_release import ReleasedText
from case_studies.vocabulary import FoundKind, Section

ISSUE_TEXTS = ("setting", "already_tried", "who_could_change_it")
PRACTICE_TEXTS = ("do", "mechanism", "fits_where", "how_to_start", "costs", "harms", "not_known")
EVENT_TEXTS = ("came_of_it", "asked_of_members", "agenda", "place", "organised_by")
STUDY_TEXTS = ("method", "authors", "publisher")
PROPOSAL_TEXTS = ("funds", "reason")
CAPACITY_TEXTS = ("support_after", "conditions")
ANSWERS, SYNTHESIS, SHOWS, DOCUMENTS, PARAGRAPHS = "answers", "synthesis", "shows", "documents", "paragraphs"
ITEM_SECTIONS = (
    *ISSUE_TEXTS,
    *(ANSWERS, SYNTHESIS),
    *PRACTICE_TEXTS,
    SHOWS,
    *EVENT_TEXTS,
    DOCUMENTS,
    *STUDY_TEXTS,
    *PROPOSAL_TEXTS,
    PARAGRAPHS,
    *CAPACITY_TEXTS,
)
"""The sections of things beside the cases, apart from their summaries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKind:
    """What search reads of one kind of thing. Its facets are its fields that a facet names."""

    sections: Callable[[Any], Mapping[str, str]]
    """Section to text. The text of `Section.SUMMARY` is what the API calls its summary."""
    owner: Callable[[Any], Submitter | None]
    """Whose it is, as far as the reader may know; None for what belongs to all members."""
    since: Callable[[Any], datetime]
    """When others could read it first."""
    changed: Callable[[Any], datetime] | None = None
    """When its state changed last; None for kinds whose entries in feeds keep their first date."""
    years: Callable[[Any], tuple[int, int]] | None = None
    """Its first and last year; None for kinds that have the year in which others could read them first."""

    def years_of(self, item: Any) -> tuple[int, int]:
        """Return the first and the last year by which it is found."""
        year = self.since(item).year
        return self.years(item) if self.years is not None else (year, year)


def _issue_sections(issue: ReleasedIssue) -> dict[str, str]:
    synthesis = issue.synthesis
    summed_up = [synthesis.members_do, synthesis.they_differ, synthesis.nobody_knows] if synthesis is not None else []
    texts = {name: getattr(issue, name) for name in ISSUE_TEXTS}
    return {**texts, ANSWERS: "\n\n".join(issue.answer_texts), SYNTHESIS: "\n\n".join(summed_up)}


def _practice_sections(practice: ReleasedPractice) -> dict[str, str]:
    texts = {name: getattr(practice, name) for name in PRACTICE_TEXTS}
    return {Section.SUMMARY: practice.statement, **texts, SHOWS: "\n\n".join(row.shows for row in practice.rows)}


def _event_sections(event: ReleasedEvent) -> dict[str, str]:
    texts = {name: getattr(event, name) for name in EVENT_TEXTS}
    titles = "\n\n".join(document["title"] for document in event.documents)
    return {Section.SUMMARY: event.concept_note, **texts, DOCUMENTS: titles}


def _event_years(event: ReleasedEvent) -> tuple[int, int]:
    return event.first_day.year, (event.last_day or event.first_day).year


def _study_sections(study: ReleasedStudy) -> dict[str, str]:
    return {Section.SUMMARY: study.finding, **{name: getattr(study, name) for name in STUDY_TEXTS}}


def _proposal_sections(proposal: ReleasedProposal) -> dict[str, str]:
    return {name: getattr(proposal, name) for name in PROPOSAL_TEXTS}


def _text_sections(text: ReleasedText) -> dict[str, str]:
    return {PARAGRAPHS: "\n\n".join(one.text for one in text.paragraphs)}


def _capacity_sections(capacity: ReleasedCapacity) -> dict[str, str]:
    return {Section.SUMMARY: capacity.details, **{name: getattr(capacity, name) for name in CAPACITY_TEXTS}}


CAPACITY = ItemKind(
    sections=_capacity_sections,
    owner=lambda capacity: capacity.posted_by if not capacity.demonstration else None,  # nobody posted an example
    since=lambda capacity: capacity.shown_at,
    changed=lambda capacity: capacity.moved_at,
)

ITEM_KINDS: Mapping[FoundKind, ItemKind] = {
    FoundKind.ISSUE: ItemKind(
        sections=_issue_sections,
        owner=lambda issue: issue.asked_by,
        since=lambda issue: issue.posted_at,
    ),
    FoundKind.PRACTICE: ItemKind(
        sections=_practice_sections,
        owner=lambda _practice: None,
        since=lambda practice: practice.adopted_at or practice.consulted_at,
    ),
    FoundKind.THREAD: ItemKind(
        sections=lambda thread: {Section.SUMMARY: thread.summary},  # the posts expire, so they are not searched
        owner=lambda thread: thread.convened_by,
        since=lambda thread: thread.created_at,
    ),
    FoundKind.EVENT: ItemKind(
        sections=_event_sections,
        owner=lambda event: event.announced_by if not event.demonstration else None,  # nobody announced an example
        since=lambda event: event.announced_at,
        changed=lambda event: event.moved_at,
        years=_event_years,
    ),
    FoundKind.STUDY: ItemKind(
        sections=_study_sections,
        owner=lambda study: study.listed_by,
        since=lambda study: study.created_at,
        changed=lambda study: study.moved_at,
        years=lambda study: (study.year, study.year),
    ),
    FoundKind.PROPOSAL: ItemKind(
        sections=_proposal_sections,
        owner=lambda proposal: proposal.led_by if not proposal.demonstration else None,  # nobody leads an example
        since=lambda proposal: proposal.created_at,
        changed=lambda proposal: proposal.moved_at,
    ),
    FoundKind.TEXT: ItemKind(
        sections=_text_sections,
        owner=lambda _text: None,  # it speaks for those who aligned
        since=lambda text: text.since,
        changed=lambda text: text.moved_at,
    ),
    FoundKind.OFFER: CAPACITY,
    FoundKind.REQUEST: CAPACITY,
    FoundKind.COLLECTION: ItemKind(
        sections=lambda collection: {Section.SUMMARY: collection.introduction},  # its reasons go with its things
        owner=lambda collection: collection.collected_by if not collection.demonstration else None,
        since=lambda collection: collection.published_at,
    ),
}

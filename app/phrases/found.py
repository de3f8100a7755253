"""The labels of what search finds."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.phrases import capacity, collections, events, issues, practices, proposals, studies, texts, threads
from app.phrases.days import day
from app.phrases.kinds import KINDS as KINDS
from app.phrases.labels import PASSAGES as PASSAGES_OF_CASES
from app.phrases.labels import Labels
from app.phrases.submitters import name_of
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.collection_release import ReleasedCollection
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.found_items import ReleasedItem
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.proposal_release import ReleasedProposal
from case_studies.policy.study_release import ReleasedStudy
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.thread_release import ReleasedThread
from case_studies.vocabulary import FoundKind, Register

PASSAGES: Labels = {
    **PASSAGES_OF_CASES,
    **issues.FIELDS,
    **practices.SECTIONS,
    **events.FIELDS,
    **studies.FIELDS,
    **proposals.FIELDS,
    **texts.FIELDS,
    **capacity.FIELDS,
    "answers": _l("Answers"),
    "synthesis": _l("Synthesis"),
    "shows": _l("Evidence"),
}
"""Where a passage of a result is."""


def _issue_facts(issue: ReleasedIssue, _today: date) -> list[str]:
    has_a_last_day = issue.waits_for_answers and issue.answer_by is not None
    until = [_("answers until %(day)s", day=day(issue.answer_by))] if has_a_last_day else []
    count = issue.answer_count
    return [*until, ngettext("%(num)s answer", "%(num)s answers", count), name_of(issue.asked_by)]


def _practice_facts(practice: ReleasedPractice, _today: date) -> list[str]:
    level = [str(practices.LEVELS[practice.assessment.level])] if practice.assessment is not None else []
    return [*level, ngettext("rests on %(num)s case", "rests on %(num)s cases", practice.cases)]


def _thread_facts(thread: ReleasedThread, today: date) -> list[str]:
    if thread.closed_at is not None:
        return [day(thread.closed_at)]
    return [_("until %(day)s", day=day(thread.closes_on))] if thread.takes_posts(today) else []


def _event_facts(event: ReleasedEvent, _today: date) -> list[str]:
    return [events.when(event), *([event.place] if event.place else [])]


def _study_facts(study: ReleasedStudy, _today: date) -> list[str]:
    return [f"{study.authors}, {study.year}", str(studies.KINDS[study.study_kind])]


def _proposal_facts(proposal: ReleasedProposal, _today: date) -> list[str]:
    leader = [name_of(proposal.led_by)] if not proposal.demonstration else []
    return [*leader, _("due %(day)s", day=day(proposal.due))]


def _text_facts(text: ReleasedText, _today: date) -> list[str]:
    return [str(texts.KINDS[text.text_kind]), *([text.speaker] if text.speaker else [])]


def _capacity_facts(found: ReleasedCapacity, _today: date) -> list[str]:
    return [*capacity.short_facts(found), name_of(found.posted_by)]


def _collection_facts(collection: ReleasedCollection, _today: date) -> list[str]:
    return [name_of(collection.collected_by)] if not collection.demonstration else []


FACTS: Mapping[FoundKind, Callable[[Any, date], list[str]]] = {
    FoundKind.ISSUE: _issue_facts,
    FoundKind.PRACTICE: _practice_facts,
    FoundKind.THREAD: _thread_facts,
    FoundKind.EVENT: _event_facts,
    FoundKind.STUDY: _study_facts,
    FoundKind.PROPOSAL: _proposal_facts,
    FoundKind.TEXT: _text_facts,
    FoundKind.OFFER: _capacity_facts,
    FoundKind.REQUEST: _capacity_facts,
    FoundKind.COLLECTION: _collection_facts,
}
STATES: Mapping[FoundKind, Callable[[Any, date], Any]] = {
    FoundKind.ISSUE: lambda issue, _today: issues.STATES[issue.state],
    FoundKind.PRACTICE: lambda practice, _today: practices.STATES[practice.state],
    FoundKind.THREAD: threads.state_label,
    FoundKind.EVENT: lambda event, _today: events.STATES[event.state],
    FoundKind.STUDY: lambda study, _today: studies.STATES[study.state],
    FoundKind.PROPOSAL: lambda proposal, _today: proposals.STATES[proposal.state],
    FoundKind.TEXT: lambda text, _today: texts.STATES[text.state],
    FoundKind.OFFER: lambda offer, _today: capacity.state_label(offer),
    FoundKind.REQUEST: lambda request, _today: capacity.state_label(request),
    FoundKind.COLLECTION: lambda collection, _today: collections.STATES[collection.state],
}


def state_of(item: ReleasedItem, today: date) -> str:
    """Return the state of something that was found."""
    return str(STATES[item.kind](item, today))


def facts_of(item: ReleasedItem, today: date) -> list[str]:
    """Return the facts in the line of a result, besides its kind and its state."""
    informal = [_("informal")] if item.register == Register.INFORMAL else []
    return [*FACTS[item.kind](item, today), *informal]

"""The texts of a desk for tasks in things beside the cases."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from app.phrases import (
    adoptions,
    capacity,
    collections,
    events,
    issues,
    matches,
    practices,
    proposals,
    texts,
    threads,
)
from app.phrases.days import day
from app.phrases.desk import USUALLY_DUE, overdue_in_words
from app.phrases.labels import Labels
from app.phrases.submitters import name_of
from case_studies.operations.desk.item_task import ItemGroup, ItemTask
from case_studies.vocabulary import Kind

ITEM_HEADINGS: Mapping[ItemGroup, LazyString] = {
    ItemGroup.ISSUES_TO_CLEAR: _l("Issues to clear"),
    ItemGroup.ISSUES_ASKED_AGAIN: _l("How are your issues now?"),
    ItemGroup.ISSUES_ANSWERED: _l("Answers to your issues"),
    ItemGroup.ISSUE_DRAFTS: _l("Drafts of issues"),
    ItemGroup.ISSUES_TO_ANSWER: _l("Issues to answer"),
    ItemGroup.SYNTHESES_DUE: _l("Syntheses of issues"),
    ItemGroup.ADOPTIONS_TO_CLEAR: _l("Adoptions to clear"),
    ItemGroup.ADOPTIONS_TO_CONFIRM: _l("Do your adoptions still hold?"),
    ItemGroup.ADOPTION_DRAFTS: _l("Drafts of adoptions"),
    ItemGroup.PRACTICES_TO_CONSIDER: _l("Practices that cite your cases"),
    ItemGroup.OBJECTIONS_TO_PRACTICES: _l("Objections to practices"),
    ItemGroup.PRACTICES_TO_ADOPT: _l("Practices to adopt"),
    ItemGroup.PRACTICES_CHANGED: _l("Practices whose evidence changed"),
    ItemGroup.PRACTICE_DRAFTS: _l("Drafts of practices"),
    ItemGroup.PRACTICES_TO_LOOK_AT: _l("Practices to look at again"),
    ItemGroup.SUMMARIES_TO_READ: _l("Summaries of discussions"),
    ItemGroup.SUMMARIES_DISPUTED: _l("Objections to summaries"),
    ItemGroup.SUMMARIES_DUE: _l("Discussions to sum up"),
    ItemGroup.STUDIES_TO_JOIN: _l("Studies to join"),
    ItemGroup.STUDIES_TO_BEGIN: _l("Studies that can begin"),
    ItemGroup.STUDIES_UNDER_WAY: _l("Studies under way"),
    ItemGroup.EVENTS_TO_CLEAR: _l("Events to clear"),
    ItemGroup.EVENTS_TO_DOCUMENT: _l("What came of your events?"),
    ItemGroup.EVENTS_NOT_CONFIRMED: _l("Events whose day has passed"),
    ItemGroup.EVENT_DRAFTS: _l("Drafts of events"),
    ItemGroup.BREAKS_TO_CLEAR: _l("Breaks of silence to clear"),
    ItemGroup.TEXTS_UNDER_SILENCE: _l("Joint texts under silence"),
    ItemGroup.TEXTS_TO_ALIGN: _l("Joint texts: does your delegation align?"),
    ItemGroup.TEXTS_TO_COMMENT: _l("Joint texts to comment on"),
    ItemGroup.TEXTS_TO_DELIVER: _l("Joint texts that are agreed"),
    ItemGroup.TEXTS_TO_WRITE: _l("Joint texts to go on with"),
    ItemGroup.CAPACITY_TO_CLEAR: _l("Offers and requests to clear"),
    ItemGroup.NEEDS_ASKED: _l("Were your needs met?"),
    ItemGroup.DELIVERIES_TO_CONFIRM: _l("Deliveries to confirm"),
    ItemGroup.DELIVERIES_TO_REPORT: _l("What came of deliveries?"),
    ItemGroup.MATCHES_TO_CHOOSE: _l("Talks about your requests"),
    ItemGroup.CAPACITY_ENDING: _l("Offers and requests that end soon"),
    ItemGroup.CAPACITY_DRAFTS: _l("Drafts of offers and requests"),
    ItemGroup.COLLECTIONS_TO_CLEAR: _l("Collections to clear"),
    ItemGroup.COLLECTION_DRAFTS: _l("Drafts of collections"),
}

ITEM_STEPS: Mapping[str, LazyString] = {
    "clear_issue": _l("Read and decide"),
    "say_how_it_is": _l("Say how it is now"),
    "take_up_answers": _l("Read the answers"),
    "continue_issue": _l("Continue writing"),
    "answer_issue": _l("Answer it"),
    "synthesize_issue": _l("Sum the answers up"),
    "invite_to_issue": _l("Ask delegations"),
    "clear_adoption": _l("Read and decide"),
    "confirm_adoption": _l("Confirm or change it"),
    "continue_adoption": _l("Continue writing"),
    "consider_practice": _l("Read it"),
    "answer_objection": _l("Answer it"),
    "propose_adoption": _l("Propose the adoption"),
    "agree_to_adoption": _l("Read and decide"),
    "look_at_evidence": _l("See what changed"),
    "continue_practice": _l("Continue writing"),
    "look_again": _l("Look at it again"),
    "read_summary": _l("Read the summary"),
    "answer_objection_to_summary": _l("Answer it"),
    "sum_discussion_up": _l("Sum it up"),
    "join_study": _l("Read it, and join if you can"),
    "begin_study": _l("Begin it"),
    "deliver_study": _l("Deliver the study"),
    "clear_event": _l("Read and decide"),
    "document_event": _l("Write what came of it"),
    "confirm_event": _l("Confirm, move or cancel it"),
    "continue_event": _l("Continue writing"),
    "clear_break": _l("Read and decide"),
    "read_silence": _l("Read it before silence ends"),
    "answer_text": _l("Say whether you align"),
    "comment_text": _l("Comment on it"),
    "deliver_text": _l("Record the delivery"),
    "write_text": _l("Go on with it"),
    "clear_capacity": _l("Read and decide"),
    "continue_capacity": _l("Continue writing"),
    "renew_capacity": _l("Renew it, or let it lapse"),
    "choose_match": _l("Answer, or choose the offer"),
    "confirm_delivery": _l("Confirm it"),
    "report_delivery": _l("Report what came of it"),
    "say_need_met": _l("Say whether it was met"),
    "clear_collection": _l("Read and decide"),
    "continue_collection": _l("Continue writing"),
}

ITEM_DUE: Mapping[str, LazyString] = {
    "say_how_it_is": _l("answer by %(day)s"),
    "answer_issue": _l("answer by %(day)s"),
    "synthesize_issue": _l("synthesis due %(day)s"),
    "invite_to_issue": _l("synthesis due %(day)s"),
    "consider_practice": _l("consultation until %(day)s"),
    "look_again": _l("look again by %(day)s"),
    "read_summary": _l("objections until %(day)s"),
    "answer_objection_to_summary": _l("closes as disputed on %(day)s"),
    "sum_discussion_up": _l("deleted on %(day)s without a summary"),
    "clear_break": _l("silence ends on %(day)s"),
    "read_silence": _l("silence ends on %(day)s"),
    "comment_text": _l("comments until %(day)s"),
    "write_text": _l("comments until %(day)s"),
    "renew_capacity": _l("lapses after %(day)s"),
}


# The labels of the states of each kind of thing.
ITEM_STATES: Mapping[Kind, Labels] = {
    Kind.ISSUE: issues.STATES,
    Kind.ADOPTION: adoptions.STATES,
    Kind.PRACTICE: practices.STATES,
    Kind.THREAD: threads.STATES,
    Kind.EVENT: events.STATES,
    Kind.PROPOSAL: proposals.STATES,
    Kind.TEXT: texts.STATES,
    Kind.OFFER: capacity.STATES,
    Kind.REQUEST: capacity.STATES,
    Kind.MATCH: matches.STATES,
    Kind.COLLECTION: collections.STATES,
}

# The state in words, where the state of the thing is not enough.
STATES_OF_STEPS: Mapping[str, LazyString] = {"sum_discussion_up": threads.WAITS_FOR_SUMMARY}

ITEM_PHRASES: Mapping[Kind, Callable[[int], str]] = {
    Kind.ISSUE: lambda n: ngettext("%(num)s issue needs you.", "%(num)s issues need you.", n),
    Kind.PRACTICE: lambda n: ngettext("%(num)s practice needs you.", "%(num)s practices need you.", n),
    Kind.THREAD: lambda n: ngettext("%(num)s discussion needs you.", "%(num)s discussions need you.", n),
    Kind.PROPOSAL: lambda n: ngettext("%(num)s study needs you.", "%(num)s studies need you.", n),
    Kind.EVENT: lambda n: ngettext("%(num)s event needs you.", "%(num)s events need you.", n),
    Kind.TEXT: lambda n: ngettext("%(num)s joint text needs you.", "%(num)s joint texts need you.", n),
    Kind.OFFER: lambda n: ngettext("%(num)s offer needs you.", "%(num)s offers need you.", n),
    Kind.REQUEST: lambda n: ngettext("%(num)s request needs you.", "%(num)s requests need you.", n),
    Kind.MATCH: lambda n: ngettext("%(num)s match needs you.", "%(num)s matches need you.", n),
    Kind.COLLECTION: lambda n: ngettext("%(num)s collection needs you.", "%(num)s collections need you.", n),
}


def owner_in_words(task: ItemTask) -> str:
    """Return the name of the delegation that a thing belongs to, or what stands for it."""
    return threads.speaker_name(task.owner) if task.kind == Kind.THREAD else name_of(task.owner)


def item_state_in_words(task: ItemTask) -> LazyString:
    """Return the state of a thing, as its own page does."""
    return STATES_OF_STEPS.get(task.step) or ITEM_STATES[task.kind][task.state]


def item_phrase(tasks: Sequence[ItemTask]) -> str:
    """Return in one sentence a kind how many things need the reader."""
    counts = Counter(task.kind for task in tasks)
    return " ".join(phrase(counts[kind]) for kind, phrase in ITEM_PHRASES.items() if counts[kind])


def item_due_in_words(task: ItemTask, today: date) -> str:
    """Return the due date, and how many days it is overdue; empty if there is none."""
    if task.due is None:
        return ""
    due = str(ITEM_DUE.get(task.step, USUALLY_DUE)) % {"day": day(task.due)}
    return overdue_in_words(due, (today - task.due).days)


def item_note_in_words(task: ItemTask) -> str:
    """Return in one line why a task waits."""
    return _(task.note) % task.numbers if task.note else ""

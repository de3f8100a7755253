"""The page of each topic, and the list of all topics of a kind. One view serves delegations, States, operations,
themes and initiatives.
"""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import may_enter, open_to_all
from app.collation import by_name
from app.current import reading
from app.identity import actor
from app.pages.search.url import SearchUrl
from app.pages.topics.world_map import world_map
from app.phrases import adoptions, capacity, events, issues, practices, provisions, studies, texts
from app.phrases.submitters import name_of
from app.phrases.topics import FACETS, LISTS, description, more_urls, other_names, topic_facts
from app.thing_urls import thing_url
from case_studies.db import LARGEST_ID
from case_studies.errors import NotVisible
from case_studies.operations.briefs.subject import TOPICS as BRIEF_TOPICS
from case_studies.operations.topics.kinds import DELEGATIONS, OPERATIONS, STATES, TOPIC_KINDS
from case_studies.operations.topics.other_kinds import OtherKinds, find_other_kinds
from case_studies.operations.topics.taking_part import find_taking_part
from case_studies.operations.topics.topic import (
    Entry,
    Topic,
    TopicCases,
    find_topic,
    list_entries,
    slug,
    topic_cases,
)
from case_studies.policy.delegations import shows_standing
from case_studies.unit_of_work import Session

pages = Blueprint("topics", __name__)

_PHRASES: dict[str, Any] = {
    "practice_phrases": practices,
    "addressees": provisions.ADDRESSEES,
    "issue_states": issues.STATES,
    "adoption_phrases": adoptions,
    "event_phrases": events,
    "study_phrases": studies,
    "text_kinds": texts.KINDS,
    "capacity_phrases": capacity,
    "thing_url": thing_url,
    "name_of": name_of,
}
"""What the page needs to name things of all kinds."""
LISTED = "delegations, states, operations, initiatives"  # themes have a page of their own


@pages.get(f"/<any({LISTED}):kind>")
@open_to_all
def topics(kind: str) -> str:
    """List all topics of a kind: those with cases, and those without."""
    with reading() as session:
        entries = sorted(list_entries(session, actor(), TOPIC_KINDS[kind]), key=_order)
        with_cases = [entry for entry in entries if entry.count]
        return render_template(
            "topics/topics.html",
            kind=kind,
            heading=LISTS[kind],
            with_cases=with_cases,
            without=[entry for entry in entries if not entry.count],
            name_of=_name,
            map=world_map(with_cases) if kind == STATES.name else None,
        )


@pages.get(f"/<any({LISTED}, themes):kind>/<code>")
@open_to_all
def topic(kind: str, code: str) -> str | Response:
    """Show a topic and one page of its cases. Other ways to write the code lead to the one address of the page."""
    page = request.args.get("page", 1, type=int)
    if not 0 < page <= LARGEST_ID // 100:
        raise NotVisible()
    with reading() as session:
        topic = find_topic(session, actor(), TOPIC_KINDS[kind], code)
        if code != slug(topic.code):
            return redirect(_url(kind, topic.code, page), 301)
        cases = topic_cases(session, actor(), topic, page)
        if page > 1 and page > cases.pages:
            raise NotVisible()
        return render_template(
            "topics/topic.html",
            **_PHRASES,
            topic=topic,
            list_name=LISTS[kind],
            text=description(topic),
            facts=topic_facts(topic, with_standing=kind == DELEGATIONS.name and shows_standing(actor(), topic.row)),
            names=other_names(topic),
            brief_of=f"{FACETS[kind]}:{slug(topic.code)}" if FACETS[kind] in BRIEF_TOPICS else "",
            cases=cases,
            others=_others(session, topic, cases),
            more_urls=more_urls(kind, topic.code),
            gaps=cases.gaps,
            host_states=sorted(cases.gaps.host_states, key=lambda place: by_name(place.name)),
            search_url=_search_url(kind, topic.code),
            carried_out_url=SearchUrl((("implemented_by", topic.code),)).url() if kind == STATES.name else "",
            previous_url=_url(kind, topic.code, page - 1) if page > 1 else None,
            next_url=_url(kind, topic.code, page + 1) if page < cases.pages else None,
            may_start=may_enter("edit.new"),
        )


def _others(session: Session, topic: Topic, cases: TopicCases) -> OtherKinds:
    """Return what there is besides the cases, for the first page of a topic."""
    if cases.page > 1:
        return OtherKinds()
    if topic.kind is DELEGATIONS:
        return find_taking_part(session, actor(), topic)
    references = [revision.case.reference for revision in cases.revisions]
    return find_other_kinds(session, actor(), topic, references)


def _order(entry: Entry) -> Any:
    return by_name(_name(entry))


def _name(entry: Entry) -> str:
    """Return the name by which readers know an entry: operations by their acronyms."""
    return f"{entry.code}, {entry.name}" if entry.kind == OPERATIONS.name else entry.name


def _url(kind: str, code: str, page: int) -> str:
    return url_for(".topic", kind=kind, code=slug(code), page=page if page > 1 else None)


def _search_url(kind: str, code: str) -> str:
    return SearchUrl(((FACETS[kind], code),)).url()

"""Saved searches of a reader, and the alerts that the worker sends for them."""

from collections.abc import Mapping
from typing import Any

from case_studies.models import SavedSearch
from case_studies.operations.search.saved_searches import save_search
from case_studies.search.contract import Query
from case_studies.vocabulary import AlertFrequency, NotificationEvent, State
from tests.support.mailbox import ADDRESS, Post, Taken
from tests.support.workflow_cases import Steps, case_in

READER = "practitioner"
ROADS = Query("road", {"theme": ("EXP",)})
SUBJECT = "New results in a saved search"


def save(
    post: Post,
    query: Query = ROADS,
    *,
    rhythm: AlertFrequency = AlertFrequency.AT_ONCE,
    office: str = READER,
    name: str = "Roads",
) -> SavedSearch:
    """Save a search of an office."""
    with post.world.platform.work.writing() as session:
        return save_search(session, post.world.actor(office), query, name=name, rhythm=rhythm)[0]


def publish(post: Post, **changes: Any) -> Steps:
    """Publish a case that the search finds, unless the changes say otherwise."""
    return case_in(post.world, State.PUBLISHED, **changes)


def run_worker(post: Post, office: str = READER) -> list[Taken]:
    """Run the worker once, and return the mails about new cases that it sent to an office."""
    before = {mail.message["Message-ID"] for mail in post.server.taken}
    post.run("worker", "--once")
    while post.send():
        pass  # a run sends a limited number
    fresh = [mail for mail in post.server.taken_for(office) if mail.message["Message-ID"] not in before]
    return [mail for mail in fresh if mail.message["Subject"] == SUBJECT]


def links(mail: Taken) -> list[str]:
    """Return the addresses of the links in a mail, without those of its footer."""
    return [line.removeprefix(ADDRESS) for line in mail.text.splitlines() if line.startswith(ADDRESS)]


def alerts_of(post: Post, office: str = READER) -> list[Mapping[str, Any]]:
    """Return what the notifications of new cases say."""
    return [notice.facts for notice in post.notifications(office) if notice.event == NotificationEvent.NEW_CASES]

"""What can be done with a search: following its feed, saving it, taking its results as a file."""

from typing import Any

from flask import url_for

from app.exports.results import RESULT_FILES
from app.phrases.labels import RHYTHMS
from app.phrases.saved_searches import at_address, feed_url, results_url
from case_studies.operations.search.saved_searches import find_by_query
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query
from case_studies.search.query.query_string import query_string
from case_studies.unit_of_work import Session


def subscribe_links(session: Session, actor: Actor, query: Query) -> dict[str, Any]:
    """Return the values of `search/subscribe.html`."""
    address = query_string(query)
    saved = find_by_query(session, actor, query) if actor.signed_in else None
    return {
        "feed_url": feed_url(address),
        "files": [(form.name, form.media_type, results_url(address, it)) for it, form in RESULT_FILES.items()],
        "save_url": at_address(url_for("saved_searches.save"), address),
        "saved_rhythm": RHYTHMS[saved.rhythm] if saved is not None else None,
    }

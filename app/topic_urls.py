"""The address of the page of a topic: a delegation, host State, operation, theme or initiative."""

from collections.abc import Mapping

from flask import url_for

from case_studies.operations.topics.topic import slug

TOPICS_OF_FIELD: Mapping[str, str] = {
    "submitted_by": "delegations",
    "co_submitters": "delegations",
    "host_states": "states",
    "implemented_by": "states",
    "operations": "operations",
    "themes": "themes",
    "initiatives": "initiatives",
}
"""Field of a case to kind of topic."""


def topic_url(kind: str, code: str) -> str:
    """Return the address of the page of a topic."""
    return url_for("topics.topic", kind=kind, code=slug(code))

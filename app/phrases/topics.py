"""The words about a topic: what it is, what belongs to it, and its other names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.delegations import contribution_phrase
from app.phrases.labels import LANGUAGES, STANDINGS, Labels
from app.phrases.vocabularies import CATEGORIES, KINDS
from case_studies.operations.topics.kinds import DELEGATIONS
from case_studies.operations.topics.topic import Entry, Topic
from case_studies.vocabulary import WORLDWIDE, DelegationKind, PlaceKind

LISTS: Labels = {
    "delegations": _l("Delegations"),
    "states": _l("Host States and areas"),
    "operations": _l("Operations"),
    "themes": _l("Themes"),
    "initiatives": _l("Initiatives"),
}
RELATIONS: Labels = {
    "theme_above": _l("Part of"),
    "sub_themes": _l("Sub-themes"),
    "operations": _l("Operations there"),
    "delegation": _l("Delegation"),
    "host_states": _l("Host States"),
    "themes": _l("Themes"),
    "state": _l("As a host State"),
}
DELEGATION_KINDS: Labels = {
    DelegationKind.STATE: _l("Delegation of a State."),
    DelegationKind.ORGANIZATION: _l("Delegation of an organization."),
}
PLACE_KINDS: Labels = {
    PlaceKind.STATE: _l("Member State or observer State of the United Nations."),
    PlaceKind.AREA: _l("An area with a name of its own in documents of the United Nations."),
    PlaceKind.REGION: _l("A region, for cases in which naming the State would reveal too much."),
    PlaceKind.WITHHELD: _l("For cases that do not name their host State."),
}
NO_HOST_STATE = _l("For cases that have no host State, such as training, policy or equipment for all operations.")
FACETS = {
    "delegations": "delegation",
    "states": "host_state",
    "operations": "operation",
    "themes": "theme",
    "initiatives": "initiative",
}
"""Kind of topics to the facet by which search finds its cases."""
SEARCHED = {
    "practice": ("themes", "initiatives"),
    "issue": ("themes", "operations"),
    "event": ("themes", "initiatives"),
    "study": ("themes", "states"),
}
"""Kind of things to the kinds of topics by which search finds them."""


@dataclass(frozen=True, slots=True)
class TopicFact:
    """A fact about a topic: texts, or entries that have a page."""

    label: str
    texts: list[str]
    entries: list[Entry]


def description(topic: Topic) -> str:
    """Return what a topic is, in one sentence."""
    return DESCRIPTIONS[topic.kind.name](topic.row)


def topic_facts(topic: Topic, *, with_standing: bool) -> list[TopicFact]:
    """Return the facts about a topic: its own, then what is related to it."""
    own = [TopicFact(label, texts, []) for label, texts in OWN_FACTS[topic.kind.name](topic.row) if texts]
    if topic.kind.name == DELEGATIONS.name and with_standing:
        own.insert(0, TopicFact(_("In the Group"), [str(STANDINGS[topic.row.standing])], []))
    return [*own, *(TopicFact(str(RELATIONS[name]), [], list(rows)) for name, rows in topic.related.items())]


def more_urls(kind: str, code: str) -> dict[str, str]:
    """Return, for each kind of things that search finds by a topic, the address of that search."""
    facet = FACETS[kind]
    return {
        of: url_for("search.search", **{"kind": of, facet: code})  # type: ignore[arg-type]
        for of, topics in SEARCHED.items()
        if kind in topics
    }


def other_names(topic: Topic) -> list[tuple[str, str, list[str]]]:
    """Return the other names of a topic by language: its code and label, then the names."""
    concept = topic.concept
    if concept is None or concept.retired:
        return []
    known = {topic.name.casefold(), topic.code.casefold()}
    grouped: dict[str, list[str]] = {}
    for language, name in concept.names:
        if name.casefold() not in known:
            grouped.setdefault(language, []).append(name)
    return [(language, str(LANGUAGES.get(language, _l("All languages"))), names) for language, names in grouped.items()]


def years(first: int, last: int | None) -> str:
    """Return the years of an operation."""
    return _("since %(year)s", year=first) if last is None else "–".join(dict.fromkeys([str(first), str(last)]))


DESCRIPTIONS: Mapping[str, Callable[[Any], str]] = {
    "delegations": lambda row: str(DELEGATION_KINDS[row.kind]),
    "states": lambda row: str(NO_HOST_STATE if row.code == WORLDWIDE else PLACE_KINDS[row.kind]),
    "operations": lambda row: f"{CATEGORIES[row.category]}.",
    "themes": lambda row: str(row.scope_note.partition(" Basis: ")[0]),
    "initiatives": lambda row: f"{KINDS[row.kind]}.",
}

OWN_FACTS: Mapping[str, Callable[[Any], list[tuple[str, list[str]]]]] = {
    "delegations": lambda row: [
        (_("Contributes"), [contribution_phrase(one) for one in row.contributions]),
    ],
    "states": lambda _row: [],
    "operations": lambda row: [(_("Years"), [years(row.started, row.ended)])],
    "themes": lambda row: [(_("Basis"), list(filter(None, row.scope_note.partition(" Basis: ")[2:])))],
    "initiatives": lambda row: [(_("Year"), [str(row.year)] if row.year else [])],
}

"""What a document of several things is made of, as a text that is kept: a search, a basket or a collection."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl, urlencode

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.exports.collection import bind_collection
from app.exports.results import bind_search
from app.exports.things import bind_things
from app.exports.volume import Volume
from app.phrases.saved_searches import proposed_name, search_url
from app.schemas.search import SearchSchema, paged_query_from, parameters_from
from app.thing_urls import thing_url
from case_studies.errors import NotVisible
from case_studies.export_vocabulary import ExportSource
from case_studies.operations.collections.things import find_things
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.contract import Query
from case_studies.search.query.query_string import query_string
from case_studies.unit_of_work import Session, now

Bind = Callable[[Session, Actor, str, int], Volume]
"""Returns the first things of what a text says, as a reader may read them. Raises NotVisible."""


def about_search(query: Query) -> str:
    """Return a search with its order as a text."""
    return "&".join(filter(None, (query_string(query), urlencode({"sort": query.sort.value}))))


def search_of(about: str) -> Query:
    """Return the search that a text says."""
    return paged_query_from(SearchSchema().load(parameters_from(MultiDict(parse_qsl(about)))))


def about_basket(references: Iterable[str]) -> str:
    """Return the references of a basket as a text."""
    return " ".join(references)


def _bind_search(session: Session, actor: Actor, about: str, most: int) -> Volume:
    return bind_search(session, actor, search_of(about), most)


def bind_basket(session: Session, actor: Actor, about: str, most: int) -> Volume:
    """Return things that a reader put aside. An empty basket is no document."""
    things = find_things(session, actor, about.split(), whole=True)
    if not things:
        raise NotVisible()
    return bind_things(
        things,
        most=most,
        day=now(session).date(),
        reference="casebook-basket",
        number=_("Basket"),
        genre=_("Basket"),
        title=_("Things put together from Casebook"),
        address=url_for("basket.basket", _external=True),
    )


BINDERS: Mapping[ExportSource, Bind] = {
    ExportSource.SEARCH: _bind_search,
    ExportSource.BASKET: bind_basket,
    ExportSource.COLLECTION: bind_collection,
}
NAMES: Mapping[ExportSource, Callable[[Session, Actor, str], str]] = {
    ExportSource.SEARCH: lambda session, actor, about: proposed_name(
        search_of(about), known_vocabularies(session, actor)
    ),
    ExportSource.BASKET: lambda _session, _actor, _about: "",
    ExportSource.COLLECTION: lambda _session, _actor, about: about,
}
"""What the page of exports calls it: the words of a search, or the reference of a collection."""


def page_of(source: ExportSource, about: str) -> str:
    """Return the address of the page of what a document is made of."""
    if source is ExportSource.SEARCH:
        return search_url(about)
    return thing_url(about) if source is ExportSource.COLLECTION else url_for("basket.basket")

"""Where to go from a search that finds nothing: filters to drop, themes that are near, cases there are."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.current import current_platform
from app.pages.search.facets import FacetSidebar
from app.pages.search.url import FILTERS, YEARS
from app.phrases.labels import FACETS
from case_studies.operations.search.autocomplete import near_themes
from case_studies.operations.search.search import search
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.search.contract import Query

MOST_THEMES = 5
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoResults:
    """Links: searches without one of the filters, themes with cases, and all cases."""

    drops: list[Link]
    certain: bool
    near: bool
    themes: list[Link]
    total: int


def no_results(session: Session, actor: Actor, rail: FacetSidebar) -> NoResults:
    """Return the ways out of a search without results."""
    held = search(session, current_platform().search, actor, Query(per_page=1))
    certain = _drops(rail, [facet for facet in FACETS if rail.counts.get(facet)])
    named = near_themes(load_thesaurus(session), rail.address.first("q"), held.facets.get("theme", {}))
    most = [theme for theme in held.facets.get("theme", {}) if rail.parents[theme] is None]
    return NoResults(
        drops=certain or _drops(rail, FILTERS),
        certain=bool(certain),
        near=bool(named),
        themes=[
            (rail.label("theme", theme), url_for("search.search", theme=theme))
            for theme in (named or most)[:MOST_THEMES]
        ],
        total=held.total,
    )


def _drops(rail: FacetSidebar, names: tuple[str, ...] | list[str]) -> list[Link]:
    """Return the search without one whole filter, for each that is on. Facets with counts find something so."""
    links = []
    for name in names:
        values = rail.address.all(name)
        if values and name not in YEARS:
            labels = ", ".join(rail.label(name, value) for value in values)
            said = _("Without %(facet)s: %(values)s", facet=FACETS[name], values=labels)
            links.append((said, rail.address.without(name).url()))
    if any(rail.address.all(year) for year in YEARS if year in names):
        links.append((_("Without the years"), rail.address.without(*YEARS).url()))
    if links and rail.address.first("q") and "year_to" in names:
        links.append((_("Without the words, with the filters"), rail.address.without("q").url()))
    return links

"""Where to go from a search that finds nothing: filters to drop, themes that are near, cases there are."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.labels import FACETS
from app.pages.search_address import FILTERS, YEARS
from app.pages.search_facets import Rail
from app.parts import casebook
from case_studies.models import Theme
from case_studies.operations.searching import search
from case_studies.policy.actor import Actor
from case_studies.search.documents import Query

MOST_WORDS = 5  # of the query that are compared with the themes
MOST_THEMES = 5
CLOSENESS = 0.75
WORD = re.compile(r"\w{3,}")
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Links: searches without one of the filters, themes with cases, and all cases."""

    drops: list[Link]
    certain: bool
    near: bool
    themes: list[Link]
    total: int


def ways_out(session: Session, actor: Actor, rail: Rail) -> WaysOut:
    """Return the ways out of a search without results."""
    held = search(session, casebook().search, actor, Query(per_page=1))
    certain = _drops(rail, [facet for facet in FACETS if rail.counts.get(facet)])
    near = _near_themes(session, rail.address.first("q"))
    named = [theme for theme in near if held.facets["theme"].get(theme)]
    most = [theme for theme in held.facets.get("theme", {}) if rail.parents[theme] is None]
    return WaysOut(
        drops=certain or _drops(rail, FILTERS),
        certain=bool(certain),
        near=bool(named),
        themes=[
            (rail.label("theme", theme), url_for("search.search", theme=theme))
            for theme in (named or most)[:MOST_THEMES]
        ],
        total=held.total,
    )


def _drops(rail: Rail, names: tuple[str, ...] | list[str]) -> list[Link]:
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


def _near_themes(session: Session, text: str) -> list[str]:
    """Return the themes with a label or synonym spelled like a word of the query, the nearest word first."""
    index: dict[str, list[str]] = {}
    for theme in session.scalars(select(Theme).order_by(Theme.position)):
        for word in WORD.findall(" ".join([theme.label, *theme.synonyms]).casefold()):
            index.setdefault(word, []).append(theme.id)
    near = [
        theme
        for word in WORD.findall(text.casefold())[:MOST_WORDS]
        for match in get_close_matches(word, index, n=3, cutoff=CLOSENESS)
        for theme in index[match]
    ]
    return list(dict.fromkeys(near))

"""What to try after a search without results: filters to remove, similar themes, all cases."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.pages.search.facets import FacetSidebar
from app.pages.search.url import COMPARED, FILTERS, YEARS
from app.phrases.labels import FACETS
from case_studies.operations.search.autocomplete import near_themes
from case_studies.operations.search.search import SearchPage
from case_studies.search.facets import KIND, THEME
from case_studies.search.query.query_string import WORDS, YEAR_TO
from case_studies.vocabulary import FoundKind

MOST_THEMES = 5
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoResults:
    """Links to searches without one of the filters, to themes with results, and the number of all that there is."""

    without_filter: list[Link]
    are_certain: bool
    """Whether each of these searches finds something."""
    themes: list[Link]
    are_similar: bool
    """Whether the themes are similar to the words typed; else they are those with most cases."""
    all_url: str
    total: int
    only_cases: bool


def no_results(page: SearchPage, sidebar: FacetSidebar) -> NoResults:
    """Return what to try instead of a search without results."""
    with_cases = page.library.facets.get(THEME.name, {})
    certain = _without_filter(sidebar, [facet for facet in FACETS if sidebar.counts.get(facet)])
    similar = near_themes(page.thesaurus, sidebar.address.first(WORDS), with_cases)
    ticked = sidebar.address.only(COMPARED)
    most_frequent = [theme for theme in with_cases if sidebar.parents[theme] is None]
    return NoResults(
        without_filter=certain or _without_filter(sidebar, FILTERS),
        are_certain=bool(certain),
        themes=[
            (sidebar.label(THEME.name, theme), ticked.plus(THEME.name, theme).url())
            for theme in (similar or most_frequent)[:MOST_THEMES]
        ],
        are_similar=bool(similar),
        all_url=ticked.url(),
        total=page.library.total,
        only_cases=set(page.library.facets.get(KIND.name, {})) <= {FoundKind.CASE},
    )


def _without_filter(sidebar: FacetSidebar, names: Iterable[str]) -> list[Link]:
    """Return a search without the whole filter, for each active one. A facet with counts finds something that way."""
    names, address = tuple(names), sidebar.address
    links = []
    for name in names:
        values = address.all(name)
        if values and name not in YEARS:
            labels = ", ".join(sidebar.label(name, value) for value in values)
            label = _("Without %(facet)s: %(values)s", facet=FACETS[name], values=labels)
            links.append((label, address.without(name).url()))
    if any(address.all(year) for year in YEARS if year in names):
        links.append((_("Without the years"), address.without(*YEARS).url()))
    if links and address.first(WORDS) and YEAR_TO in names:
        links.append((_("Without the words, with the filters"), address.without(WORDS).url()))
    return links

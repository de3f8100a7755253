"""The home page: its text, the search box, and three ways into the library."""

from flask import Blueprint, render_template

from app.access import open_to_all
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.pages.search.suggestions import search_box
from app.pages.site.reader_language import reader_languages
from app.pages.topics.world_map import WorldMap, world_map
from app.topic_urls import topic_url
from case_studies.operations.cases.queries import newest_cases
from case_studies.operations.search.autocomplete import library_counts
from case_studies.operations.site_texts.reading import read_site_text
from case_studies.operations.topics.figures import LibraryOverview, library_overview
from case_studies.operations.topics.topic import Entry
from case_studies.policy.delegations import known_vocabularies
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import WORLDWIDE, SitePage

pages = Blueprint("home", __name__)

NEWEST = 5
MOST_ROWS = 9  # of each list, so that all three are side by side on one screen
Row = dict[str, str | int]


@pages.get("/")
@open_to_all
def home() -> str:
    """Show what the reader's library contains."""
    with reading() as session:
        words, held = known_vocabularies(session, actor()), library_overview(session, actor())
        return render_template(
            "site/home.html",
            text=read_site_text(session, SitePage.HOME, reader_languages()),
            total=held.total,
            theme_total=len(held.by_theme),
            host_total=len(held.by_host_state.keys() - {WORLDWIDE}),
            themes=_themes(words, held),
            host_states=_host_states(words, held),
            map=_map(words, held),
            newest=newest_cases(session, actor(), NEWEST),
            box=search_box(library_counts(session, current_platform().search, actor()), words),
        )


def _themes(words: Vocabularies, held: LibraryOverview) -> list[Row]:
    """Return the top themes with the most cases."""
    tops = [theme for theme, parent in words.parents.items() if parent is None and held.by_theme[theme]]
    tops.sort(key=lambda theme: -held.by_theme[theme])
    return [_row("themes", theme, words.themes[theme], held.by_theme[theme]) for theme in tops[:MOST_ROWS]]


def _host_states(words: Vocabularies, held: LibraryOverview) -> list[Row]:
    """Return the host States with the most cases, in alphabetical order."""
    most = [code for code, _ in held.by_host_state.most_common(MOST_ROWS)]
    most.sort(key=lambda code: by_name(words.places[code]))
    return [_row("states", code, words.places[code], held.by_host_state[code]) for code in most]


def _map(words: Vocabularies, held: LibraryOverview) -> WorldMap:
    return world_map(Entry("states", code, words.places[code], count) for code, count in held.by_host_state.items())


def _row(kind: str, value: str, label: str, count: int) -> Row:
    return {"label": label, "url": topic_url(kind, value), "count": count}

"""A page costs the same with a hundred cases as with four hundred: as many statements, as many loaded objects."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Mapper

from case_studies.models import Case
from case_studies.vocabulary import State
from tests.support.large_library import add_copies
from tests.support.page_reader import statements
from tests.support.world import World

FEW, MORE = 100, 300  # copies; lists have at most 50 cases on a page
PAGES = {
    "": (
        "/", "/search", "/search?q=convoy", "/search/suggest?q=conv", "/search.atom", "/cases/CS-2026-0002",
        "/themes", "/themes/EXP", "/delegations", "/delegations/GHA", "/states/MLI", "/operations/MINUSMA",
        "/figures", "/figures.csv", "/sitemap.xml", "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
        "/evidence-map?columns=host",
        "/fit?threat=ied&host_state=MLI", "/compare?case=CS-2026-0002",
    ),
    "practitioner": ("/search", "/desk", "/contributors"),
    "focal-point.gha": ("/desk", "/desk?sort=title", "/desk?state=published", "/cases/CS-2026-0027/edit/where"),
    "clearance.gha": ("/desk",),
    "reviewer.jpn": ("/desk", "/account/reviewing"),
    "editor.idn": (
        "/desk", "/overview", "/overview.csv", "/overview/cases?state=published", "/overview/cases?rounds=1",
        "/overview/cases.csv?state=published",
    ),
    "admin": ("/administration", "/desk"),
}  # fmt: skip


def costs(world: World) -> dict[tuple[str, str], tuple[int, int]]:
    """Return who and page → how many statements ran and how many objects were loaded."""
    loaded: Counter[str] = Counter()

    def count(target: Any, _context: Any) -> None:
        loaded[type(target).__name__] += 1

    found = {}
    event.listen(Mapper, "load", count)
    try:
        for office, urls in PAGES.items():
            client = world.browser(office) if office else world.visitor()
            for url in urls:
                loaded.clear()
                with statements(world) as seen:
                    assert client.get(url).status_code == 200, (office, url)
                found[office, url] = len(seen), sum(loaded.values())
    finally:
        event.remove(Mapper, "load", count)
    return found


@pytest.mark.slow
def test_no_page_costs_more_statements_or_objects_in_a_larger_library(library: World) -> None:
    with library.platform.work.reading() as session:
        published = list(session.scalars(select(Case.reference).where(Case.state == State.PUBLISHED)))
    found = []
    for copies in (FEW, MORE):
        add_copies(library.platform, published, copies)
        library.platform.indexer.rebuild()
        found.append(costs(library))
    few, more = found
    slack = 20  # objects; another case of a page has other themes
    grown = {
        page: (cost, more[page]) for page, cost in few.items()
        if more[page][0] > cost[0] or more[page][1] > cost[1] + slack
    }  # fmt: skip
    assert grown == {}

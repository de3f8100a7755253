"""Every page that every office can reach by following links: it answers, it is well formed, and it leaks nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from case_studies.models import Case
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import State
from tests.support.crawl import check_markup, crawl
from tests.support.page_reader import transactions
from tests.support.world import World

pytestmark = pytest.mark.slow

MOST_OF_A_VIEW = 10
"""Of each view and office. tests/leaks has all pages of smaller libraries."""
OFFICES = [
    None,
    "practitioner",
    "admin",
    "focal-point.gha",
    "clearance.deu",
    "focal-point.idn",
    "reviewer.jpn",
    "reviewer.ken",
    "editor.bra",
    "editor.idn",
]


@pytest.mark.parametrize("office", OFFICES, ids=str)
def test_every_linked_page_answers_and_is_well_formed_and_keeps_its_secrets(library: World, office: str | None) -> None:
    """Each page also reads in one transaction, whatever its view and its frame ask for."""
    client = library.browser(office) if office else library.visitor()
    hidden = list(hidden_titles(library, office))
    assert hidden
    visited = 0
    library.clock.step = timedelta()  # so that the use of the session need not be stored
    with transactions(library) as begun:
        for url, text in crawl(client, most=MOST_OF_A_VIEW):
            visited += 1
            check_markup(url, text)
            for title in hidden:
                assert title not in text, f"{url} tells {office} of “{title}”"
            assert begun in ([], ["read"]), f"{url} reads in more than one transaction"
            begun.clear()
    assert visited > 30


def hidden_titles(library: World, office: str | None) -> Iterator[str]:
    """Yield the titles of cases of which this office must see nothing."""
    from case_studies.policy.actor import NOBODY

    actor = library.actor(office) if office else NOBODY
    with library.platform.work.reading() as session:
        for case in session.scalars(select(Case)):
            if case.state != State.PUBLISHED and case_view(actor, case) is None:
                yield case.current.title


@pytest.mark.parametrize("office", ["practitioner", "admin", "focal-point.ury", "reviewer.chn"])
def test_unpublished_cases_are_404_by_every_address(library: World, office: str) -> None:
    client = library.browser(office)
    for reference in ("CS-2026-0027", "CS-2026-0028", "CS-2026-0025", "CS-2026-0022", "CS-2026-9999"):
        for tail in ("", "/work", "/edit", "/edit/summary", "/preview", "/reviewers", "/act/publish"):
            assert client.get(f"/cases/{reference}{tail}").status_code == 404, f"{reference}{tail}"

"""The submitting delegation: a facet, a link on the case, and a word of a query in six languages."""

import pytest

from case_studies.search.contract import QueryDocument
from case_studies.search.sync.search_documents import search_documents
from case_studies.vocabulary import Audience
from tests.support.page_reader import found, open_page, read
from tests.support.world import World

PUBLIC, FOR_MEMBERS = "CS-2026-0008", "CS-2026-0003"  # both of Rwanda
NAMES = ["rwanda", "RWA", "Руанда", "رواندا", "卢旺达", '"Ruanda"']


@pytest.mark.parametrize("name", NAMES)
def test_a_query_names_the_delegation_by_code_or_in_any_language(library: World, name: str) -> None:
    assert found(read(library.visitor(), f"/search?q=delegation:{name}")) == {PUBLIC}


def test_an_organization_is_known_by_its_names_too(library: World) -> None:
    page = open_page(library.visitor(), "/search?q=delegation:阿盟")
    assert "does not know" not in page.words
    assert "does not know" in open_page(library.visitor(), "/search?q=delegation:atlantis").words


def test_who_submitted_is_not_who_implemented(library: World) -> None:
    client = library.visitor()
    assert found(read(client, "/search?q=delegation:urúguay&per_page=100")) == {"CS-2026-0018", "CS-2026-0019"}
    assert found(read(client, "/search?q=by:uruguay")) != {"CS-2026-0018", "CS-2026-0019"}


def test_the_facet_counts_only_what_its_reader_may_read(library: World) -> None:
    shown = {office: _delegations(library, office) for office in (None, "practitioner")}
    assert shown[None]["Rwanda"] == "1"
    assert shown["practitioner"]["Rwanda"] == "2"
    assert "Netherlands" not in shown[None], "its only case is for members"
    assert "Netherlands" in shown["practitioner"]


def test_the_case_leads_to_the_cases_of_its_delegation(library: World) -> None:
    client = library.browser("practitioner")
    (facts,) = open_page(client, f"/cases/{PUBLIC}").css(".facts")
    delegation = open_page(client, facts.first("link", "Rwanda").href)
    assert found(read(client, delegation.first("link", "Search in these cases").href)) == {PUBLIC, FOR_MEMBERS}


def test_two_cases_are_not_alike_because_one_delegation_submitted_both(library: World) -> None:
    engine = library.platform.search
    with library.platform.work.reading() as session:
        document = next(one for one in search_documents(session, Audience.PUBLIC) if one.reference == PUBLIC)
    text = QueryDocument("CS-2026-9999", document.language, document.title, document.sections, document.facets)
    others = {**document.facets, "delegation": ("URY",)}
    from_elsewhere = QueryDocument("CS-2026-9999", document.language, document.title, document.sections, others)
    assert engine.similar_to("public", text, 9) == engine.similar_to("public", from_elsewhere, 9)


def _delegations(library: World, office: str | None) -> dict[str, str]:
    """Return the delegations that the sidebar offers, with their counts."""
    page = open_page(library.browser(office) if office else library.visitor(), "/search")
    items = [link for link in page.css("a.facet__item") if link.href.startswith("/search?delegation=")]
    return {name: count for name, _, count in (item.words.rpartition(" ") for item in items)}

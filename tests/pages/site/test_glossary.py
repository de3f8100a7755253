"""The glossary explains every word of the workflow, and the terms of the thesaurus."""

import pytest

from app.phrases import labels
from app.phrases.glossary import WORDS
from case_studies.operations.thesaurus import glossary
from case_studies.operations.thesaurus.glossary import list_terms
from tests.support.page_reader import open_page
from tests.support.world import World


@pytest.mark.slow
@pytest.mark.parametrize(
    ("anchor", "known"),
    [
        ("states", labels.STATES),
        ("audiences", labels.AUDIENCES),
        ("evidence", labels.EVIDENCE),
        ("stages", labels.STAGES),
        ("roles", labels.ROLES),
        ("ratings", labels.RATINGS),
        ("recommendations", labels.RECOMMENDATIONS),
        ("weights", labels.WEIGHTS),
        ("invitations", labels.ASSIGNMENT_STATES),
    ],
)
def test_every_word_of_a_list_has_an_anchor_and_a_meaning(bare: World, anchor: str, known: labels.Labels) -> None:
    page = open_page(bare.visitor(), "/glossary")
    group = page.by_id(anchor)
    assert [term.words for term in group.all("term")] == [str(label) for label in known.values()]
    for value in known:
        assert len(page.by_id(f"{anchor}-{value}").one("definition").words) > 10


def test_terms_have_their_acronyms_and_translations_and_retired_ones_are_left_out(bare: World) -> None:
    page = open_page(bare.visitor(), "/glossary")
    term = page.by_id("term-tcc")
    assert term.one("term").words == "troop-contributing country (TCC)"
    assert "pays fournisseur de contingents" in term.words
    assert [span.attribute("dir") for span in term.css("[lang=ar]")] == ["rtl"]
    names = [one.words.lower() for one in page.by_id("terms").all("term")]
    assert len(names) > 100
    assert len(WORDS) + 1 == len(page.one("navigation", "On this page").all("link"))


def test_a_long_list_of_terms_is_paged_in_the_database(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "PER_PAGE", 40)
    with bare.platform.work.reading() as session:
        first = list_terms(session)
        every = [term.id for page in range(1, first.pages + 1) for term in list_terms(session, page=page).items]
        beyond = list_terms(session, page=10**9)
    assert first.pages > 2
    assert len(set(every)) == len(every) > 100
    assert beyond.page == first.pages
    page = open_page(bare.visitor(), "/glossary?page=2")
    assert page.first("link", "Next").href == "/glossary?page=3#terms"

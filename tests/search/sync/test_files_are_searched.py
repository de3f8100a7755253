"""The words of a file are found like those of a section, by the readers of the file and nobody else."""

import pytest

from tests.support.files import docx, pdf
from tests.support.page import words
from tests.support.workflow_cases import EDITOR, WRITER, Steps
from tests.support.world import World


def hits(world: World, query: str, office: str | None = None) -> list[list[str]]:
    """Return the sections of the passages of each hit."""
    headers = world.headers(office) if office else {}
    answer = world.visitor().get(f"/api/v1/search?q={query}", headers=headers).get_json()
    return [[passage["section"] for passage in hit["highlights"]] for hit in answer["items"]]


@pytest.mark.slow
def test_a_file_is_found_by_its_readers_and_says_where_the_words_are(bare: World) -> None:
    case = Steps.start(bare)
    case.attach(pdf("The quorbel was oiled every morning"), "zandrith plan.pdf")
    case.attach(docx("The wvxkjquz was kept apart"), "x.docx", description="A qzyxvwkk", audience="members")
    case.publish()
    for query in ("quorbel", "zandrith"):
        assert hits(bare, query) == hits(bare, query, "practitioner") == [["attachments"]], query
    for query in ("wvxkjquz", "qzyxvwkk"):
        assert hits(bare, query) == [], query
        assert hits(bare, query, "practitioner") == [["attachments"]], query
    shown = words(bare.visitor().get("/search?q=quorbel").get_data(as_text=True))
    assert "Files" in shown
    assert "The quorbel was oiled" in shown


@pytest.mark.slow
def test_a_public_file_of_a_members_case_is_for_members(bare: World) -> None:
    case = Steps.start(bare)
    case.attach(pdf("The quorbel was oiled"))
    case.edit(audience="members")
    case.publish()
    assert hits(bare, "quorbel") == []
    assert hits(bare, "quorbel", "practitioner") == [["attachments"]]


@pytest.mark.slow
def test_a_file_for_named_delegations_is_found_by_them_and_counts_for_nobody_else(bare: World) -> None:
    case = Steps.start(bare, released_to=["KEN"], co_submitters=["SEN"])
    case.attach(pdf("The quorbel was oiled"), "zandrith.pdf", description="A qzyxvwkk", audience="delegations")
    case.publish()
    for query in ("quorbel", "zandrith", "qzyxvwkk"):
        for office in ("reviewer.ken", "reviewer.sen", WRITER):
            assert hits(bare, query, office) == [["attachments"]], (query, office)
        for other in (None, "practitioner", EDITOR):
            assert hits(bare, query, other) == [], (query, other)
    for typed in ("quorb", "zandr", "quorbl"):
        for other in (None, "practitioner"):
            headers = bare.headers(other) if other else {}
            for address in (f"/api/v1/suggest?q={typed}", f"/api/v1/search?q={typed}"):
                text = bare.visitor().get(address, headers=headers).get_data(as_text=True)
                assert "quorbel" not in text, address
                assert "zandrith" not in text, address

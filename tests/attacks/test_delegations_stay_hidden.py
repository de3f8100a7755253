"""A delegation that a reader may not know of answers as a code that no delegation has: in status, words and size."""

from itertools import product

import pytest
from flask.testing import FlaskClient

from case_studies.taxonomy.loader import delegation
from case_studies.vocabulary import Standing
from tests.support.api_client import Program
from tests.support.workflow_cases import Steps
from tests.support.world import World, csrf

HIDDEN, UNKNOWN = "FIN", "SWE"  # two States; the second is no delegation
RECORDS = ("/delegations/{}/record", "/delegations/{}/change", "/delegations/{}/leave")
SEARCHES = (
    "/search?delegation={}",
    "/search?q=delegation:{}",
    "/search.atom?delegation={}",
    "/api/v1/search?delegation={}",
    "/api/v1/search?q=delegation:{}",
    "/search/suggest?q=delegation:{}",
)


def add_finland(world: World, standing: Standing) -> None:
    with world.platform.work.writing() as session:
        session.add(delegation(HIDDEN, standing))


def both(client: FlaskClient, url: str) -> tuple[list[int], list[str]]:
    """Return the statuses and the texts of the hidden and of the unknown code, each text with the same code."""
    answers = [client.get(url.format(code)) for code in (HIDDEN, UNKNOWN)]
    texts = [
        answer.get_data(as_text=True).replace(code, "XXX")
        for answer, code in zip(answers, (HIDDEN, UNKNOWN), strict=True)
    ]
    return [answer.status_code for answer in answers], texts


@pytest.mark.slow
def test_no_office_learns_of_the_record_of_another(bare: World) -> None:
    add_finland(bare, Standing.APPLICANT)
    for office, url in product(["practitioner", "focal-point.gha", "reviewer.jpn"], RECORDS):
        client = bare.browser(office)
        statuses, texts = both(client, url)
        assert statuses == [404, 404]
        assert ["No delegation has this code." in text for text in texts] == [True, True]
        sent = [client.post(url.format(code), data=csrf(client, "/desk")) for code in (HIDDEN, UNKNOWN)]
        assert sent[0].status_code == sent[1].status_code


@pytest.mark.slow
@pytest.mark.parametrize("standing", [Standing.APPLICANT, Standing.MEMBER])
def test_no_search_distinguishes_a_hidden_delegation_from_none(bare: World, standing: Standing) -> None:
    add_finland(bare, standing)
    readers = [bare.visitor()]
    if standing is Standing.APPLICANT:  # members know all that take part
        readers.append(bare.browser("practitioner"))
    for client, url in product(readers, SEARCHES):
        statuses, texts = both(client, url)
        assert statuses[0] == statuses[1], url
        assert "Finland" not in texts[0], url
        assert texts[0].count("XXX") == texts[1].count("XXX"), url


def test_no_case_can_be_read_as_an_applicant(bare: World) -> None:
    add_finland(bare, Standing.APPLICANT)
    case = Steps.start(bare)
    office = Program(bare, "focal-point.gha")
    for code in (HIDDEN, UNKNOWN):
        assert office.get(f"/cases/{case.reference}?as=delegation:{code}").status_code == 422
        page = f"/cases/{case.reference}/readers?as=delegation:{code}"
        assert bare.browser("focal-point.gha").get(page).status_code == 422


def test_no_case_can_name_an_applicant(bare: World) -> None:
    add_finland(bare, Standing.APPLICANT)
    office = Program(bare, "focal-point.gha")
    for code in (HIDDEN, UNKNOWN):
        answer = office.post("/cases", {"title": "A case with friends", "co_submitters": [code]})
        assert answer.status_code == 422
        assert answer.json == {**answer.json, "errors": {"co_submitters": [f"Not a known code: {code}."]}}

"""The results of a search as a table and as lines of JSON: the same as on the page, and nothing that is informal."""

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Attribution, Audience, State
from tests.support.api_client import Program
from tests.support.issues import IssueSteps
from tests.support.page_reader import open_page, read, statements
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World


def table(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    text = read(client, f"/search.csv{query}")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_both_forms_have_what_the_search_page_finds_in_its_order(
    library: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = "case_studies.operations.search.results_on_record"
    monkeypatch.setattr(f"{place}.STEP", 4)
    for query in ("?q=convoy", "?theme=EXP&year_from=2015&sort=title"):
        for office in (None, "practitioner"):
            program = Program(library, office)
            found = program.get(f"/search{query}&kind=case&kind=practice&per_page=100").get_json()["items"]
            expected = [one["reference"] for one in found if one.get("state") != "in_consultation"]
            rows = lines(program.get(f"/search.jsonl{query}").get_data(as_text=True))
            assert [row["reference"] for row in rows] == expected
            client = library.browser(office) if office else library.visitor()
            assert [row["reference"] for row in table(client, query)] == expected
    rows = lines(read(library.visitor(), "/search.jsonl"))
    assert len(rows) > 8
    assert all(row["marking"] == "TLP:CLEAR" and row["responsibility"] and row["address"] for row in rows)
    monkeypatch.setattr(f"{place}.MOST", 8)
    address, seen = "/search.jsonl?sort=title", list[str]()
    while address:
        answer = library.visitor().get(address)
        seen += [row["reference"] for row in lines(answer.get_data(as_text=True))]
        address = answer.headers.get("Link", "").partition(">")[0].removeprefix("<http://localhost")
    assert sorted(seen) == sorted(row["reference"] for row in rows)


@pytest.mark.slow
def test_cells_are_defused_and_each_reader_gets_what_the_page_has(bare: World) -> None:
    formula = '=HYPERLINK("https://example.org","Open")'
    case = case_in(bare, State.PUBLISHED, title=formula, attribution=Attribution.NAMED_TO_MEMBERS)
    members = case_in(bare, State.PUBLISHED, audience=Audience.MEMBERS)
    IssueSteps(bare).act(WRITER, "post")
    (row,) = table(bare.visitor())
    assert row["title"] == f"'{formula}"
    assert (row["reference"], row["authors"]) == (case.reference, "A troop-contributing country")
    answer = bare.browser("practitioner").get("/search.csv")
    assert answer.headers["Casebook-Marking"] == "TLP:GREEN"
    assert {one["reference"] for one in table(bare.browser("practitioner"))} == {case.reference, members.reference}
    assert lines(Program(bare).get("/search.jsonl").get_data(as_text=True))[0]["title"] == formula


def test_programs_ask_for_a_form_by_its_media_type(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.visitor()
    for address, media_type in (
        ("/api/v1/search", "text/csv"),
        ("/api/v1/search", "application/jsonl"),
        (f"/api/v1/cases/{case.reference}", "text/markdown"),
        (f"/api/v1/cases/{case.reference}", "application/ld+json"),
    ):
        answer = client.get(address, headers={"Accept": f"{media_type}, application/json;q=0.5"})
        assert answer.mimetype == media_type
        assert "Accept" in answer.vary
        for accepted in ("*/*", "application/json", "text/html", f"{media_type};q=0.1, application/json"):
            assert client.get(address, headers={"Accept": accepted}).mimetype == "application/json"
    page = open_page(client, "/search?q=road")
    assert page.one("link", "Results as CSV").href == "/search.csv?q=road"


def test_a_file_costs_as_many_statements_for_many_cases_as_for_few(library: World) -> None:
    costs = []
    for query in ("?host_state=MLI", ""):
        read(library.visitor(), f"/search.jsonl{query}")
        with statements(library) as asked:
            read(library.visitor(), f"/search.jsonl{query}")
        costs.append(len(asked))
    assert costs[0] == costs[1]

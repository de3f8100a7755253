"""A running server with several processes shows nothing of a case, or of a part, from the answer on that narrows it."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from case_studies.vocabulary import State
from tests.support.web_server import serving_at_once
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow

SECRET = "The zandrith was laid before dawn."
SECTIONS = {**WHOLE_CASE["sections"], "actions": SECRET}
TITLE = "Quorbel before the column leaves"
AGAIN = range(6)  # requests one after the other reach every process


def _narrow(address: str, reference: str, headers: dict[str, str], body: dict[str, Any]) -> None:
    answer = requests.post(f"{address}/api/v1/cases/{reference}/narrowing", json=body, headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text


def _texts(address: str, reference: str) -> Iterator[tuple[str, str]]:
    """Yield what everybody gets, without what was asked for."""
    for path in (
        f"/cases/{reference}",
        f"/api/v1/cases/{reference}",
        f"/api/v1/cases/{reference}/history",
        f"/compare?case={reference}",
        "/",
        "/search",
        "/api/v1/search",
        "/api/v1/search?q=road",
        "/search/suggest?q=quor",
        "/api/v1/suggest?q=quor",
        "/search.atom",
        "/sitemap.xml",
        "/sitemap-cases-1.xml",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/figures",
        "/figures.csv",
        "/delegations/GHA",
        "/states/MLI",
        "/themes/EXP-SEARCH",
    ):
        yield path, requests.get(address + path, timeout=30).text


def _finds(address: str, words: str) -> int:
    total: int = requests.get(f"{address}/api/v1/search", params={"q": words}, timeout=30).json()["total"]
    return total


def test_nothing_is_shown_from_the_next_request_on(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sections=SECTIONS, title=TITLE)
    headers = bare.headers(WRITER)
    with serving_at_once(bare, WEB_WORKERS="3") as address:
        for _ in AGAIN:
            assert _finds(address, "zandrith") == _finds(address, "quorbel") == 1
            assert SECRET in requests.get(f"{address}/cases/{case.reference}", timeout=30).text
        tag = requests.get(f"{address}/cases/{case.reference}", timeout=30).headers["ETag"]
        _narrow(address, case.reference, headers, {"section_audiences": {"actions": "members"}})
        for _ in AGAIN:
            assert _finds(address, "zandrith") == 0
            assert not [path for path, text in _texts(address, case.reference) if "zandrith" in text.lower()]
        _narrow(address, case.reference, headers, {"audience": "members"})
        for _ in AGAIN:
            page = requests.get(f"{address}/cases/{case.reference}", headers={"If-None-Match": tag}, timeout=30)
            assert page.status_code == 404
            assert _finds(address, "quorbel") == 0
            assert not [path for path, text in _texts(address, case.reference) if "quorbel" in text.lower()]
        assert f",2026:{case.reference}" in requests.get(f"{address}/search.atom", timeout=30).text  # as deleted

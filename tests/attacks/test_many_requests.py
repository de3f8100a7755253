"""One network that asks for more than its share: it waits, the others don't."""

import pytest

from case_studies.markdown import to_html
from case_studies.vocabulary import State
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World


def test_a_network_that_asks_too_often_waits_and_the_others_do_not(bare: World) -> None:
    bare.reconnect(requests_per_minute=3)
    client = bare.visitor()

    def get(url: str, address: str) -> tuple[int, str | None]:
        answer = client.get(url, environ_overrides={"REMOTE_ADDR": address})
        return answer.status_code, answer.headers.get("Retry-After")

    assert [get("/about", f"192.0.2.{device}")[0] for device in range(3)] == [200] * 3
    status, seconds = get("/about", "192.0.2.9")
    assert (status, 0 < int(seconds or 0) <= 21) == (429, True)
    program = client.get("/api/v1/search", environ_overrides={"REMOTE_ADDR": "192.0.2.9"})
    assert (program.status_code, program.mimetype) == (429, "application/problem+json")
    assert get("/healthz", "192.0.2.9") == (200, None)
    assert get("/about", "198.51.100.1") == (200, None)


def test_documents_have_a_share_of_their_own(bare: World) -> None:
    """A document takes a processor for longer than a page does."""
    case = case_in(bare, State.PUBLISHED)
    bare.reconnect(requests_per_minute=80)
    client = bare.visitor()
    asked = [client.get(f"/cases/{case.reference}.pdf").status_code for _ in range(2)]
    refused = client.get(f"/api/v1/cases/{case.reference}.pdf")
    assert (asked, refused.status_code) == ([200, 200], 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 31
    assert client.get(f"/cases/{case.reference}.md").status_code == 200


@pytest.mark.slow
def test_a_text_that_is_dear_to_read_is_read_once(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, sections={**WHOLE_CASE["sections"], "lessons": "![" * 1000})
    client = bare.visitor()
    first = client.get(f"/cases/{case.reference}").get_data(as_text=True)
    misses = to_html.cache_info().misses
    assert client.get(f"/cases/{case.reference}").get_data(as_text=True).count("![") == first.count("![") >= 1000
    assert to_html.cache_info().misses == misses

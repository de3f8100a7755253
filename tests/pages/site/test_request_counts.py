"""`/metrics` counts requests: bounded labels, nothing of an address, and one sum over all web processes."""

import socket
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.request_metrics import REQUESTS, route_group
from case_studies.vocabulary import State
from tests.support.web_server import serving
from tests.support.workflow_cases import case_in
from tests.support.world import World

TOKEN = "a token of more than thirty-two characters"
GROUPS = {
    *(
        "account",
        "admin",
        "adoptions",
        "api",
        "assets",
        "basket",
        "briefs",
        "capacity",
        "cases",
        "collections",
        "delegations",
        "desk",
        "events",
        "exports",
        "issues",
        "practices",
        "proposals",
        "provisions",
        "review",
        "studies",
        "texts",
    ),
    *("search", "signals", "site", "threads", "topics"),
}
NAME = "casebook_request_duration_seconds_count"


def counts(text: str) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(text)
    samples = [sample for family in families for sample in family.samples if not sample.name.endswith("_created")]
    return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def test_every_route_has_a_group_and_no_request_adds_another(bare: World) -> None:
    found = set()
    for rule in bare.app.url_map.iter_rules():
        with bare.app.test_request_context() as context:
            context.request.url_rule = rule
            found.add(route_group())
    assert found == GROUPS
    with bare.app.test_request_context("/sentinel-address"):
        assert route_group() == "unknown"


@pytest.mark.slow
def test_requests_are_counted_by_group_and_class_of_status_without_their_words(bare: World) -> None:
    bare.reconnect(metrics_token=TOKEN)
    case, client = case_in(bare, State.PUBLISHED), bare.browser("focal-point.gha")
    before = {
        tuple(one.labels.values()): one.value
        for family in REQUESTS.collect()
        for one in family.samples
        if one.name == NAME
    }
    for url in (f"/cases/{case.reference}", "/search?q=sentinelword", "/sentinel-address", "/api/v1/desk", "/desk"):
        client.get(url)
    client.open("/search", method="SENTINEL")
    page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).get_data(as_text=True)
    after = counts(page)
    added = {key[1:]: after[key] - before.get(key[1:], 0) for key in after if key[0] == NAME}
    assert {key: number for key, number in added.items() if number} == {
        ("cases", "2xx"): 1,
        ("search", "2xx"): 1,
        ("unknown", "4xx"): 2,
        ("api", "4xx"): 1,
        ("desk", "2xx"): 1,
    }
    assert "sentinel" not in page.lower()


@pytest.mark.slow
def test_every_web_process_reports_the_sum_of_all(bare: World) -> None:
    with serving(bare, WEB_WORKERS="2", METRICS_TOKEN=TOKEN) as address:
        for number in range(40):
            with pytest.raises(HTTPError), urlopen(f"{address}/nothing-{number}"):
                pass
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port), timeout=10) as client:
            client.sendall(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b" 414 " in client.recv(4096)
        for _scrape in range(10):
            scrape = Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            with urlopen(scrape) as answer:
                found = counts(answer.read().decode())
            assert found[NAME, "unknown", "4xx"] == 40
            assert found["casebook_refused_arrivals_total", "414"] == 1

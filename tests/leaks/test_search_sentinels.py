"""Searching reveals nothing about a members' case: others get the same answers as if it did not exist.

Two platforms differ only in that case. Every answer is the same to the byte, and has the same cost.
"""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.topic_urls import TOPICS_OF_FIELD
from case_studies.case_fields import CASE_FIELDS
from case_studies.models import Case
from case_studies.models.vocabularies import coded_values
from case_studies.operations.topics.kinds import TOPIC_KINDS
from case_studies.vocabulary import Action, Audience
from tests.support.api_client import Program
from tests.support.crawl import one_of
from tests.support.effort import STATEMENTS, asked_twice, effort_of
from tests.support.template import Template
from tests.support.twins import (
    CROWDED,
    FITS,
    OTHERS,
    TELLING,
    UNFIT,
    WEIGHED,
    Twins,
    fit_addresses,
    readable_parts,
    search_addresses,
    twins,
)

pytestmark = pytest.mark.slow

SEARCHED = (*search_addresses(*TELLING, *OTHERS, *CROWDED, *WEIGHED), *fit_addresses(*FITS, *UNFIT))
WEIGHED_BY_THEIR_COST = ("/search?", "/search/", "/fit")
NOBODYS = "CS-2026-9999"
BROKEN = (
    "/search?host_state=XANTHOQUILL",
    "/search?q=xanthoquill&year_from=1962&year_to=1961",
    "/search?q=xanthoquill&page=0",
    "/search?q=xanthoquill&page=999",
    "/search?q=xanthoquill%00%ED%A0%80(((",
    "/search?q=host:xanthoquill",
    "/api/v1/search?initiative=xanthoquill",
    "/api/v1/search?xanthoquill=1",
    "/api/v1/search?q=xanthoquill&sort=conroy",
    "/api/v1/suggest?q=xanthoquill&language=xx",
    "/search.atom?q=xanthoquill&year_from=x",
    "/fit?host_state=ZZZ&threat=crowds",
    "/api/v1/fit?threat=xanthoquill",
    "/api/v1/fit",
)
SHAPED_ALIKE = (
    ("xanthoquill", "wanthoquirl"),
    ("xanthoq*", "wanthoq*"),
    ('"quorbel zandrith"', '"quorbet zandrint"'),
    ("quorbel convoy", "quorbet convoy"),
    ("convoy -quorbel", "convoy -quorbet"),
    ("Зверобойник", "Сверобойрик"),
    ("host:khm", "host:fji"),
    ("by:isl", "by:fji"),
    ("operation:untac", "operation:untag"),
    ("year:1961", "year:1957"),
)


@pytest.fixture(scope="module")
def pair(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    made = twins(library_template, tmp_path_factory.mktemp("twins"), Audience.MEMBERS)
    yield made
    made.close()


def test_a_visitor_gets_the_same_results_for_every_query(pair: Twins) -> None:
    assert not pair.differing(url for url in SEARCHED if not url.startswith(WEIGHED_BY_THEIR_COST))


def test_every_answer_is_the_same_and_has_the_same_cost(pair: Twins) -> None:
    """Not even the time of an answer reveals anything."""
    searches = [url for url in SEARCHED if url.startswith(WEIGHED_BY_THEIR_COST)]
    assert len(searches) > 100
    for url in (*searches, *BROKEN, *(f"/cases/{reference}" for reference in pair.public)):
        told, untold = (asked_twice(world, url) for world in (pair.told, pair.untold))
        assert readable_parts(told[0]) == readable_parts(untold[0]), url
        assert told[1] == untold[1], url
    costs = effort_of(pair.told, "/search?q=convoy")
    assert costs[STATEMENTS] > 5
    assert sum(costs.values()) > 500


def test_a_member_finds_it_with_every_query_that_matches_it(pair: Twins) -> None:
    """The queries are effective: readers who may find the case find it, or it is counted."""
    asked = [url for url in search_addresses(*TELLING) if url.startswith("/api/v1/search")]
    fits = [url for url in fit_addresses(*FITS) if url.startswith("/api/")]
    told, untold = (Program(world, "practitioner") for world in (pair.told, pair.untold))
    for url in (*asked, *fits):
        answers = (program.client.get(url, headers=program.headers).get_json() for program in (told, untold))
        assert next(answers) != next(answers), url


def test_every_page_is_the_same_for_a_visitor(pair: Twins) -> None:
    """Lists, counts and vocabularies; public cases with related cases; the secret case by its reference."""
    urls = list(every_address(pair, *pair.public, pair.secret.reference))
    assert len(urls) > 400
    assert not pair.differing(urls)


def test_no_page_of_a_topic_reveals_it(pair: Twins) -> None:
    """Delegation, host State, operation, themes and initiative of the secret case: the page and its cost."""
    with pair.told.platform.work.reading() as session:
        case = session.scalars(select(Case).where(Case.reference == pair.secret.reference)).one()
        fields = {name: [code for code, _ in coded_values(CASE_FIELDS[name], case.current)] for name in TOPICS_OF_FIELD
                  if name in CASE_FIELDS}  # fmt: skip
        urls = {f"/{TOPICS_OF_FIELD[name]}/{code}" for name, codes in fields.items() for code in codes}
    urls |= {
        "/delegations/GHA",
        "/themes/COM",
        *(f"/{kind}" for kind in TOPIC_KINDS),
        "/figures",
        "/figures.csv",
        *(f"/briefs?about={about}" for about in ("theme:EXP", "theme:MED", "host_state:KHM", "operation:UNTAC")),
        "/evidence-map",
    }
    assert len(urls) > 12
    assert not pair.differing(urls)
    for url in urls:
        assert effort_of(pair.told, url) == effort_of(pair.untold, url), url


def test_no_comparison_reveals_it(pair: Twins) -> None:
    shown, secret = pair.public[-1], pair.secret.reference
    for place in ("/compare", "/api/v1/compare"):
        urls = [f"{place}?case={shown}&case={secret}", f"{place}?case={secret}", f"{place}?case={secret}&case={secret}"]
        assert not pair.differing(urls)
        for url in urls:
            answer, refusal = (pair.told.visitor().get(place) for place in (url, url.replace(secret, NOBODYS)))
            assert with_unknown_reference(pair, answer) == with_unknown_reference(pair, refusal)


def test_its_reference_is_refused_like_an_unknown_one(pair: Twins) -> None:
    """Every address gives the same status, the same text and the same number of database statements."""
    for url in every_address(pair, pair.secret.reference):
        (answer, cost), (refusal, its_cost) = (
            asked_twice(pair.told, place) for place in (url, url.replace(pair.secret.reference, NOBODYS))
        )
        assert with_unknown_reference(pair, answer) == with_unknown_reference(pair, refusal), url
        assert cost == its_cost, url


@pytest.mark.parametrize(("sentinel", "absent"), SHAPED_ALIKE)
@pytest.mark.parametrize("place", ["/search", "/search/suggest"])
def test_a_secret_word_costs_as_much_as_an_unknown_word(pair: Twins, place: str, sentinel: str, absent: str) -> None:
    of_sentinel, of_absent = (effort_of(pair.told, f"{place}?q={quote(words)}") for words in (sentinel, absent))
    assert of_sentinel == of_absent


def every_address(pair: Twins, *references: str) -> Iterator[str]:
    """Yield all addresses without an argument, and those of these cases."""
    filled = {"number": 1, "action": Action.PUBLISH.value}
    with pair.told.app.test_request_context():
        for rule in pair.told.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or not rule.arguments <= {"reference", "name", *filled}:
                continue
            for reference in references if "reference" in rule.arguments else references[:1]:
                for name in one_of(rule, "name") or ["summary"]:
                    values = {**filled, "name": name, "reference": reference}
                    built = rule.build({argument: values[argument] for argument in rule.arguments})
                    assert built is not None
                    yield built[1]


def with_unknown_reference(pair: Twins, answer: TestResponse) -> tuple[int, str]:
    """Return status and text of an answer, with the secret reference replaced by an unknown one."""
    status, text, _ = readable_parts(answer)
    return status, text.replace(pair.secret.reference, NOBODYS)

"""Long addresses through gunicorn: long queries are answered, and addresses that are too long are refused politely."""

import json
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest

from tests.support.page import words
from tests.support.web_server import serving_at_once
from tests.support.world import World

ARABIC = quote("ل" * 680)
TOO_LONG = quote("ل" * 1400)
Answer = tuple[int, str, str]


def get(address: str, path: str, **headers: str) -> Answer:
    """Return status, kind and content of the answer to a request."""
    connection = HTTPConnection(str(urlsplit(address).netloc), timeout=20)
    with closing(connection):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read().decode()


def is_problem(answer: Answer, status: int) -> bool:
    code, kind, content = answer
    problem = json.loads(content)
    return (code, kind, problem["status"]) == (status, "application/problem+json", status) and bool(problem["detail"])


@pytest.mark.slow
def test_long_addresses_are_answered_or_refused_in_the_form_of_their_readers(bare: World) -> None:
    with serving_at_once(bare, WEB_WORKERS="1") as address:
        for path in ("/api/v1/search", "/search", "/search.atom", "/search/suggest"):
            assert get(address, f"{path}?q={ARABIC}")[0] == 200, path
        for path in ("/api/v1/search", "/api/v1/unknown", "/search.atom"):
            assert is_problem(get(address, f"{path}?q={TOO_LONG}"), 414), path
            assert is_problem(get(address, f"{path}?q={TOO_LONG * 10}"), 414), path
        assert is_problem(get(address, "/api/v1/search", Cookie="a" * 9000), 431)
        status, kind, content = get(address, f"/search?q={TOO_LONG}")
        assert (status, kind) == (414, "text/html; charset=utf-8")
        assert "The address is too long" in words(content)
        assert get(address, "/healthz")[0] == 200

"""Numbers in addresses go up to what the database can hold; larger ones are not found, before the database is asked."""

from pathlib import Path

import pytest
from werkzeug.routing import IntegerConverter

from app.url_converters import DatabaseId
from case_studies.db import LARGEST_ID
from tests.support.world import World

HOUSE = Path(__file__).parents[2]


def test_every_number_in_an_address_is_an_id(library: World) -> None:
    rules = [(rule.rule, kind) for rule in library.app.url_map.iter_rules() for kind in rule._converters.values()]
    numbers = {address: type(kind) for address, kind in rules if isinstance(kind, IntegerConverter)}
    assert len(numbers) >= 16
    assert set(numbers.values()) == {DatabaseId}


def test_the_largest_id_is_written_once() -> None:
    sources = [path for folder in ("app", "case_studies") for path in (HOUSE / folder).rglob("*.py")]
    found = [path.name for path in sources if str(LARGEST_ID) in path.read_text(encoding="utf-8").replace("_", "")]
    assert found == ["db.py"]


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/api/v1/cases/CS-2026-0001/revisions/{}"),
        ("PATCH", "/api/v1/saved-searches/{}"),
        ("DELETE", "/api/v1/absences/{}"),
    ],
)
def test_a_number_that_the_database_cannot_hold_is_not_found(library: World, method: str, address: str) -> None:
    client = library.app.test_client(use_cookies=False)
    for number in (LARGEST_ID + 1, 10**20):
        answer = client.open(address.format(number), method=method, headers=library.headers("reviewer.bra"))
        assert answer.status_code == 404

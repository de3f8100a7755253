"""Two platforms, and a file that only one of them has: who may not read it sees no difference, and takes no longer.

Looked at are pages, API, search, suggestions, feeds, tables, sitemaps, history and notices: bytes, headers with their
ETags, and the number of statements that the database was asked.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.support.files import pdf
from tests.support.page_reader import statements
from tests.support.template import Template
from tests.support.twins import readable_parts
from tests.support.workflow_cases import Steps
from tests.support.world import START, World

pytestmark = pytest.mark.slow

WORDS = ("xanthoquill", "xanth*", "xanthoqill", "quorbel", "zandrith", "-xanthoquill", "open", "searching", "pdf")


def addresses(reference: str, hidden: str) -> Iterator[str]:
    """Yield what could say something about a file of a case."""
    page, api = f"/cases/{reference}", f"/api/v1/cases/{reference}"
    yield from (page, api, f"{page}/history", f"{page}/work", f"{page}/readers", f"{page}/changes", f"{api}/check")
    for place in (page, api):
        yield from (f"{place}/attachments", f"{place}/attachments/{hidden}")
    yield f"{page}/attachments/{hidden}/preview"
    for word in WORDS:
        yield from (f"{place}?q={word}" for place in ("/search", "/api/v1/search", "/search.atom"))
        yield from (f"{place}?q={word[:5]}" for place in ("/search/suggest", "/api/v1/suggest"))
    yield from (
        "/",
        "/search",
        "/search.atom",
        "/api/v1/search",
        "/sitemap.xml",
        "/sitemap-cases-1.xml",
        "/figures.csv",
    )
    yield from (
        "/fit?host_state=MLI",
        f"/compare?case={reference}",
        "/delegations/GHA",
        "/states/MLI",
        "/inbox",
        "/desk",
    )


def look(world: World, client: FlaskClient, url: str) -> tuple[object, int]:
    client.get(url)  # what is kept in memory is there afterwards
    with statements(world) as asked:
        answer = client.get(url)
    return readable_parts(answer), len(asked)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("members", (None,)), ("delegations", (None, "practitioner", "focal-point.deu"))],
    ids=["for members", "for named delegations"],
)
def test_a_hidden_file_makes_no_difference(
    bare_template: Template, tmp_path: Path, audience: str, readers: tuple[str | None, ...]
) -> None:
    worlds, hidden = [], ""
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
        world = bare_template.copy(tmp_path / name)
        case = Steps.start(world, released_to=["KEN"])
        case.attach(pdf("Open words"), "open.pdf")
        if name == "with":
            secret = pdf("Xanthoquill banners are carried ahead")
            hidden = case.attach(secret, "quorbel.pdf", description="A zandrith", audience=audience)
        world.clock.moment = START + timedelta(days=3)
        case.publish()
        worlds.append(world)
    for reader in readers:
        clients = [world.browser(reader) if reader else world.visitor() for world in worlds]
        for url in addresses(case.reference, hidden):
            ours, theirs = (look(world, client, url) for world, client in zip(worlds, clients, strict=True))
            assert ours == theirs, (reader, url)
    found = worlds[0].visitor().get("/api/v1/search?q=xanthoquill", headers=worlds[0].headers("reviewer.ken"))
    assert found.get_json()["total"] == 1, "those who may read it find it"
    for world in worlds:
        world.close()

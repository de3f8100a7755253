"""Server time of every kind of page, for every role that opens it: `make bench`. A measurement, not a test.

With the demonstration library, or with `--cases 10000`, in which the demonstration's cases are copied; 3 of 100 copies
are not published. `--keep` names a folder for the library, which is used again.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event, select

from case_studies.models import Case
from case_studies.schema_migrations import upgrade
from case_studies.vocabulary import State
from config import Config
from tests.support.large_library import add_copies
from tests.support.template import Template, prepare_bare, prepare_library
from tests.support.world import START, Clock, World

SECONDS = 1.5  # for each page
UNPUBLISHED = 0.03
VISITOR = ""
PAGES = {
    VISITOR: (
        "/", "/search", "/search?q=convoy", "/search?q=ied+convoy&theme=EXP&theme=MOV&host_state=MLI",
        "/search?q=casevak", "/search/suggest?q=conv", "/search.atom?q=convoy", "/cases/CS-2026-0002", "/themes",
        "/fit?threat=ied&host_state=MLI", "/compare?case=CS-2026-0002&case=CS-2026-0001",
        "/delegations", "/delegations/GHA", "/states", "/states/MLI", "/operations", "/operations/MINUSMA",
        "/themes/EXP", "/initiatives", "/initiatives/res-2518", "/figures", "/figures.csv", "/glossary", "/about",
        "/sitemap.xml", "/sitemap-cases-1.xml", "/api/v1/search?q=convoy", "/api/v1/cases/CS-2026-0002", "/healthz",
    ),
    "practitioner": ("/search", "/desk", "/inbox", "/saved-searches"),
    "focal-point.gha": (
        "/desk", "/desk?sort=title", "/desk?state=published", "/inbox", "/cases/CS-2026-0027/work",
        "/cases/CS-2026-0027/edit/where", "/search",
    ),
    "focal-point.rwa": ("/desk", "/desk?sort=title", "/desk?page=15", "/desk?state=published"),
    "clearance.gha": ("/desk", "/inbox"),
    "reviewer.jpn": ("/desk", "/inbox", "/account/reviewing"),
    "editor.idn": (
        "/desk", "/desk?delegation=GHA", "/desk?sort=delegation", "/overview", "/overview.csv",
        "/overview/cases?state=published", "/overview/cases?state=in_review", "/overview/cases?rounds=1",
        "/overview/cases.csv?state=published", "/inbox", "/cases/CS-2026-0002/work",
    ),
    "admin": ("/administration", "/words", "/desk"),
}  # fmt: skip


def main() -> None:
    """Print the median of each page in milliseconds, its statements, its rows and its bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=0, help="how many copies to add to the demonstration library")
    parser.add_argument("--keep", type=Path, help="where the library is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = open_library(options.keep or Path(folder), options.cases)
        print("| who | page | ms | statements | bytes |\n| --- | --- | --- | --- | --- |")  # noqa: T201
        for office, urls in PAGES.items():
            client = world.browser(office) if office else world.visitor()
            for url in urls:
                print(_row(world, client, office, url), flush=True)  # noqa: T201
        world.close()


def open_library(folder: Path, copies: int) -> World:
    """Return a platform with the library, which is made unless the folder has it."""
    data = folder / "library" / "data"
    if not data.exists():
        for name in ("bare", "library"):
            (folder / name).mkdir(parents=True)
        Template(folder / "library", None, prepare_library, parent=Template(folder / "bare", None, prepare_bare))
    is_small = not (data / "is-large").exists()
    world = World(Config(data_dir=data, demo_mode=True, requests_per_minute=0), clock=Clock(START))
    upgrade(world.platform.work.engine)
    if copies and is_small:
        unpublished = round(copies * UNPUBLISHED)
        add_copies(world.platform, _references(world, published=True), copies - unpublished)
        add_copies(world.platform, _references(world, published=False), unpublished)
        world.platform.indexer.rebuild()
        (data / "is-large").touch()
    return world


def _references(world: World, *, published: bool) -> list[str]:
    with world.platform.work.reading() as session:
        condition = Case.state == State.PUBLISHED
        return list(session.scalars(select(Case.reference).where(condition if published else ~condition)))


def _row(world: World, client: FlaskClient, office: str, url: str) -> str:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(world.platform.work.engine, "before_cursor_execute", note)
    answer = client.get(url)  # warm
    event.remove(world.platform.work.engine, "before_cursor_execute", note)
    times: list[float] = []
    while sum(times) < SECONDS * 1000 and len(times) < 20:
        times.append(_milliseconds(client, url))
    status = "" if answer.status_code == 200 else f" ({answer.status_code})"
    size = len(answer.get_data())
    return (
        f"| {office or 'visitor'} | `{url}`{status} | {statistics.median(times):.0f} | {len(statements)} | {size:,} |"
    )


def _milliseconds(client: FlaskClient, url: str) -> float:
    start = time.perf_counter()
    client.get(url).get_data()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()

"""The evidence map: the map, its table, CSV and JSON carry the same numbers, each number is that of a search, and
nobody's counts leak.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from case_studies.models import Case, Revision
from case_studies.operations.topics.map_columns import Columns
from case_studies.vocabulary import Attribution, State
from tests.pages.topics.test_figures import csv_rows
from tests.support.api_client import Program, fine
from tests.support.crawl import check_markup
from tests.support.page_reader import hidden_fields, open_page
from tests.support.template import Template
from tests.support.workflow_cases import case_in
from tests.support.world import World

EXPLOSIVES = "Explosive threats (C-IED, EOD, mines)"
LARGEST_PAGE = 60_000  # bytes
Cells = dict[tuple[str, str], int]


def in_json(world: World, office: str | None, columns: str) -> dict[str, Any]:
    return fine(Program(world, office).get(f"/evidence-map?rows=theme&columns={columns}"))


def in_csv(world: World, office: str | None, columns: str) -> Cells:
    client = world.browser(office) if office else world.visitor()
    header, *rows = csv_rows(client.get(f"/evidence-map.csv?columns={columns}").get_data(as_text=True))
    assert header[1::2] == ["Code of the theme", "Code of the column", "Strongest evidence"]
    return {(row[1], row[3]): int(row[4]) for row in rows}


def on_page(world: World, office: str | None, url: str) -> Iterator[tuple[str, str, int]]:
    """Yield the theme, the column and the number of each cell of the map."""
    page = open_page(world.browser(office) if office else world.visitor(), url)
    check_markup(url, page.html)
    assert len(page.html.encode()) <= LARGEST_PAGE
    (table,) = page.css("table.evidence-map")
    columns = [cell.words for cell in table.css("thead th")]
    for row in table.css("tbody tr"):
        (theme,) = row.css("th")
        for column, cell in zip(columns, row.css("td"), strict=True):
            if cell.words:
                yield theme.words, column, int(cell.words)


def in_table(world: World, office: str | None, url: str) -> Iterator[tuple[str, str, int]]:
    """Yield the same of the table: cells without a case are in one row a theme."""
    page = open_page(world.browser(office) if office else world.visitor(), url)
    check_markup(url, page.html)
    assert len(page.html.encode()) <= LARGEST_PAGE
    theme = ""
    for row in page.css("table.evidence-table tbody tr"):
        theme = row.css("th")[0].words if row.css("th") else theme
        column, count, *_ = [cell.words for cell in row.css("td")]
        for name in [column] if count != "0" else column.split(", "):
            yield theme, name, int(count)


def from_search(world: World, office: str | None, address: str) -> int:
    """Return how many results a search has that a square leads to."""
    return int(fine(Program(world, office).get(address.replace("search?", "search?per_page=1&")))["total"])


@pytest.mark.slow
@pytest.mark.parametrize("office", [None, "practitioner"])
def test_map_table_csv_and_json_have_equal_numbers_which_are_those_of_searches(
    library: World, office: str | None
) -> None:
    random = Random(14)
    for columns in Columns:
        url = f"/evidence-map?columns={columns}"
        sent = in_json(library, office, columns)
        names = {one["id"]: one["label"] for one in (*sent["rows"], *sent["columns"])}
        cells = {(cell["row"], cell["column"]): cell["count"] for cell in sent["cells"]}
        named = {(names[row], names[column], count) for (row, column), count in cells.items()}
        assert in_csv(library, office, columns) == cells
        assert set(on_page(library, office, url)) == named
        assert set(in_table(library, office, f"{url}&view=table")) == named
        squares = open_page(library.browser(office) if office else library.visitor(), url).css("a.square")
        leading = {square.required("href"): int(square.words) for square in squares if square.words != "0"}
        assert len(leading) == sum(count > 0 for count in cells.values())
        for address in random.sample(sorted(leading), 3):
            assert from_search(library, office, address) == leading[address]


@pytest.mark.slow
def test_each_gap_leads_to_what_closes_it(bare: World) -> None:
    case_in(bare, State.PUBLISHED, measure="devices_found")
    writer = bare.browser("focal-point.gha")
    page = open_page(writer, "/evidence-map")
    start = page.one("link", f"{EXPLOSIVES}, Cost: no case. Write a case").href
    sent = {**hidden_fields(writer, start), "title": "What convoys cost", "language": "en"}
    started = writer.post("/cases/new", data=sent).headers["Location"]
    assert Program(bare, "focal-point.gha").case(started.split("/")[2])["themes"] == ["EXP"]
    ask = page.one("region", "Gaps").one("link", f"Post an issue: {EXPLOSIVES}")
    assert open_page(writer, ask.href).one("checkbox", EXPLOSIVES).has("checked")
    assert not open_page(bare.visitor(), "/evidence-map").has_any("link", "Write a case")


def gaps(world: World, row: str = "EXP", column: str = "devices_found") -> list[str]:
    cells = in_json(world, None, "measure")["cells"]
    return next(cell["gaps"] for cell in cells if (cell["row"], cell["column"]) == (row, column))


@pytest.mark.slow
def test_the_four_gaps_are_computed_from_what_the_reader_reads(bare: World) -> None:
    """Three cases of two delegations are enough for a practice; one that is not named to the reader does not count."""
    found: dict[str, Any] = {"measure": "devices_found"}
    assert gaps(bare) == ["absolute"]
    assert gaps(bare, column="nothing") == []
    case_in(bare, State.PUBLISHED, **found, section_audiences={"shortcomings": "members"})
    assert gaps(bare) == ["evidence", "one_sided"]
    case_in(bare, State.PUBLISHED, **found, evidence="independent")
    assert gaps(bare) == []
    case = case_in(bare, State.PUBLISHED, **found)
    _by_another(bare, case.reference)
    assert gaps(bare) == ["synthesis"]
    with bare.platform.work.writing() as session:
        session.scalars(
            select(Revision).where(Revision.case.has(reference=case.reference))
        ).one().attribution = Attribution.UNNAMED
    assert gaps(bare) == []


@pytest.mark.slow
def test_small_cells_with_an_unnamed_case_are_counted_in_their_region(bare: World) -> None:
    case_in(bare, State.PUBLISHED, attribution="named_to_members")
    assert set(counts(bare, None)) == {("EXP", "M011"), ("MOV", "M011")}
    assert set(counts(bare, "practitioner")) == {("EXP", "MLI"), ("MOV", "MLI")}
    case_in(bare, State.PUBLISHED, host_states=["SEN"])
    sent = in_json(bare, None, "host")
    assert ("EXP", "SEN") in {(cell["row"], cell["column"]) for cell in sent["cells"]}
    for _ in range(2):
        case_in(bare, State.PUBLISHED)
    assert counts(bare, None) == {("EXP", "MLI"): 3, ("MOV", "MLI"): 3, ("EXP", "SEN"): 1, ("MOV", "SEN"): 1}


def counts(world: World, office: str | None) -> Cells:
    cells = in_json(world, office, "host")["cells"]
    return {(cell["row"], cell["column"]): cell["count"] for cell in cells if cell["count"]}


@pytest.mark.slow
def test_nobody_learns_of_a_case_that_they_may_not_read_or_who_wrote_it(
    bare_template: Template, tmp_path: Path
) -> None:
    """Twins: with and without cases that the reader may not read; with an unnamed case of one delegation or another."""
    worlds = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        worlds.append(bare_template.copy(tmp_path / name))
    one, other = worlds
    for world in worlds:
        case_in(world, State.PUBLISHED, measure="cost")
        case_in(world, State.PUBLISHED, measure="cost", attribution="unnamed")
    _by_another(other, "CS-2026-0002")
    for office in (None, "practitioner"):
        assert everything(one, office) == everything(other, office)
    public = everything(other, None)
    case_in(other, State.PUBLISHED, measure="cost", audience="members")
    case_in(other, State.SUBMITTED, measure="cost")
    assert everything(other, None) == public


def everything(world: World, office: str | None) -> list[Any]:
    return [in_json(world, office, columns) for columns in Columns]


def _by_another(world: World, reference: str) -> None:
    with world.platform.work.writing() as session:
        session.scalars(select(Case).where(Case.reference == reference)).one().submitting_code = "BGD"

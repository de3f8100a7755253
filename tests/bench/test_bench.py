"""The benchmark measures what it says: the same libraries every time, and the same job of every engine."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import mean

import pytest

from case_studies.search.contract import SearchDocument
from case_studies.search.text.analysis import tokens
from case_studies.search.text.thesaurus import EMPTY_THESAURUS
from tests.bench.asking import Asked, How, Kind
from tests.bench.engines import ENGINES, FACETS, PAGE, Answer, Reader, engine
from tests.bench.figures import Answering, Building, Following, Measured, Run, Timing, p50, p95
from tests.bench.library import LANGUAGES, documents
from tests.bench.queries import plain_queries
from tests.bench.report import END, START, report, written_into
from tests.bench.targets import TARGETS

pytestmark = pytest.mark.slow

SMALL = 60
DIGEST = (
    "from hashlib import sha256; from tests.bench.library import documents;"
    "print(sha256(repr(list(documents(20))).encode()).hexdigest())"
)


@pytest.fixture(scope="module")
def library() -> list[SearchDocument]:
    return list(documents(SMALL))


@pytest.fixture(scope="module")
def readers(library: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    folders = {name: tmp_path_factory.mktemp(name) for name in ENGINES}
    for name, folder in folders.items():
        engine(name).build(folder, library)
    return {name: engine(name).reader(folder, EMPTY_THESAURUS) for name, folder in folders.items()}


def test_another_process_makes_the_same_library(library: list[SearchDocument]) -> None:
    here = sha256(repr(library[:20]).encode()).hexdigest()
    run = subprocess.run([sys.executable, "-c", DIGEST], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == here


def test_a_library_is_never_whole_in_memory() -> None:
    endless = documents(10**9)
    assert isinstance(endless, Iterator)
    assert len(list(islice(endless, 3))) == 3


def test_cases_are_as_long_as_those_of_the_demonstration(library: list[SearchDocument]) -> None:
    lengths = [sum(t.width == 1 for text in document.sections.values() for t in tokens(text)) for document in library]
    assert 480 < mean(lengths) < 570
    assert {document.language for document in library} == set(LANGUAGES)
    assert all(set(document.facets) == set(FACETS) for document in library)
    assert len({document.reference for document in library}) == SMALL


def test_queries_are_the_same_every_time_and_of_every_kind() -> None:
    asked = plain_queries()
    assert {one.kind for one in asked} == set(Kind) - {Kind.ACROSS}
    assert 55 <= len(asked) <= 65
    assert plain_queries.__wrapped__() == asked


def _everywhere(readers: dict[str, Reader], asked: Asked) -> list[Answer]:
    return [readers[name].ask(asked) for name in ENGINES]


@pytest.mark.parametrize("number", range(4))
def test_all_engines_count_the_same_facets(readers: dict[str, Reader], number: int) -> None:
    """A filtered facet's other values too: their counts go without its own filter."""
    asked = [one for one in plain_queries() if one.kind == Kind.FILTERS][number]
    ours, *others = _everywhere(readers, asked)
    for theirs in others:
        assert theirs.total == ours.total
        assert {k: dict(v) for k, v in theirs.facets.items()} == {k: dict(v) for k, v in ours.facets.items()}


def test_all_engines_find_the_same_cases_and_show_why(
    readers: dict[str, Reader], library: list[SearchDocument]
) -> None:
    """With a word that no engine analyses its own way: a made-up one."""
    word = next(w for w in library[0].title.lower().split() if w.isascii() and w not in library[1].title.lower())
    for how, words in ((How.ALL, (word,)), (How.ANY, (word, "tepokuka")), (How.PHRASE, (word,))):
        ours, *others = _everywhere(readers, Asked(Kind.COMMON, words, how))
        assert ours.total
        for theirs in others:
            assert theirs.total == ours.total
            assert len(theirs.references) == min(PAGE, theirs.total)


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_finds_what_was_published_a_moment_ago(
    name: str, library: list[SearchDocument], tmp_path: Path
) -> None:
    engine(name).build(tmp_path, library[:5])
    reader = engine(name).reader(tmp_path, EMPTY_THESAURUS)
    asked = Asked(Kind.RARE, ("zyxpublished",))
    assert reader.ask(asked).total == 0
    engine(name).writer(tmp_path).replace(replace(library[0], title="Zyxpublished"))
    found = reader.ask(asked)
    assert found.references == (library[0].reference,)
    assert found.facets["language"] == {library[0].language: 1}


def test_percentiles_are_what_they_are_called() -> None:
    times = [float(number) for number in range(1, 101)]
    assert p50(times) == 50.5
    assert 95 <= p95(times) <= 96
    assert p95([7.0]) == 7.0


def _run(**casebook_ms: float) -> Run:
    """Return a run in which FTS5 takes 2 ms and the plain recipe 100 ms, whatever the size."""

    def measured(name: str, size: int, milliseconds: float) -> Measured:
        timings = tuple(Timing(kind, "convoy", 3, milliseconds, milliseconds) for kind in Kind)
        following = Following((5.0, 9.0), 1_000, 60.0, timings)
        worker = 120.0 if name == "casebook" else None
        building = Building(10.0 if name == "casebook" else 25.0, 100.0, 10.0)
        return Measured(name, size, building, Answering(timings, 3.0, 90.0), following, worker)

    ours = {1_000: casebook_ms["small"], 10_000: casebook_ms["middle"], 50_000: casebook_ms["large"]}
    theirs = (("fts5", 2.0), ("plain_whoosh", 100.0))
    rows = [measured("casebook", size, ms) for size, ms in ours.items()]
    rows += [measured(name, size, ms) for size in ours for name, ms in theirs]
    return Run("2026-11-22", "make bench", "2 cores", tuple(rows))


def test_a_target_is_met_or_missed_by_its_figure() -> None:
    fine = [target.verdict(_run(small=0.2, middle=1.0, large=2.0))[1] for target in TARGETS]
    assert set(fine) == {"met"}
    slow = [target.verdict(_run(small=0.2, middle=1.0, large=8.0))[1] for target in TARGETS]
    assert slow.count("**missed**") == 4  # FTS5 is faster, and the growth more than linear; p50 and p95 each


def test_a_target_without_its_figures_is_not_measured() -> None:
    empty = Run("2026-11-22", "make bench", "2 cores", ())
    assert {target.verdict(empty) for target in TARGETS} == {("–", "not measured")}


def test_tables_go_between_their_markers() -> None:
    run = _run(small=0.2, middle=1.0, large=2.0)
    text = written_into(f"before\n{START}\nold\n{END}\nafter\n", run)
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
    assert written_into(text, run) == text
    assert "| 50,000 | Casebook | 2.0 / 2.0 |" in text
    assert "50,000 cases" in report(run)

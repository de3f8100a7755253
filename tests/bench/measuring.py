"""Takes the measurements. Each function runs in its own process, so that its memory is that of one engine."""

import os
import platform
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.asking import Asked, How, Kind
from tests.bench.engines import PAGE, Reader, engine
from tests.bench.figures import Answering, Building, Following, Timing

WARM_RUNS = 7
WARM_SECONDS = 1.0
"""A query is not asked again once its runs have taken that long."""
PUBLISHED = 5
UPDATES_AT_MOST = {"plain_whoosh": 1_000}
"""Up to which size the updates of an engine are measured; others at all sizes."""
BEYOND = 1_000_000
"""From here on, numbers of cases that no library has."""
LONGEST_WAIT = 60.0
MEGABYTE = 1_000_000


class Apart:
    """Passes on items, and adds up the time of making them."""

    def __init__(self, documents: Iterable[SearchDocument]) -> None:
        self.seconds = 0.0
        self._documents = iter(documents)

    def __iter__(self) -> Iterator[SearchDocument]:
        while True:
            start = perf_counter()
            document = next(self._documents, None)
            self.seconds += perf_counter() - start
            if document is None:
                return
            yield document


def build(name: str, folder: Path, size: int) -> Building:
    """Build an engine's index of a library."""
    from tests.bench.library import documents

    apart = Apart(documents(size))
    start = perf_counter()
    engine(name).build(folder, apart)
    seconds = perf_counter() - start - apart.seconds
    return Building(seconds, peak_memory(), _size_of(folder))


def answer(name: str, folder: Path, asked: Sequence[Asked], thesaurus: Thesaurus) -> Answering:
    """Open an index and run every query: each once, then each until its time is known."""
    start = perf_counter()
    reader = engine(name).reader(folder, thesaurus)
    reader.ask(Asked(Kind.RARE, ("casebook",)))
    opening = _milliseconds_since(start)
    return Answering(tuple(_timings(reader, asked)), opening, peak_memory())


def follow(name: str, folder: Path, size: int, updates: int, asked: Sequence[Asked], thesaurus: Thesaurus) -> Following:
    """Publish and update cases in a copy of an index, then run every query again."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        copy = Path(aside) / "copy"
        shutil.copytree(folder, copy)
        found = tuple(_until_found(name, copy, thesaurus, number) for number in range(PUBLISHED))
        if size > UPDATES_AT_MOST.get(name, size):
            updates = 0
        seconds = _update(name, copy, size, updates)
        timings = tuple(_timings(engine(name).reader(copy, thesaurus), asked)) if updates else ()
    return Following(found, updates, seconds, timings)


def web_worker(folder: Path, asked: Sequence[Asked], thesaurus: Thesaurus) -> float:
    """Return the peak memory of a web process that answers everything for both audiences.

    All cases count as public: the public index is a link to the members' index.
    """
    from app import create_app
    from config import Config
    from tests.bench.engines.casebook import AUDIENCE

    with tempfile.TemporaryDirectory() as data:
        index = Path(data) / "index"
        index.mkdir()
        audiences = ("members", "public")
        for audience in audiences:
            (index / audience).symlink_to(folder / AUDIENCE, target_is_directory=True)
        platform = create_app(Config(data_dir=Path(data), demo_mode=True)).extensions["casebook"]
        for audience in audiences:
            for one in asked:
                query = Query(text=one.typed, filters=one.filters, per_page=PAGE, thesaurus=thesaurus)
                platform.search.search(audience, query)
        return peak_memory()


def peak_memory() -> float:
    """Return the most memory this process has had, in megabytes. Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:", 1)[1].split()[0]) * 1024 / MEGABYTE


def describe_machine() -> str:
    """Return the machine and its load. With a high load, the figures mean little."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, load {load:.1f}, {platform.system()}, Python {platform.python_version()}"


def _timings(reader: Reader, asked: Sequence[Asked]) -> Iterator[Timing]:
    cold = [_once(reader, one) for one in asked]
    for one, (first, total) in zip(asked, cold, strict=True):
        times: list[float] = []
        while len(times) < WARM_RUNS and sum(times) < WARM_SECONDS * 1000:
            times.append(_once(reader, one)[0])
        yield Timing(one.kind, one.typed, total, first, median(times))


def _once(reader: Reader, asked: Asked) -> tuple[float, int]:
    """Return the time of one run and how many cases it found. Raises ValueError if not all cases were counted."""
    start = perf_counter()
    answer = reader.ask(asked)
    milliseconds = _milliseconds_since(start)
    if sum(answer.facets["language"].values()) != answer.total or len(answer.references) != min(PAGE, answer.total):
        raise ValueError(f"not the whole job: {asked.typed}")
    return milliseconds, answer.total


def _until_found(name: str, folder: Path, thesaurus: Thesaurus, number: int) -> float:
    """Write a case with a unique word, and search with another reader until it is found."""
    from tests.bench.library import document

    word = f"zyx{'abcdefghij'[number]}published"
    fresh = document(BEYOND + number)
    fresh = replace(fresh, reference=f"CS-2099-{number + 1:04d}", title=f"{fresh.title} {word}")
    writer, reader = engine(name).writer(folder), engine(name).reader(folder, thesaurus)
    reader.ask(Asked(Kind.COMMON, ("convoy",)))
    start = perf_counter()
    writer.replace(fresh)
    while not reader.ask(Asked(Kind.RARE, (word,), How.PHRASE)).total:
        if perf_counter() - start > LONGEST_WAIT:
            raise TimeoutError(f"{name} did not find what was published")
    return _milliseconds_since(start)


def _update(name: str, folder: Path, size: int, updates: int) -> float:
    """Write other texts for existing references, one by one. Return the seconds."""
    from tests.bench.library import document, reference_of

    writer = engine(name).writer(folder)
    seconds = 0.0
    for number in range(updates):
        fresh = replace(document(BEYOND + PUBLISHED + number), reference=reference_of(number * 7 % size))
        start = perf_counter()
        writer.replace(fresh)
        seconds += perf_counter() - start
    return seconds


def _size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def _milliseconds_since(start: float) -> float:
    return (perf_counter() - start) * 1000

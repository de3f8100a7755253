"""Server time of the most used pages, with the demonstration library: `make bench`. A measurement, not a test."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.support.template import Template, prepare_bare, prepare_library

ROUNDS = 100
PAGES = {
    "home": "/",
    "search, no words": "/search",
    "search, one word": "/search?q=convoy",
    "search, words and filters": "/search?q=ied+convoy&theme=EXP&theme=MOV&host_state=MLI",
    "case": "/cases/CS-2026-0002",
    "themes": "/themes",
}


def main() -> None:
    """Print the median and the 95th percentile of each page in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        bare, library, copy = (Path(folder) / name for name in ("bare", "library", "copy"))
        for path in (bare, library, copy):
            path.mkdir()
        world = Template(library, None, prepare_library, parent=Template(bare, None, prepare_bare)).copy(copy)
        visitor = world.visitor()
        print(f"{'page':<28}{'median ms':>10}{'p95 ms':>10}{'bytes':>10}")  # noqa: T201
        for name, url in PAGES.items():
            size = len(visitor.get(url).get_data())  # warm
            times = sorted(_milliseconds(visitor, url) for _ in range(ROUNDS))
            p95 = times[int(ROUNDS * 0.95) - 1]
            print(f"{name:<28}{statistics.median(times):>10.1f}{p95:>10.1f}{size:>10}")  # noqa: T201
        world.close()


def _milliseconds(visitor: object, url: str) -> float:
    start = time.perf_counter()
    answer = visitor.get(url)  # type: ignore[attr-defined]
    answer.get_data()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()

"""The tables of a run: all for the terminal, the main ones for docs/measurements.md."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import mean, median

from tests.bench.asking import OR_TYPE, OWN, SHARED, Kind
from tests.bench.engines import ENGINES
from tests.bench.figures import Measured, Run, Timing, p50, p95, warm
from tests.bench.targets import TARGETS

START = "<!-- the bench table: written by make bench -->"
END = "<!-- the end of the bench table -->"
NOTHING = "–"

Cell = Callable[[Measured], str]


def report(run: Run) -> str:
    """Return all tables, for a terminal."""
    parts = [f"{run.date}, {run.machine}"]
    for size in run.sizes:
        engines = [measured for name in ENGINES if (measured := run.of(name, size))]
        rows = [[label, *(cell(measured) for measured in engines)] for label, cell in ROWS]
        head = [f"{size:,} cases", *(ENGINES[measured.engine] for measured in engines)]
        parts.append("\n".join(_aligned([head, *rows])))
    targets = [[target.says, target.bound, *target.verdict(run)] for target in TARGETS]
    parts.append("\n".join(_aligned([["target", "", "measured", ""], *targets])))
    return "\n\n".join(parts)


def document_block(run: Run) -> str:
    """Return the block of docs/measurements.md, from its first comment to its last."""
    lines = [
        START,
        f"Measured on {run.date} with `{run.command}` ({run.machine}).",
        "",
        *_markdown(["cases", "engine", *GIST], ([*_names(measured), *_gist(measured)] for measured in run.measured)),
        "",
        *_markdown(
            ["target", "", "measured", ""], ([target.says, target.bound, *target.verdict(run)] for target in TARGETS)
        ),
        END,
    ]
    return "\n".join(lines)


def written_into(text: str, run: Run) -> str:
    """Return a text with its tables replaced."""
    before, rest = text.split(START, 1)
    return before + document_block(run) + rest.split(END, 1)[1]


def _both(timings: Iterable[Timing], kinds: Iterable[Kind] = SHARED) -> str:
    times = warm(timings, kinds)
    return f"{_short(p50(times))} / {_short(p95(times))}" if times else NOTHING


def _of_kind(kind: Kind) -> Cell:
    def cell(measured: Measured) -> str:
        if kind in OWN and measured.engine != "casebook":
            return NOTHING
        return _both(measured.answering.timings, (kind,))

    return cell


def _cold(measured: Measured) -> str:
    times = [timing.cold_ms for timing in measured.answering.timings if timing.kind in SHARED]
    return f"{_short(p50(times))} / {_short(p95(times))}"


def _found(measured: Measured) -> str:
    return f"{_short(median(measured.following.found_ms))} / {_short(max(measured.following.found_ms))}"


def _updates(measured: Measured) -> str:
    """Return the seconds of 1,000 updates. If there were fewer, it is an estimate and marked as such."""
    following = measured.following
    if not following.updates:
        return NOTHING
    seconds = _short(following.updates_seconds * 1_000 / following.updates)
    return seconds if following.updates == 1_000 else f"≈ {seconds}"


ROWS: tuple[tuple[str, Cell], ...] = (
    ("ms, p50 / p95", lambda measured: ""),
    *((f"  {kind}", _of_kind(kind)) for kind in Kind),
    ("  all that all of them do", lambda measured: _both(measured.answering.timings)),
    ("  of these, OR-type", lambda measured: _both(measured.answering.timings, OR_TYPE)),
    ("  asked for the first time", _cold),
    ("  after the updates", lambda measured: _both(measured.following.timings)),
    ("ms to open the index", lambda measured: _short(measured.answering.opening_ms)),
    ("cases found by a query, mean", lambda measured: _short(mean(t.total for t in measured.answering.timings))),
    ("index: s to build", lambda measured: _short(measured.building.seconds)),
    ("index: MB on disk", lambda measured: _short(measured.building.disk_mb)),
    ("MB of memory, building", lambda measured: _short(measured.building.peak_mb)),
    ("MB of memory, answering", lambda measured: _short(measured.answering.peak_mb)),
    ("MB of memory, web worker", lambda measured: _short(measured.worker_mb) if measured.worker_mb else NOTHING),
    ("ms from published to found, median / worst", _found),
    ("s for 1,000 updates one by one", _updates),
)
GIST: dict[str, Cell] = {
    "p50 / p95 ms": lambda measured: _both(measured.answering.timings),
    "OR-type ms": lambda measured: _both(measured.answering.timings, OR_TYPE),
    "index s": lambda measured: _short(measured.building.seconds),
    "disk MB": lambda measured: _short(measured.building.disk_mb),
    "memory MB, building": lambda measured: _short(measured.building.peak_mb),
    "answering": lambda measured: _short(measured.answering.peak_mb),
    "published to found ms": lambda measured: _short(max(measured.following.found_ms)),
    "1,000 updates s": _updates,
}


def _names(measured: Measured) -> list[str]:
    return [f"{measured.size:,}", ENGINES[measured.engine]]


def _gist(measured: Measured) -> list[str]:
    return [cell(measured) for cell in GIST.values()]


def _short(figure: float) -> str:
    """Return a figure with about three digits."""
    return f"{figure:,.0f}" if figure >= 99.95 else f"{figure:.1f}" if figure >= 0.995 else f"{figure:.2f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table, its first column to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        yield first.ljust(widths[0]) + "".join(f"  {c.rjust(w)}" for c, w in zip(others, widths[1:], strict=True))


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"

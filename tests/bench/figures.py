"""Measurements of one engine at one size, with p50 and p95."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.asking import Kind


@dataclass(frozen=True, slots=True)
class Building:
    """Building the index. The time for making the cases is not included."""

    seconds: float
    peak_mb: float
    disk_mb: float


@dataclass(frozen=True, slots=True)
class Timing:
    """One query: the first run in its process, and the median of those after it."""

    kind: str
    typed: str
    total: int
    cold_ms: float
    warm_ms: float


@dataclass(frozen=True, slots=True)
class Answering:
    """Answering all queries, in a process that does nothing else."""

    timings: tuple[Timing, ...]
    opening_ms: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Following:
    """Following changes, and answering after them."""

    found_ms: tuple[float, ...]
    """From the start of writing one case to the moment another reader finds it, each time."""
    updates: int
    updates_seconds: float
    timings: tuple[Timing, ...]
    """All queries, once the updates are done."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All measurements of one engine at one size."""

    engine: str
    size: int
    building: Building
    answering: Answering
    following: Following
    worker_mb: float | None = None
    """Peak memory of a web process with both audiences' indexes; Casebook only."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmark."""

    date: str
    command: str
    machine: str
    measured: tuple[Measured, ...]

    def of(self, engine: str, size: int) -> Measured | None:
        """Return the measurements of an engine at a size, or None."""
        return next((one for one in self.measured if (one.engine, one.size) == (engine, size)), None)

    @property
    def sizes(self) -> list[int]:
        """The sizes, smallest first."""
        return sorted({one.size for one in self.measured})


def warm(timings: Iterable[Timing], kinds: Iterable[Kind]) -> list[float]:
    """Return the warm times of the queries of some kinds."""
    wanted = set(kinds)
    return [timing.warm_ms for timing in timings if timing.kind in wanted]


def p50(times: list[float]) -> float:
    """Return the median."""
    return median(times)


def p95(times: list[float]) -> float:
    """Return the time within which 95 of 100 queries are answered."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]

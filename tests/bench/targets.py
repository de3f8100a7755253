"""Targets for speed, checked against one run. All but two are ratios within the run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench.asking import OR_TYPE, SHARED, Kind
from tests.bench.figures import Measured, Run, p50, p95, warm

PERCENTILES = {"p50": p50, "p95": p95}


@dataclass(frozen=True, slots=True)
class Target:
    """A target: its sentence, its figure in a run, and a minimum or a maximum."""

    says: str
    figure: Callable[[Run], float | None]
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "×"

    def verdict(self, run: Run) -> tuple[str, str]:
        """Return the figure, and whether the target is met."""
        found = self.figure(run)
        if found is None:
            return "–", "not measured"
        met = found >= self.at_least if self.at_least is not None else found <= (self.at_most or 0.0)
        return f"{found:,.{_digits(found)}f} {self.unit}", "met" if met else "**missed**"

    @property
    def bound(self) -> str:
        """The bound in words."""
        words, limit = ("≥", self.at_least) if self.at_least is not None else ("≤", self.at_most)
        return f"{words} {limit:g} {self.unit}"


def _digits(figure: float) -> int:
    return 0 if figure >= 100 else 1 if figure >= 10 else 2


def _times(measured: Measured, name: str, kinds: Iterable[Kind] = SHARED) -> float:
    return PERCENTILES[name](warm(measured.answering.timings, kinds))


def _faster(other: str, size: int, name: str, kinds: Iterable[Kind] = SHARED) -> Callable[[Run], float | None]:
    """Return how many times faster Casebook is than another engine."""

    def figure(run: Run) -> float | None:
        ours, theirs = run.of("casebook", size), run.of(other, size)
        return _times(theirs, name, kinds) / _times(ours, name, kinds) if ours and theirs else None

    return figure


def _growth(small: int, large: int, name: str) -> Callable[[Run], float | None]:
    def figure(run: Run) -> float | None:
        less, more = run.of("casebook", small), run.of("casebook", large)
        return _times(more, name) / _times(less, name) if less and more else None

    return figure


def _built_faster(size: int) -> Callable[[Run], float | None]:
    def figure(run: Run) -> float | None:
        ours, theirs = run.of("casebook", size), run.of("plain_whoosh", size)
        return theirs.building.seconds / ours.building.seconds if ours and theirs else None

    return figure


def _of_casebook(size: int, figure: Callable[[Measured], float | None]) -> Callable[[Run], float | None]:
    def found(run: Run) -> float | None:
        ours = run.of("casebook", size)
        return figure(ours) if ours else None

    return found


TARGETS = (
    *(
        Target(
            f"OR-type queries, 10,000 cases, {name}: faster than plain Whoosh",
            _faster("plain_whoosh", 10_000, name, OR_TYPE),
            at_least=20,
        )
        for name in PERCENTILES
    ),
    *(
        Target(f"all queries, {size:,} cases, {name}: faster than FTS5", _faster("fts5", size, name), at_least=1)
        for size in (10_000, 50_000)
        for name in PERCENTILES
    ),
    *(
        Target(
            f"all queries, {name}: cost at {large:,} cases by that at {small:,}",
            _growth(small, large, name),
            at_most=large / small,
        )
        for small, large in ((1_000, 10_000), (10_000, 50_000))
        for name in PERCENTILES
    ),
    Target("building the index, 10,000 cases: faster than plain Whoosh", _built_faster(10_000), at_least=2),
    Target(
        "published to found, 50,000 cases, the slowest",
        _of_casebook(50_000, lambda ours: max(ours.following.found_ms)),
        at_most=1_000,
        unit="ms",
    ),
    Target(
        "memory of a web worker, 50,000 cases, at its peak",
        _of_casebook(50_000, lambda ours: ours.worker_mb),
        at_most=400,
        unit="MB",
    ),
)

"""Where the entries of several segments go when their lists are merged."""

from collections.abc import Iterator, Sequence

import numpy as np

from case_studies.search.arrays import Array


class MergedLists:
    """Lists by key from several inputs, joined key by key and in the order of the inputs."""

    def __init__(self, size: int, rows: Sequence[tuple[Array, Array]]) -> None:
        """Take the number of keys and, per input, its keys (each once) and how many entries each key has."""
        self._rows = rows
        totals = np.zeros(size, dtype=np.int64)
        for keys, counts in rows:
            totals[keys] += counts
        self.starts = np.concatenate([[0], np.cumsum(totals)])

    def __len__(self) -> int:
        return int(self.starts[-1])

    def targets(self) -> Iterator[Array]:
        """Yield for each input the new places of its entries, one by one."""
        free = self.starts[:-1].copy()
        for keys, counts in self._rows:
            before = np.cumsum(counts) - counts
            yield np.repeat(free[keys] - before, counts) + np.arange(counts.sum())
            free[keys] += counts

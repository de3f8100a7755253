"""Collects what Whoosh leaves open."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """Collect the files that were left open while the warning about them is ignored.

    Objects from before the test are not looked at: there are millions of them in a long run.
    """
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()

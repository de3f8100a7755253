"""Collects what Whoosh leaves open, while the warning about it is ignored."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="module")
def _tidy_all() -> Iterator[None]:
    """Collect what tests left that were still referred to when they ended, such as the files of a traceback."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """Collect the files that a test left open.

    Objects from before the test are not looked at: there are millions of them in a long run.
    """
    gc.freeze()
    yield
    gc.collect()
    gc.unfreeze()

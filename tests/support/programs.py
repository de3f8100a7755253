"""Programs of the system that tests use: what we wrote is checked by what we did not write."""

import os
import shutil

import pytest


def find_program(package: str, *names: str) -> str:
    """Return the path of a program that a package brings. Without it the test is skipped, and fails in CI."""
    found = next(filter(None, map(shutil.which, names or (package,))), None)
    if found is None:
        message = f"no {(names or (package,))[0]} found: install the package {package}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found

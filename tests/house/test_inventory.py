"""The inventory of libraries (SBOM) has all that runs in Casebook, with versions and hashes."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def components() -> dict[str, dict[str, Any]]:
    run = subprocess.run([HOUSE / ".ci" / "sbom"], capture_output=True, text=True, check=True)
    return {component["purl"]: component for component in json.loads(run.stdout)["components"]}


def test_every_pinned_library_is_in_the_inventory_with_its_hashes(components: dict[str, dict[str, Any]]) -> None:
    locked = (HOUSE / "requirements.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==(\S+)", locked, re.MULTILINE)
    assert {f"pkg:pypi/{name}@{version}" for name, version in pinned} == {
        package for package in components if package.startswith("pkg:pypi/")
    }
    listed = [
        entry["content"]
        for one in components.values()
        for entry in one.get("externalReferences", [{}])[0].get("hashes", [])
    ]
    assert sorted(listed) == sorted(re.findall(r"sha256:(\w+)", locked))


def test_every_library_that_pages_load_is_in_the_inventory_with_its_licence(
    components: dict[str, dict[str, Any]],
) -> None:
    folders = {path.name for path in (HOUSE / "app" / "static" / "vendor").iterdir() if path.is_dir()}
    listed = {one["name"].rpartition("/")[2]: one for name, one in components.items() if name.startswith("pkg:npm/")}
    assert set(listed) == folders
    assert all(one["licenses"] for one in listed.values())


def test_libraries_come_from_the_index_of_python_and_with_hashes_only() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        locked = (HOUSE / name).read_text(encoding="utf-8")
        assert not re.findall(
            r"://|@ |--index-url|--find-links|^-e ", re.sub(r"^\s*#.*$", "", locked, flags=re.MULTILINE)
        )
        blocks = re.split(r"^(?=\w)", locked, flags=re.MULTILINE)
        assert not [
            block.split()[0] for block in blocks if re.match(r"[\w.-]+==", block) and "--hash=sha256:" not in block
        ]

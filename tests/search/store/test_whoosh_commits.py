"""How this engine commits: a process killed at any moment leaves the old or the new commit, and segments stay few."""

import json
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.store.segment_file import FILE_PATTERN
from case_studies.search.whoosh_engine import WhooshEngine
from tests.support.languages import Process, said

pytestmark = pytest.mark.slow

Make = Callable[..., SearchDocument]
Elsewhere = Callable[[str], AbstractContextManager[Process]]
A, B = "CS-2026-0001", "CS-2026-0007"

# how an audit hook recognizes a moment of a commit
INSTANTS = {
    "before the segment file": "event == 'open' and 'arrays-' in str(args[0])",
    "while the segment file is filled": "event == 'mmap.__new__'",
    "between the segment file and the table of contents": "event == 'os.rename' and str(args[1]).endswith('.toc')",
    "before unused segment files are deleted": "event == 'os.remove' and 'arrays-' in str(args[0])",
}
COMMIT_AND_DIE = """
import os, signal

def watch(event, args):
    if {instant}:
        print("dies", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

with engine.writing("public") as writer:
    writer.remove("CS-2026-0001")
    writer.replace(document(7))
    sys.addaudithook(watch)
print("lived", flush=True)
"""


def serving(root: Path) -> Path:
    """The generation that serves."""
    return root / "public" / str(json.loads((root / "public" / "current").read_text())["generation"])


def files(root: Path) -> set[str]:
    """The files of the serving generation, but for locks."""
    return {file.name for file in serving(root).iterdir() if "LOCK" not in file.name.upper()}


@pytest.mark.parametrize("instant", INSTANTS)
def test_a_commit_killed_at_any_moment_is_complete_or_has_no_effect(
    make_document: Make, elsewhere: Elsewhere, tmp_path: Path, instant: str
) -> None:
    engine = WhooshEngine(tmp_path)
    engine.rebuild("public", [make_document(number) for number in range(1, 7)])
    before = engine.search("public", Query("case"))
    with elsewhere(COMMIT_AND_DIE.format(instant=INSTANTS[instant])) as process:
        assert said(process) == "dies"
        assert process.wait(timeout=30) == -signal.SIGKILL
    landed = instant == "before unused segment files are deleted"
    for reader in (engine, WhooshEngine(tmp_path)):
        assert (A in reader.entries("public"), B in reader.entries("public")) == (not landed, landed)
        assert landed or reader.search("public", Query("case")) == before
        assert reader.search("public", Query("elsewhere")).total == landed


@pytest.mark.parametrize("instant", INSTANTS)
def test_the_commit_after_a_killed_one_succeeds_and_cleans_up(
    make_document: Make, elsewhere: Elsewhere, tmp_path: Path, instant: str
) -> None:
    engine = WhooshEngine(tmp_path)
    engine.rebuild("public", [make_document(number) for number in range(1, 7)])
    with elsewhere(COMMIT_AND_DIE.format(instant=INSTANTS[instant])) as process:
        assert said(process) == "dies"
        process.wait(timeout=30)
    for number in (8, 9):
        with engine.writing("public") as writer:
            writer.replace(make_document(number))
    assert {"CS-2026-0008", "CS-2026-0009"} <= engine.entries("public").keys()
    present = files(tmp_path)
    segments = {name.removesuffix(".seg") for name in present if name.endswith(".seg")}
    assert {name.removeprefix("arrays-") for name in present if name.startswith("arrays-")} == segments
    tables = {name for name in present if ".toc" in name}  # one that was never renamed stays until a rebuild
    assert len([name for name in tables if name.endswith(".toc")]) == 1
    assert not [name for name in present - tables if not any(segment in name for segment in segments)]


def test_segments_stay_few(make_document: Make, tmp_path: Path) -> None:
    """A small commit touches few documents, and still a library of any size has few segments."""
    engine = WhooshEngine(tmp_path)
    engine.rebuild("public", (make_document(number) for number in range(1, 121)))
    most = 0
    for number in range(1, 201):
        with engine.writing("public") as writer:
            writer.replace(make_document(number))
        most = max(most, len(list(serving(tmp_path).glob(FILE_PATTERN))))
    assert most <= 4
    assert engine.search("public", Query("case")).total == 200
    assert len(list(serving(tmp_path).glob("*.seg"))) == len(list(serving(tmp_path).glob(FILE_PATTERN)))

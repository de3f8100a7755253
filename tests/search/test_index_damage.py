"""An index that cannot be used is named with the command that mends it, and is left as it is."""

import gc
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from case_studies.search.documents import Face, Query
from case_studies.search.errors import IndexForeign
from case_studies.search.whoosh_engine import WhooshEngine

pytestmark = pytest.mark.filterwarnings(  # Whoosh leaves files open when it stumbles over damage
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
Make = Callable[..., Face]
COMMAND = "flask --app app search rebuild"


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """Let the files left open go while the warning about them is passed over."""
    yield
    gc.collect()


@pytest.fixture
def engine(tmp_path: Path, make_face: Make) -> WhooshEngine:
    """An engine with a few cases on disk and nothing of them in memory."""
    WhooshEngine(tmp_path).rebuild("public", [make_face(n) for n in range(1, 9)])
    return WhooshEngine(tmp_path)


@pytest.fixture
def shelf(engine: WhooshEngine, tmp_path: Path) -> Path:
    """The folder of the audience."""
    return tmp_path / "public"


def generation(shelf: Path) -> Path:
    """The serving generation's folder."""
    return shelf / str(json.loads((shelf / "current").read_text())["generation"])


def spoil_pointer(shelf: Path) -> None:
    (shelf / "current").write_text('{"generation":')


def empty_pointer(shelf: Path) -> None:
    (shelf / "current").write_text("[]")


def age(shelf: Path) -> None:
    content = json.loads((shelf / "current").read_text())
    (shelf / "current").write_text(json.dumps({**content, "signature": "0-older"}))


def lose_generation(shelf: Path) -> None:
    shutil.rmtree(generation(shelf))


def cut_segment(shelf: Path) -> None:
    segment = next(generation(shelf).glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])


def scramble_segment(shelf: Path) -> None:
    segment = next(generation(shelf).glob("*.seg"))
    segment.write_bytes(bytes(255 - byte for byte in segment.read_bytes()))


def empty_segment(shelf: Path) -> None:
    next(generation(shelf).glob("*.seg")).write_bytes(b"")


def scramble_contents(shelf: Path) -> None:
    table = next(generation(shelf).glob("*.toc"))
    table.write_bytes(b"\x00" * 100)


DAMAGES = [
    spoil_pointer, empty_pointer, age, lose_generation, cut_segment, scramble_segment, empty_segment,
    scramble_contents,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_names_the_command_and_rebuild_mends_it(
    engine: WhooshEngine, shelf: Path, make_face: Make, damage: Callable[[Path], None]
) -> None:
    damage(shelf)
    before = sorted(path for path in shelf.rglob("*") if path.name != "lock")
    for _ in range(2):
        with pytest.raises(IndexForeign, match=COMMAND):
            engine.search("public", Query("case"))
    with pytest.raises(IndexForeign, match=COMMAND):
        engine.entries("public")
    assert sorted(path for path in shelf.rglob("*") if path.name != "lock") == before
    assert engine.rebuild("public", [make_face(1)]) == 1
    assert engine.search("public", Query("case")).total == 1


@pytest.mark.parametrize("damage", [spoil_pointer, age, lose_generation, scramble_contents])
def test_nothing_is_written_into_a_damaged_index(
    engine: WhooshEngine, shelf: Path, damage: Callable[[Path], None]
) -> None:
    damage(shelf)
    with pytest.raises(IndexForeign, match=COMMAND), engine.writing("public"):
        pytest.fail("a writer was handed out")


def test_an_open_index_that_loses_its_folder_is_not_served_on(engine: WhooshEngine, shelf: Path) -> None:
    engine.search("public", Query("case"))
    lose_generation(shelf)
    with pytest.raises(IndexForeign, match=COMMAND):
        engine.search("public", Query("case"))


def test_the_generation_just_left_stays_and_older_ones_go(engine: WhooshEngine, shelf: Path, make_face: Make) -> None:
    (shelf / "000009").mkdir()  # what a killed rebuild leaves
    for _ in range(3):
        engine.rebuild("public", [make_face(1)])
    kept = sorted(path.name for path in shelf.iterdir() if path.is_dir())
    assert kept == ["000011", "000012"]
    assert generation(shelf).name == "000012"

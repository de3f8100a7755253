"""An index that cannot be used is named with the command that mends it, and is left as it is."""

import gc
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from case_studies.search.contract import Query, SearchDocument, Sort
from case_studies.search.errors import IndexUnusable
from case_studies.search.store.segment_file import PACKS
from case_studies.search.whoosh_engine import WhooshEngine

pytestmark = pytest.mark.filterwarnings(  # Whoosh leaves files open when it stumbles over damage
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
Make = Callable[..., SearchDocument]
COMMAND = "flask --app app search rebuild"


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    """Let the files left open go while the warning about them is passed over."""
    yield
    gc.collect()


@pytest.fixture
def engine(tmp_path: Path, make_face: Make) -> WhooshEngine:
    """An engine with a few cases on disk, in two segments, and nothing of them in memory."""
    writing = WhooshEngine(tmp_path)
    writing.rebuild("public", [make_face(n) for n in range(1, 9)])
    with writing.writing("public") as writer:
        writer.replace(make_face(9))
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


def packs(shelf: Path) -> list[Path]:
    """The packs of the serving generation, the largest first."""
    return sorted(generation(shelf).glob(PACKS), key=lambda pack: -pack.stat().st_size)


def cut_pack(shelf: Path) -> None:
    os.truncate(packs(shelf)[0], packs(shelf)[0].stat().st_size - 1)


def cut_pack_in_its_head(shelf: Path) -> None:
    os.truncate(packs(shelf)[0], 100)


def lengthen_pack(shelf: Path) -> None:
    packs(shelf)[0].write_bytes(packs(shelf)[0].read_bytes() + b"\x00" * 64)


def scramble_magic(shelf: Path) -> None:
    packs(shelf)[0].write_bytes(b"CASEBOOK" + packs(shelf)[0].read_bytes()[8:])


def scramble_head_of_pack(shelf: Path) -> None:
    written = packs(shelf)[0].read_bytes()
    packs(shelf)[0].write_bytes(written[:40] + bytes(255 - byte for byte in written[40:80]) + written[80:])


def empty_pack(shelf: Path) -> None:
    packs(shelf)[1].write_bytes(b"")


def lose_pack(shelf: Path) -> None:
    packs(shelf)[1].unlink()


def swap_packs(shelf: Path) -> None:
    large, small = packs(shelf)
    large.rename(shelf / "aside")
    small.rename(large)
    (shelf / "aside").rename(small)


def copy_pack_over_another(shelf: Path) -> None:
    large, small = packs(shelf)
    shutil.copyfile(small, large)


def replace(engine: WhooshEngine, *faces: SearchDocument) -> None:
    with engine.writing("public") as writer:
        for face in faces:
            writer.replace(face)


DAMAGES = [
    spoil_pointer, empty_pointer, age, lose_generation, cut_segment, scramble_segment, empty_segment,
    scramble_contents, cut_pack, cut_pack_in_its_head, lengthen_pack, scramble_magic, scramble_head_of_pack, empty_pack,
    lose_pack, swap_packs, copy_pack_over_another,
]  # fmt: skip
SLICES = 24


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_names_the_command_and_rebuild_mends_it(
    engine: WhooshEngine, shelf: Path, make_face: Make, damage: Callable[[Path], None]
) -> None:
    damage(shelf)
    before = sorted(path for path in shelf.rglob("*") if path.name != "lock")
    for _ in range(2):
        with pytest.raises(IndexUnusable, match=COMMAND):
            engine.search("public", Query("case"))
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.entries("public")
    assert sorted(path for path in shelf.rglob("*") if path.name != "lock") == before
    assert engine.rebuild("public", [make_face(1)]) == 1
    assert engine.search("public", Query("case")).total == 1


@pytest.mark.parametrize("damage", [spoil_pointer, age, lose_generation, scramble_contents])
def test_nothing_is_written_into_a_damaged_index(
    engine: WhooshEngine, shelf: Path, damage: Callable[[Path], None]
) -> None:
    damage(shelf)
    with pytest.raises(IndexUnusable, match=COMMAND), engine.writing("public"):
        pytest.fail("a writer was handed out")


def damaged_inside(shelf: Path) -> Iterator[None]:
    """One slice after the other of the largest pack is not as it was written."""
    pack = packs(shelf)[0]
    good = pack.read_bytes()
    length = len(good) // SLICES
    for start in range(0, len(good), length):
        bad = bytes(255 - byte for byte in good[start : start + length])
        pack.write_bytes(good[:start] + bad + good[start + length :])
        yield


def test_a_pack_that_is_damaged_inside_ends_in_an_answer_or_names_the_command(shelf: Path, tmp_path: Path) -> None:
    for _ in damaged_inside(shelf):
        for query in (Query("case"), Query("cose"), Query(), Query("cas*", sort=Sort.TITLE)):
            with suppress(IndexUnusable):
                WhooshEngine(tmp_path).search("public", query)


def test_damage_inside_a_pack_is_found_by_looking_through_it(shelf: Path, tmp_path: Path) -> None:
    for _ in damaged_inside(shelf):
        with pytest.raises(IndexUnusable, match=COMMAND):
            WhooshEngine(tmp_path).entries("public")


def test_damage_inside_a_pack_is_never_merged_into_another(shelf: Path, make_face: Make, tmp_path: Path) -> None:
    for _ in damaged_inside(shelf):
        with pytest.raises(IndexUnusable, match=COMMAND):
            replace(WhooshEngine(tmp_path), *(make_face(number) for number in range(10, 20)))


def test_a_pack_that_is_cut_while_it_is_open_kills_nobody(engine: WhooshEngine, shelf: Path) -> None:
    engine.search("public", Query("case"))
    os.truncate(packs(shelf)[0], 100)
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.search("public", Query("particular"))


@pytest.mark.parametrize("damage", [lose_pack, swap_packs])
def test_a_pack_that_is_open_serves_on(engine: WhooshEngine, shelf: Path, damage: Callable[[Path], None]) -> None:
    """What is beside it on disk is looked at with the next commit."""
    before = engine.search("public", Query("case"))
    damage(shelf)
    assert engine.search("public", Query("case")) == before


def test_a_commit_over_a_damaged_pack_writes_nothing_wrong(
    engine: WhooshEngine, shelf: Path, make_face: Make, tmp_path: Path
) -> None:
    empty_pack(shelf)  # that of the segment which the next commit merges
    with pytest.raises(IndexUnusable, match=COMMAND), engine.writing("public") as writer:
        writer.replace(make_face(10))
    with pytest.raises(IndexUnusable, match=COMMAND):
        WhooshEngine(tmp_path).search("public", Query("case"))
    assert engine.rebuild("public", [make_face(1)]) == 1
    assert engine.search("public", Query("case")).total == 1


def test_an_open_index_that_loses_its_folder_is_not_served_on(engine: WhooshEngine, shelf: Path) -> None:
    engine.search("public", Query("case"))
    lose_generation(shelf)
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.search("public", Query("case"))


def test_the_generation_just_left_stays_and_older_ones_go(engine: WhooshEngine, shelf: Path, make_face: Make) -> None:
    (shelf / "000009").mkdir()  # what a killed rebuild leaves
    for _ in range(3):
        engine.rebuild("public", [make_face(1)])
    kept = sorted(path.name for path in shelf.iterdir() if path.is_dir())
    assert kept == ["000011", "000012"]
    assert generation(shelf).name == "000012"

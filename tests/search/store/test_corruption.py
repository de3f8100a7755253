"""A damaged index is refused with the command that repairs it, is logged, and is not changed."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from case_studies.search.contract import Query, SearchDocument, Sort
from case_studies.search.errors import IndexUnusable
from case_studies.search.store.corruption import CorruptDataError
from case_studies.search.store.segment_file import FILE_PATTERN
from case_studies.search.whoosh_engine import WhooshEngine

pytestmark = pytest.mark.filterwarnings(  # Whoosh leaves files open when it finds damage
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
Make = Callable[..., SearchDocument]
COMMAND = "casebook search rebuild"


@pytest.fixture
def engine(tmp_path: Path, make_document: Make) -> WhooshEngine:
    """An engine with a few cases on disk, in two segments, and nothing in memory."""
    writing = WhooshEngine(tmp_path)
    writing.rebuild("public", [make_document(n) for n in range(1, 9)])
    with writing.writing("public") as writer:
        writer.replace(make_document(9))
    return WhooshEngine(tmp_path)


@pytest.fixture
def folder(engine: WhooshEngine, tmp_path: Path) -> Path:
    """The folder of the audience."""
    return tmp_path / "public"


def generation(folder: Path) -> Path:
    """The serving generation's folder."""
    return folder / str(json.loads((folder / "current").read_text())["generation"])


def truncate_pointer(folder: Path) -> None:
    (folder / "current").write_text('{"generation":')


def write_list_into_pointer(folder: Path) -> None:
    (folder / "current").write_text("[]")


def make_older(folder: Path) -> None:
    content = json.loads((folder / "current").read_text())
    (folder / "current").write_text(json.dumps({**content, "signature": "0-older"}))


def delete_generation(folder: Path) -> None:
    shutil.rmtree(generation(folder))


def cut_whoosh_segment(folder: Path) -> None:
    segment = next(generation(folder).glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[: segment.stat().st_size // 2])


def scramble_whoosh_segment(folder: Path) -> None:
    segment = next(generation(folder).glob("*.seg"))
    segment.write_bytes(bytes(255 - byte for byte in segment.read_bytes()))


def empty_whoosh_segment(folder: Path) -> None:
    next(generation(folder).glob("*.seg")).write_bytes(b"")


def scramble_table_of_contents(folder: Path) -> None:
    table = next(generation(folder).glob("*.toc"))
    table.write_bytes(b"\x00" * 100)


def segment_files(folder: Path) -> list[Path]:
    """The segment files of the serving generation, the largest first."""
    return sorted(generation(folder).glob(FILE_PATTERN), key=lambda file: -file.stat().st_size)


def cut_segment_file(folder: Path) -> None:
    os.truncate(segment_files(folder)[0], segment_files(folder)[0].stat().st_size - 1)


def cut_table_of_segment_file(folder: Path) -> None:
    os.truncate(segment_files(folder)[0], 100)


def lengthen_segment_file(folder: Path) -> None:
    segment_files(folder)[0].write_bytes(segment_files(folder)[0].read_bytes() + b"\x00" * 64)


def scramble_magic(folder: Path) -> None:
    segment_files(folder)[0].write_bytes(b"CASEBOOK" + segment_files(folder)[0].read_bytes()[8:])


def scramble_table_of_segment_file(folder: Path) -> None:
    written = segment_files(folder)[0].read_bytes()
    segment_files(folder)[0].write_bytes(written[:40] + bytes(255 - byte for byte in written[40:80]) + written[80:])


def empty_segment_file(folder: Path) -> None:
    segment_files(folder)[1].write_bytes(b"")


def delete_segment_file(folder: Path) -> None:
    segment_files(folder)[1].unlink()


def swap_segment_files(folder: Path) -> None:
    large, small = segment_files(folder)
    large.rename(folder / "aside")
    small.rename(large)
    (folder / "aside").rename(small)


def copy_segment_file_over_another(folder: Path) -> None:
    large, small = segment_files(folder)
    shutil.copyfile(small, large)


def tracebacks(caplog: pytest.LogCaptureFixture) -> list[type[BaseException] | None]:
    """The exceptions that were logged with their traceback."""
    return [record.exc_info[0] for record in caplog.records if record.exc_info]


def replace(engine: WhooshEngine, *documents: SearchDocument) -> None:
    with engine.writing("public") as writer:
        for document in documents:
            writer.replace(document)


DAMAGES = [
    truncate_pointer, write_list_into_pointer, make_older, delete_generation, cut_whoosh_segment,
    scramble_whoosh_segment, empty_whoosh_segment, scramble_table_of_contents, cut_segment_file,
    cut_table_of_segment_file, lengthen_segment_file, scramble_magic, scramble_table_of_segment_file,
    empty_segment_file, delete_segment_file, swap_segment_files, copy_segment_file_over_another,
]  # fmt: skip
SLICES = 24


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_names_the_command_is_logged_and_a_rebuild_repairs_it(
    engine: WhooshEngine,
    folder: Path,
    make_document: Make,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
) -> None:
    damage(folder)
    before = sorted(path for path in folder.rglob("*") if path.name != "lock")
    for _ in range(2):
        with pytest.raises(IndexUnusable, match=COMMAND):
            engine.search("public", Query("case"))
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.entries("public")
    assert sorted(path for path in folder.rglob("*") if path.name != "lock") == before
    assert tracebacks(caplog) == ([] if damage is make_older else [CorruptDataError] * 3)
    assert engine.rebuild("public", [make_document(1)]) == 1
    assert engine.search("public", Query("case")).total == 1


@pytest.mark.parametrize("damage", [truncate_pointer, make_older, delete_generation, scramble_table_of_contents])
def test_nothing_is_written_into_a_damaged_index(
    engine: WhooshEngine, folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder)
    with pytest.raises(IndexUnusable, match=COMMAND), engine.writing("public"):
        pytest.fail("writing began")


def damaged_inside(folder: Path) -> Iterator[None]:
    """Damage one slice after the other of the largest segment file."""
    file = segment_files(folder)[0]
    good = file.read_bytes()
    length = len(good) // SLICES
    for start in range(0, len(good), length):
        bad = bytes(255 - byte for byte in good[start : start + length])
        file.write_bytes(good[:start] + bad + good[start + length :])
        yield


def test_damage_inside_a_segment_file_gives_an_answer_or_names_the_command(folder: Path, tmp_path: Path) -> None:
    for _ in damaged_inside(folder):
        for query in (Query("case"), Query("cose"), Query(), Query("cas*", sort=Sort.TITLE)):
            with suppress(IndexUnusable):
                WhooshEngine(tmp_path).search("public", query)


def test_damage_inside_a_segment_file_is_found_by_checking_it(folder: Path, tmp_path: Path) -> None:
    for _ in damaged_inside(folder):
        with pytest.raises(IndexUnusable, match=COMMAND):
            WhooshEngine(tmp_path).entries("public")


def test_damage_inside_a_segment_file_is_never_merged_into_another(
    folder: Path, make_document: Make, tmp_path: Path
) -> None:
    for _ in damaged_inside(folder):
        with pytest.raises(IndexUnusable, match=COMMAND):
            replace(WhooshEngine(tmp_path), *(make_document(number) for number in range(10, 20)))


def test_a_segment_file_that_is_cut_while_it_is_open_names_the_command(engine: WhooshEngine, folder: Path) -> None:
    engine.search("public", Query("case"))
    os.truncate(segment_files(folder)[0], 100)
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.search("public", Query("particular"))


@pytest.mark.parametrize("damage", [delete_segment_file, swap_segment_files])
def test_an_open_segment_file_continues_to_serve(
    engine: WhooshEngine, folder: Path, damage: Callable[[Path], None]
) -> None:
    """What changed on disk is noticed with the next commit."""
    before = engine.search("public", Query("case"))
    damage(folder)
    assert engine.search("public", Query("case")) == before


def test_a_commit_over_a_damaged_segment_file_writes_nothing(
    engine: WhooshEngine, folder: Path, make_document: Make, tmp_path: Path
) -> None:
    empty_segment_file(folder)  # the file of the segment that the next commit merges
    with pytest.raises(IndexUnusable, match=COMMAND), engine.writing("public") as writer:
        writer.replace(make_document(10))
    with pytest.raises(IndexUnusable, match=COMMAND):
        WhooshEngine(tmp_path).search("public", Query("case"))
    assert engine.rebuild("public", [make_document(1)]) == 1
    assert engine.search("public", Query("case")).total == 1


def test_an_open_index_whose_folder_is_deleted_names_the_command(engine: WhooshEngine, folder: Path) -> None:
    engine.search("public", Query("case"))
    delete_generation(folder)
    with pytest.raises(IndexUnusable, match=COMMAND):
        engine.search("public", Query("case"))


@pytest.mark.slow
def test_the_previous_generation_stays_and_older_ones_are_deleted(
    engine: WhooshEngine, folder: Path, make_document: Make
) -> None:
    (folder / "000009").mkdir()  # left by a rebuild that was killed
    for _ in range(3):
        engine.rebuild("public", [make_document(1)])
    generations = sorted(path.name for path in folder.iterdir() if path.is_dir())
    assert generations == ["000011", "000012"]
    assert generation(folder).name == "000012"

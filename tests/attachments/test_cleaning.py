"""What a file loses on arrival, read in the stored file by other programs than those that cleaned it."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from case_studies.attachments.inspection import CleanFile
from case_studies.attachments.process import inspect_apart
from case_studies.vocabulary import Language, MediaType
from tests.support import files
from tests.support.files import SENTINEL
from tests.support.programs import find_program

GOOD = {
    "photograph": (files.picture("JPEG"), MediaType.JPEG),
    "png": (files.picture("PNG"), MediaType.PNG),
    "webp": (files.picture("WEBP"), MediaType.WEBP),
    "pdf": (files.pdf(), MediaType.PDF),
    "pdf with a photograph": (files.pdf(change=files.jpeg_inside), MediaType.PDF),
    "pdf with a note": (files.pdf(change=files.note("/Text")), MediaType.PDF),
    "docx": (files.docx(), MediaType.DOCX),
    "docx with a photograph": (files.docx(more={"word/media/image1.jpeg": files.picture()}), MediaType.DOCX),
    "xlsx": (files.xlsx(), MediaType.XLSX),
}


def exiftool(content: bytes, folder: Path) -> dict[str, Any]:
    """Return all that exiftool finds in a file, and in what is inside of it."""
    program = find_program("libimage-exiftool-perl", "exiftool")
    path = folder / "stored"
    path.write_bytes(content)
    run = subprocess.run([program, "-json", "-ee", "-a", "-G1", path], capture_output=True, check=True)
    return json.loads(run.stdout)[0]  # type: ignore[no-any-return]


def unpacked(content: bytes) -> bytes:
    """Return a file with the parts of an Office file beside it, as they are when unpacked."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content + b"".join(name.encode() + archive.read(name) for name in archive.namelist())


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_no_metadata_is_left(name: str, tmp_path: Path) -> None:
    sent, kind = GOOD[name]
    assert SENTINEL.encode() in unpacked(sent), "the file that is sent has it"
    cleaned = inspect_apart(sent)
    assert cleaned.kind is kind
    assert SENTINEL.encode() not in unpacked(cleaned.content) + cleaned.preview
    for content in filter(None, (cleaned.content, cleaned.preview)):
        found = exiftool(content, tmp_path)
        assert SENTINEL not in str(found)
        assert not [key for key in found if "GPS" in key or key.startswith(("IFD", "ExifIFD", "XMP", "IPTC"))]


@pytest.mark.parametrize("name", ["docx with a photograph", "pdf with a photograph"])
def test_exiftool_would_find_the_metadata_of_pictures(name: str, tmp_path: Path) -> None:
    """The proof above is effective: exiftool reads what is sent."""
    photograph = GOOD["photograph"][0]
    assert "GPS" in str(exiftool(photograph, tmp_path))


def test_pdfinfo_reads_the_stored_pdf_and_finds_no_author(tmp_path: Path) -> None:
    program = find_program("poppler-utils", "pdfinfo")
    path = tmp_path / "stored.pdf"
    path.write_bytes(inspect_apart(files.pdf(pages=2)).content)
    told = subprocess.run([program, path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           2" in told
    assert not [line for line in told.splitlines() if line.startswith(("Author", "Creator", "Producer", "Title"))]


def test_a_picture_is_drawn_upright_and_no_larger_than_needed() -> None:
    sent, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (3000, 1000)).save(sent, "JPEG", exif=exif)
    cleaned = inspect_apart(sent.getvalue())
    assert (cleaned.width, cleaned.height) == (800, 2400)
    with Image.open(io.BytesIO(cleaned.preview)) as small:
        assert max(small.size) == 720


@pytest.mark.slow
def test_the_text_of_documents_is_read() -> None:
    long = "The road was searched by the team and the column was led along it. " * 3
    assert _facts(inspect_apart(files.pdf(long))) == (1, Language.ENGLISH)
    assert _facts(
        inspect_apart(files.docx("La route a été fouillée par les équipes pour le convoi et dans les vallées." * 2))
    ) == (
        3,
        Language.FRENCH,
    )
    workbook = inspect_apart(files.xlsx("Mine detectors"))
    assert (workbook.text, workbook.pages) == ("Mine detectors", 1)


def _facts(cleaned: CleanFile) -> tuple[int | None, Language | None]:
    assert cleaned.text
    return cleaned.pages, cleaned.language


@pytest.mark.slow
def test_office_files_are_the_same_each_time_and_can_be_cleaned_again() -> None:
    once = inspect_apart(files.docx()).content
    assert inspect_apart(once).content == once
    assert inspect_apart(files.docx()).content == once

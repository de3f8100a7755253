"""What a file is, by its content. A name or a header of the sender decides nothing."""

import io
import zipfile

from case_studies.attachments.problems import FileProblem, FileRefused
from case_studies.media_types import MediaType

START = 1024  # bytes in which readers of PDF look for its beginning
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and Office files with a password
ZIP = b"PK\x03\x04"
MAIN_PARTS = {"word/": MediaType.DOCX, "xl/": MediaType.XLSX}
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def kind_of(content: bytes) -> MediaType:
    """Return what a file is. Raises FileRefused for what is unknown, encrypted, or of two kinds at once."""
    if not content:
        raise FileRefused(FileProblem.EMPTY)
    kind = _by_signature(content)
    _check_one_kind(content, kind)
    return kind


def _by_signature(content: bytes) -> MediaType:
    if content.startswith(b"%PDF-"):
        return MediaType.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MediaType.WEBP
    if content.startswith(ZIP):
        return _kind_of_office(content)
    if content.startswith(OLE) and ENCRYPTED_PACKAGE in content:
        raise FileRefused(FileProblem.ENCRYPTED)
    raise FileRefused(FileProblem.UNKNOWN_TYPE)


def _kind_of_office(content: bytes) -> MediaType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileRefused(FileProblem.DAMAGED) from error
    kinds = {kind for folder, kind in MAIN_PARTS.items() if any(name.startswith(folder) for name in names)}
    if "[Content_Types].xml" not in names or not kinds:
        raise FileRefused(FileProblem.UNKNOWN_TYPE)
    if len(kinds) > 1:
        raise FileRefused(FileProblem.SEVERAL_TYPES)
    return kinds.pop()


def _check_one_kind(content: bytes, kind: MediaType) -> None:
    """Refuse a file that another program would take for something else."""
    is_zip = zipfile.is_zipfile(io.BytesIO(content))
    is_office = kind in (MediaType.DOCX, MediaType.XLSX)
    is_pdf = b"%PDF-" in content[:START]
    if is_zip != is_office or is_pdf != (kind is MediaType.PDF):
        raise FileRefused(FileProblem.SEVERAL_TYPES)

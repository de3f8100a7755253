"""The file around a text: opened from the template, saved without a word about who made it and when."""

import io
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile

from app.exports.document import Document

TEMPLATE = Path(__file__).with_name("template")
UNIX = 3  # the system that a file of the archive is from, whichever it is
LONGEST = 255  # letters of a property


def new_file() -> WordFile:
    """Return an empty file with the styles of the template."""
    return docx.Document(io.BytesIO(_template()))


@lru_cache(maxsize=1)
def _template() -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(TEMPLATE.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(TEMPLATE))
    return packed.getvalue()


def describe(file: WordFile, document: Document) -> None:
    """Set the properties of the file. No person is among them; its dates are those of what it shows."""
    about, cited = file.core_properties, document.citation
    published = datetime.combine(cited.published, time(), UTC)
    about.title = document.title[:LONGEST]
    about.subject = document.line[:LONGEST]
    about.category = cited.mark
    about.language = cited.language
    about.created = about.modified = published


def to_bytes(file: WordFile, document: Document) -> bytes:
    """Return the file. The same revision gives the same bytes, because the archive has its date and no other."""
    saved, packed = io.BytesIO(), io.BytesIO()
    file.save(saved)
    day = document.citation.published
    with ZipFile(saved) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.create_system, part.compress_type = UNIX, ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return packed.getvalue()

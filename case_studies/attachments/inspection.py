"""What becomes of a file that arrives: its kind, a cleaned copy, a small picture, its text.

It runs in a process of its own (`process.py`), because the libraries read what a stranger wrote.
"""

from dataclasses import dataclass

from case_studies.attachments.kinds import kind_of
from case_studies.attachments.languages import language_of
from case_studies.attachments.limits import MOST_TEXT
from case_studies.attachments.office import clean_office
from case_studies.attachments.pdf import clean_pdf
from case_studies.attachments.pictures import clean_picture
from case_studies.clean_text import clean_text
from case_studies.media_types import MediaType
from case_studies.vocabulary import Language


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file without metadata, and what describes it for readers."""

    kind: MediaType
    content: bytes
    preview: bytes = b""
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    text: str = ""
    language: Language | None = None


def inspect(content: bytes) -> CleanFile:
    """Return the cleaned copy of a file. Raises FileRefused."""
    kind = kind_of(content)
    if kind.is_picture:
        picture = clean_picture(content, kind)
        return CleanFile(kind, picture.content, picture.preview, width=picture.width, height=picture.height)
    cleaned = clean_pdf(content) if kind is MediaType.PDF else clean_office(content, kind)
    text = clean_text(cleaned.text[:MOST_TEXT])
    return CleanFile(kind, cleaned.content, pages=cleaned.pages, text=text, language=language_of(text))

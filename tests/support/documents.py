"""The text of files that leave."""

import html
import re
import subprocess
from functools import lru_cache
from io import BytesIO
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

from pypdf import PdfReader

from tests.support.programs import find_program

PARAGRAPH_END = re.compile("</w:p>|<w:br/>|<w:tab/>|</(?:p|li|dd|h[1-6])>")
ENDINGS = (".xml", ".rels", ".xhtml", ".opf")  # of Word files and of books
TAG = re.compile("<[^>]*>")


@lru_cache(maxsize=200)
def text_of(content: bytes) -> str:
    """Return the text of a PDF a Word file or a book with its metadata; of anything else, what is text in it."""
    if content.startswith(b"PK"):
        return _text_of_word(content)
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    reader = PdfReader(BytesIO(content))
    described = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    return "\n".join((*(page.extract_text() for page in reader.pages), str(reader.metadata), described))


def _text_of_word(content: bytes) -> str:
    """Return the text of each part: the page and its frame, properties, addresses and descriptions."""
    with ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(ENDINGS)]
    texts = [PARAGRAPH_END.sub("\n", part) for part in parts]
    return html.unescape("\n".join(("\n".join(TAG.sub("", text) for text in texts), *parts)))


def poppler(program: str, content: bytes, *options: str) -> str:
    """Return what a program of poppler-utils finds in a PDF."""
    found = find_program("poppler-utils", program)
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        end = ["-"] if program == "pdftotext" else []
        return subprocess.run([found, *options, file.name, *end], capture_output=True, check=True).stdout.decode()

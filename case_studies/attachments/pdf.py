"""PDF files are written again from the objects that their pages need, without metadata. Active ones are refused."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from case_studies.attachments.jpeg_segments import without_metadata
from case_studies.attachments.limits import MOST_PAGES, MOST_PIXELS, MOST_TEXT, TEXT_SECONDS
from case_studies.attachments.problems import FileProblem, FileRefused

ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA", "/RichMediaContent"})
ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute"}
    | {"/GoTo3DView", "/Trans", "/SetOCGState", "/Hide", "/ResetForm"}
)
ELSEWHERE_ACTIONS = frozenset({"/GoToR", "/GoToE", "/Thread"})
ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"})
EMBEDDED = frozenset({"/EmbeddedFiles", "/EF", "/AF"})
KEPT_ANNOTATIONS = frozenset({"/Link", "/Widget"})
METADATA = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/SpiderInfo")
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Pdf:
    """A cleaned PDF, with what it has."""

    content: bytes
    pages: int
    text: str


def clean_pdf(content: bytes) -> Pdf:
    """Return a PDF without metadata, and its text. Raises FileRefused."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FileRefused(FileProblem.ENCRYPTED)
        if len(reader.pages) > MOST_PAGES:
            raise FileRefused(FileProblem.TOO_COSTLY)
        writer = PdfWriter(clone_from=reader)
        for value in _dictionaries(writer):
            _check(value)
            _remove_metadata(value)
        written = _write(PdfWriter(clone_from=PdfReader(io.BytesIO(_write(writer)))))  # what nothing refers to is left
        return Pdf(written, len(reader.pages), _text(written))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, NotImplementedError) as error:
        raise FileRefused(FileProblem.DAMAGED) from error


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    """Yield every dictionary and stream of the document."""
    for value in list(writer._objects):
        yield from _inside(value, 0)


def _inside(value: Any, depth: int) -> Iterator[DictionaryObject]:
    if depth > DEEPEST:
        raise FileRefused(FileProblem.TOO_COSTLY)
    if isinstance(value, DictionaryObject):
        yield value
        for below in list(value.values()):
            if not isinstance(below, IndirectObject):
                yield from _inside(below, depth + 1)
    elif isinstance(value, ArrayObject):
        for below in value:
            if not isinstance(below, IndirectObject):
                yield from _inside(below, depth + 1)


def _check(value: DictionaryObject) -> None:
    """Refuse what does something when the file is opened, and what hides another file."""
    names = set(value)
    action, kind = value.get("/S"), value.get("/Subtype")
    if names & ACTIVE_KEYS or action in ACTIVE_ACTIONS or kind in ACTIVE_ANNOTATIONS:
        raise FileRefused(FileProblem.ACTIVE)
    if action in ELSEWHERE_ACTIONS or (isinstance(value, StreamObject) and "/F" in names):
        raise FileRefused(FileProblem.FROM_ELSEWHERE)
    if names & EMBEDDED or kind == "/FileAttachment" or value.get("/Type") == "/EmbeddedFile":
        raise FileRefused(FileProblem.EMBEDDED)
    if value.get("/FT") == "/Sig" or value.get("/Type") == "/Sig":
        raise FileRefused(FileProblem.SIGNED)
    if kind == "/Image" and _number(value.get("/Width")) * _number(value.get("/Height")) > MOST_PIXELS:
        raise FileRefused(FileProblem.TOO_COSTLY)


def _number(value: Any) -> int:
    return int(value) if value is not None else 0


def _remove_metadata(value: DictionaryObject) -> None:
    for name in METADATA:
        value.pop(NameObject(name), None)
    notes = value.get("/Annots")
    if isinstance(notes, ArrayObject):
        kept = [note for note in notes if note.get_object().get("/Subtype") in KEPT_ANNOTATIONS]
        value[NameObject("/Annots")] = ArrayObject(kept)
    if isinstance(value, StreamObject) and value.get("/Subtype") == "/Image" and _is_jpeg(value):
        value._data = without_metadata(value._data)


def _is_jpeg(value: StreamObject) -> bool:
    filters = value.get("/Filter")
    return filters == "/DCTDecode" or (isinstance(filters, ArrayObject) and list(filters) == ["/DCTDecode"])


def _write(writer: PdfWriter) -> bytes:
    writer.metadata = None
    writer.xmp_metadata = None
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _text(content: bytes) -> str:
    """Return the text of the pages that can be read in time. A page that can't be read has none."""
    end, parts, size = time.monotonic() + TEXT_SECONDS, [], 0
    for page in PdfReader(io.BytesIO(content)).pages:
        if time.monotonic() > end or size > MOST_TEXT:
            break
        try:
            parts.append(page.extract_text())
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, ZeroDivisionError):
            continue
        size += len(parts[-1])
    return "\n".join(parts)

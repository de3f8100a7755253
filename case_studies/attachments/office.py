"""Word and Excel files are packed again from the parts that are content. What is active or hidden is refused."""

import io
import re
import zipfile
from dataclasses import dataclass

from case_studies.attachments.limits import MOST_PARTS, MOST_TEXT, MOST_UNPACKED
from case_studies.attachments.office_xml import check_xml, texts_of
from case_studies.attachments.pictures import clean_picture_inside
from case_studies.attachments.problems import FileProblem, FileRefused
from case_studies.media_types import MediaType

MOMENT = (1980, 1, 1, 0, 0, 0)  # of every part
ORDINARY = re.compile(r"[A-Za-z0-9_\-.\[\] /]+")
XML = (".xml", ".rels")

DROPPED = re.compile(
    r"docProps/|customXml/|.*/printerSettings/|.*/people\.xml$|.*/persons/|.*/webextensions/|.*\.thmx$"
    r"|xl/calcChain\.xml$|xl/revisions/"
)
REFUSED: tuple[tuple[re.Pattern[str], FileProblem], ...] = (
    (re.compile(r".*(vbaProject|vbaData|macrosheets|dialogsheets)", re.IGNORECASE), FileProblem.MACROS),
    (re.compile(r".*(activeX|ctrlProps|customUI|userCustomization|webextension)", re.I), FileProblem.ACTIVE),
    (re.compile(r".*(embeddings|oleObject|\.bin$|afchunk)", re.IGNORECASE), FileProblem.EMBEDDED),
    (re.compile(r".*(externalLinks|connections\.xml|queryTables)", re.IGNORECASE), FileProblem.FROM_ELSEWHERE),
    (re.compile(r".*(comments|threadedComment)[^/]*\.xml$|.*/commentsExtended", re.I), FileProblem.CHANGES),
)
REMOVED_TEXT = re.compile(rb"\sw:rsid\w*=\"[0-9A-Fa-f]*\"|<w:rsids>.*?</w:rsids>|<fileSharing\b[^>]*/>", re.DOTALL)
AUTHOR = re.compile(rb"<w:attachedTemplate\b[^>]*/>|<w:documentProtection\b[^>]*/>")
WORD_TEXT = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SHEET_TEXT = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml")
PAGES = re.compile(rb"<Pages>(\d{1,5})</Pages>")
PICTURES = re.compile(r"(word|xl)/media/")


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A cleaned Word or Excel file, with what it has: the pages as Word counted them, or the sheets."""

    content: bytes
    pages: int | None
    text: str


def clean_office(content: bytes, kind: MediaType) -> OfficeFile:
    """Return an Office file without metadata, and its text. Raises FileRefused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError) as error:
        raise FileRefused(FileProblem.DAMAGED) from error
    for name, part in parts.items():
        _check_part(name, part)
    pages = _pages(parts, kind)
    kept = {name: _clean_part(name, part, parts) for name, part in parts.items() if not DROPPED.match(name)}
    return OfficeFile(_pack(kept), pages, _text(kept, kind))


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what would unpack to too much, before anything is unpacked, and names that are not those of parts."""
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefused(FileProblem.TOO_COSTLY)
    names = [entry.filename for entry in entries]
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise FileRefused(FileProblem.ENCRYPTED)
        if not ORDINARY.fullmatch(entry.filename) or ".." in entry.filename or entry.filename.startswith("/"):
            raise FileRefused(FileProblem.DAMAGED)
    if len({name.lower() for name in names}) != len(names):
        raise FileRefused(FileProblem.SEVERAL_TYPES)


def _check_part(name: str, part: bytes) -> None:
    if DROPPED.match(name):
        return
    for pattern, problem in REFUSED:
        if pattern.match(name):
            raise FileRefused(problem)
    if not name.endswith(XML):
        if not PICTURES.match(name):
            raise FileRefused(FileProblem.EMBEDDED)
        return
    check_xml(part)


def _clean_part(name: str, part: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a part without names, marks of editing and references to what is dropped."""
    if not name.endswith(XML):
        return clean_picture_inside(part, name)
    part = AUTHOR.sub(b"", REMOVED_TEXT.sub(b"", part))
    if name == "[Content_Types].xml":
        return _without(part, rb"<(?:\w+:)?Override\b[^>]*?PartName=\"/([^\"]+)\"[^>]*?/>", "")
    if name.endswith(".rels"):
        folder = name.rpartition("_rels/")[0]
        return _without(part, rb"<(?:\w+:)?Relationship\b[^>]*?Target=\"([^\"]+)\"[^>]*?/>", folder)
    return part


def _without(part: bytes, pattern: bytes, folder: str) -> bytes:
    """Take out the elements that refer to a dropped part."""

    def keep(found: re.Match[bytes]) -> bytes:
        target = found.group(1).decode("utf-8", "replace")
        return b"" if DROPPED.match(_resolve(folder, target)) else found.group(0)

    return re.sub(pattern, keep, part)


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps: list[str] = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _pages(parts: dict[str, bytes], kind: MediaType) -> int | None:
    if kind is MediaType.XLSX:
        return sum(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in parts) or None
    found = PAGES.search(parts.get("docProps/app.xml", b""))
    return int(found.group(1)) or None if found else None


def _text(parts: dict[str, bytes], kind: MediaType) -> str:
    readable = WORD_TEXT if kind is MediaType.DOCX else SHEET_TEXT
    texts = [texts_of(part) for name, part in sorted(parts.items()) if readable.fullmatch(name)]
    return "\n".join(text for text in texts if text)[:MOST_TEXT]


def _pack(parts: dict[str, bytes]) -> bytes:
    """Pack the parts, the list of types first, as Office does."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            archive.writestr(zipfile.ZipInfo(name, MOMENT), parts[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()

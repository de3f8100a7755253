"""The forms of a document with several things, and how one leaves."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from app.current import current_platform
from app.downloads import send_marked
from app.exports import bibtex, csl, jsonld, markdown, pdf, ris
from app.exports.epub import write as epub
from app.exports.formats import FORMATS
from app.exports.volume import Volume
from app.exports.word import volume as word
from case_studies.event_log import LogEvent, log_event
from case_studies.models import Export
from case_studies.vocabulary import MediaType


@dataclass(frozen=True, slots=True)
class VolumeFormat:
    """A form: what its link is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Volume], bytes]
    is_document: bool = False  # with pages, which takes longer


CITING: dict[str, Callable[[Volume], bytes]] = {
    "bib": lambda volume: "\n".join(map(bibtex.write, volume.things)).encode(),
    "ris": lambda volume: "\r\n".join(map(ris.write, volume.things)).encode(),
    "csl.json": lambda volume: csl.write_all(volume.things).encode(),
    "jsonld": lambda volume: jsonld.write_volume(volume).encode(),
}
"""How the things in it are cited."""
VOLUME_FORMATS: dict[str, VolumeFormat] = {
    "pdf": VolumeFormat("PDF", MediaType.PDF, pdf.write_volume, is_document=True),
    "docx": VolumeFormat("Word", MediaType.DOCX, word.write_volume, is_document=True),
    "epub": VolumeFormat("EPUB", epub.MEDIA_TYPE, epub.write_volume, is_document=True),
    "md": VolumeFormat("Markdown", "text/markdown", markdown.write_volume),
}

VOLUME_SUFFIX = ".<any({}):suffix>".format(", ".join(VOLUME_FORMATS))
"""The end of an address: one of the suffixes."""
COLLECTION_FORMATS: dict[str, VolumeFormat] = {
    **VOLUME_FORMATS,
    **{it: VolumeFormat(FORMATS[it].name, FORMATS[it].media_type, write) for it, write in CITING.items()},
}
COLLECTION_SUFFIX = ".<any({}):suffix>".format(", ".join(f'"{suffix}"' for suffix in COLLECTION_FORMATS))
DOCUMENTS = frozenset(suffix for suffix, form in VOLUME_FORMATS.items() if form.is_document)
"""The suffixes of what has pages, which takes longer."""
DOCUMENT_TYPES = frozenset(VOLUME_FORMATS[suffix].media_type for suffix in DOCUMENTS)


def send_stored(export: Export) -> Response:
    """Return the file of a long export. Raises FileMissing."""
    content = current_platform().exports.get(str(export.file))
    log_event(LogEvent.EXPORT)
    return _send(content, export.form, stem=f"casebook-{export.source}", mark=str(export.mark))


def send_volume(volume: Volume, suffix: str) -> Response:
    """Return several things as one file with the narrowest of their marks in its name."""
    log_event(LogEvent.EXPORT)
    content = COLLECTION_FORMATS[suffix].write(volume)
    return _send(content, suffix, stem=volume.cover.reference, mark=volume.cover.mark)


def _send(content: bytes, suffix: str, *, stem: str, mark: str) -> Response:
    form = COLLECTION_FORMATS[suffix]
    media_type = form.media_type if form.is_document else f"{form.media_type}; charset=utf-8"
    return send_marked(content, media_type, stem=stem, ending=f".{suffix}", mark=mark)

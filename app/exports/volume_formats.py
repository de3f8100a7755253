"""The forms of a document with several things, and how one leaves."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response

from app.downloads import send_marked
from app.exports import markdown, pdf
from app.exports.epub import write as epub
from app.exports.volume import Volume
from app.exports.word import volume as word
from case_studies.event_log import LogEvent, log_event
from case_studies.vocabulary import MediaType


@dataclass(frozen=True, slots=True)
class VolumeFormat:
    """A form: what its link is called, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Volume], bytes]


VOLUME_FORMATS: dict[str, VolumeFormat] = {
    "pdf": VolumeFormat("PDF", MediaType.PDF, pdf.write_volume),
    "docx": VolumeFormat("Word", MediaType.DOCX, word.write_volume),
    "epub": VolumeFormat("EPUB", epub.MEDIA_TYPE, epub.write_volume),
    "md": VolumeFormat("Markdown", "text/markdown", markdown.write_volume),
}

VOLUME_SUFFIX = ".<any({}):suffix>".format(", ".join(VOLUME_FORMATS))
"""The end of an address: one of the suffixes."""
DOCUMENTS = frozenset(VOLUME_FORMATS) - {"md"}
"""The suffixes of what has pages, which takes longer."""
DOCUMENT_TYPES = frozenset(VOLUME_FORMATS[suffix].media_type for suffix in DOCUMENTS)


def send_volume(volume: Volume, suffix: str) -> Response:
    """Return several things as one file with the narrowest of their marks in its name."""
    log_event(LogEvent.EXPORT)
    form = VOLUME_FORMATS[suffix]
    return send_marked(
        form.write(volume),
        form.media_type,
        stem=volume.cover.reference,
        ending=f".{suffix}",
        mark=volume.cover.mark,
    )

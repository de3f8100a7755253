"""The facts that describe a file."""

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.labels import LANGUAGES
from case_studies.models import Attachment
from case_studies.vocabulary import MediaType

KILOBYTE = 1024

MEDIA_TYPES: dict[MediaType, LazyString] = {
    MediaType.PDF: _l("PDF document"),
    MediaType.DOCX: _l("Word document"),
    MediaType.XLSX: _l("Excel workbook"),
    MediaType.PNG: _l("PNG picture"),
    MediaType.JPEG: _l("JPEG picture"),
    MediaType.WEBP: _l("WebP picture"),
}


def file_facts(attachment: Attachment) -> list[str]:
    """Return the kind of a file, how much it has, its size and its language."""
    file = attachment.file
    facts = [str(MEDIA_TYPES[file.media_type]), _extent(attachment), file_size(file.size)]
    if file.language is not None:
        facts.append(str(LANGUAGES[file.language]))
    return [fact for fact in facts if fact]


def _extent(attachment: Attachment) -> str:
    file = attachment.file
    if file.width is not None and file.height is not None:
        return str(_("%(width)s × %(height)s pixels", width=file.width, height=file.height))
    if file.pages is None:
        return ""
    if file.media_type == MediaType.XLSX:
        return str(ngettext("%(num)s sheet", "%(num)s sheets", file.pages))
    return str(ngettext("%(num)s page", "%(num)s pages", file.pages))


def file_size(size: int) -> str:
    """Return a size as 120 KB or 1.4 MB."""
    if size < KILOBYTE * KILOBYTE:
        return str(_("%(size)s KB", size=format_decimal(max(1, round(size / KILOBYTE)))))
    return str(_("%(size)s MB", size=format_decimal(round(size / KILOBYTE / KILOBYTE, 1))))

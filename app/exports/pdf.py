"""PDF for reading aloud, printing and archives (PDF/UA-1 and PDF/A-2a), set by Typst from data."""

import io
import json
import re
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst
from flask_babel import gettext as _
from PIL import Image

from app.downloads import read_stored
from app.exports.citation import Citation, Picture, one_line
from app.exports.document import Document, DocumentPart, as_document
from app.exports.volume import Volume

TEMPLATE = Path(__file__).with_name("document.typ")
FONTS = Path(__file__).with_name("fonts")
FONT_PACKAGES = ("fontpkg_source_serif_4", "fontpkg_amiri", "pylopdf_fonts_zh_cn")
STANDARDS: tuple[Literal["ua-1", "a-2a"], ...] = ("ua-1", "a-2a")
REFUSED = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff\U000f0000-\U0010ffff]")  # by the standards
REPLACEMENT = "\ufffd"
_one_at_a_time = Lock()  # so that many requests take no more memory than one


def write(citation: Citation) -> bytes:
    """Return a PDF of one thing."""
    return _set(_data(as_document(citation)))


def write_volume(volume: Volume) -> bytes:
    """Return a PDF of several things, with a list of contents and an index."""
    cover = _data(as_document(volume.cover))
    things = [_data(one) for one in volume.documents]
    return _set({**cover, "things": things, "index": [asdict(line) for line in volume.index]})


def _set(data: dict[str, Any]) -> bytes:
    """Set a document. Nothing but its own data and pictures is read, and nothing is kept on disk."""
    data = {"things": [], "index": [], "contents": _("Contents"), "index_name": _("Index"), **data}
    text = REFUSED.sub(REPLACEMENT, json.dumps(data, ensure_ascii=False))
    with _one_at_a_time:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"document": text},
            pdf_standards=[*STANDARDS],
        )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return the fonts that Casebook ships. Those of the system are left out, so that a PDF is the same everywhere."""
    folders = [FONTS, *(Path(str(files(name))) for name in FONT_PACKAGES)]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _data(document: Document) -> dict[str, Any]:
    return {**_head(document), "parts": [_part(part) for part in document.parts]}


def _head(document: Document) -> dict[str, Any]:
    cited = document.citation
    return {
        "language": cited.language,
        "direction": document.direction,
        "labels_in": document.labels_in,
        "headings_in": document.headings_in,
        "kind": document.kind,
        "title": document.title,
        "authors": cited.authors,
        "byline": document.authors,
        "keywords": cited.themes,
        "description": cited.remarks,
        "date": [cited.published.year, cited.published.month, cited.published.day],
        "line": document.line,
        "foot": document.foot,
        "page_mark": document.page_mark,
        "marking": cited.marking,
        "address": cited.address,
        "notes": cited.notes,
        "facts": document.facts,
    }


def _part(part: DocumentPart) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "before": part.before,
        "blocks": [asdict(block) for block in part.blocks],
        "pictures": [_picture(one) for one in part.pictures],
    }


def _picture(picture: Picture) -> dict[str, Any]:
    content = read_stored(picture.stored)
    with Image.open(io.BytesIO(content)) as image:
        return {"content": list(content), "shows": one_line(picture.shows or picture.name), "width": image.width}

"""A book: its pages, the list of its files, and the archive around them (EPUB 3.3)."""

import io
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from app.exports.document import as_document, direction_in
from app.exports.epub.nodes import add, to_bytes
from app.exports.epub.pages import Pictures, contents_page, cover_page, index_page, page_name, thing_page
from app.exports.volume import Volume

MEDIA_TYPE: Final = "application/epub+zip"
CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE = b"""body { line-height: 1.5; }
h1, h2 { color: #123a2c; }
.data, dt, figcaption { color: #575147; font-size: 0.9em; }
.note { border-inline-start: 2px solid #7d4a00; padding-inline-start: 0.6em; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #857d6f; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
th.end, td.end { text-align: end; }
th.center, td.center { text-align: center; }
img { max-width: 100%; }
"""
DC, OPF = "http://purl.org/dc/elements/1.1/", "http://www.idpf.org/2007/opf"
ACCESS = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityHazard", "none"),
    ("accessibilitySummary", "Headings, languages and descriptions of pictures are marked."),
)
UNIX = 3


def write_volume(volume: Volume) -> bytes:
    """Return several things as a book."""
    pictures: Pictures = {}
    pages = {"cover.xhtml": cover_page(volume), "nav.xhtml": contents_page(volume)}
    for number, thing in enumerate(volume.documents, start=1):
        pages[page_name(number)] = thing_page(thing, pictures)
    if volume.index:
        pages["index.xhtml"] = index_page(volume)
    files = {name: to_bytes(page) for name, page in pages.items()}
    files |= {"style.css": STYLE, **{name: picture.content for name, picture in pictures.items()}}
    return _pack({**files, "package.opf": to_bytes(_package(volume, list(pages), pictures))}, volume.cover.published)


def _package(volume: Volume, pages: list[str], pictures: Pictures) -> Element:
    cover = as_document(volume.cover)
    own = {"xml:lang": cover.labels_in, "dir": direction_in(cover.labels_in)}
    root = Element("package", {"xmlns": OPF, "version": "3.0", "unique-identifier": "id", **own})
    _describe(root, volume)
    manifest = add(root, "manifest")
    add(manifest, "item", id="style", href="style.css", media_type="text/css")
    for name in pages:
        contents = {"properties": "nav"} if name == "nav.xhtml" else {}
        add(manifest, "item", id=_id(name), href=name, media_type="application/xhtml+xml", **contents)
    for name, picture in pictures.items():
        add(manifest, "item", id=_id(name), href=name, media_type=picture.media_type)
    spine = add(root, "spine", page_progression_direction=direction_in(cover.labels_in))
    for name in pages:
        add(spine, "itemref", idref=_id(name))
    return root


def _describe(root: Element, volume: Volume) -> None:
    cover = volume.cover
    about = add(root, "metadata", **{"xmlns:dc": DC})
    add(about, "dc:identifier", f"{cover.address}#{cover.published.isoformat()}", id="id")
    add(about, "dc:title", as_document(cover).title)
    for language in dict.fromkeys((cover.language, *(one.language for one in volume.things))):
        add(about, "dc:language", language)
    for author in cover.authors:
        add(about, "dc:creator", author)
    add(about, "dc:rights", cover.remarks)
    add(about, "meta", f"{cover.published.isoformat()}T00:00:00Z", property="dcterms:modified")
    for name, value in ACCESS:
        add(about, "meta", value, property=f"schema:{name}")


def _id(name: str) -> str:
    return name.replace(".", "-")


def _pack(files: dict[str, bytes], day: date) -> bytes:
    """Return the archive. Its first file says what it is, and is not compressed."""
    packed = io.BytesIO()
    inside = {"META-INF/container.xml": CONTAINER, **{f"EPUB/{name}": content for name, content in files.items()}}
    with ZipFile(packed, "w") as archive:
        for name, content in {"mimetype": MEDIA_TYPE.encode(), **inside}.items():
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = UNIX
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()

"""Writes Atom feeds (RFC 4287). An XML library escapes the text; characters that XML does not allow are removed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

MIMETYPE = "application/atom+xml"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
LIFE_SCHEME = "tag:casebook,2026:life"  # what became of a published practice
KIND_SCHEME = "tag:casebook,2026:kind"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the last change of a feed without entries
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)
register_namespace("at", TOMBSTONES)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing, mostly a case. Its `id` never changes; `updated` is when the revision shown was published."""

    id: str
    url: str
    title: str
    summary: str
    language: str
    author: str
    published: datetime
    updated: datetime
    mark: tuple[str, str]
    """The audience by the Traffic Light Protocol: the mark and its label."""
    life: tuple[str, str] | None = None
    """What became of it: the value and its label."""
    kind: tuple[str, str] | None = None
    """What it is, unless it is a case: the value and its label."""


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """A case that the reader may no longer read, for readers of feeds that kept its entry (RFC 6721)."""

    id: str
    deleted: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of entries, with its own URL and that of the page with the same list."""

    id: str
    url: str
    page: str
    title: str
    rights: str
    language: str
    entries: Sequence[Entry]
    deleted: Sequence[DeletedEntry] = ()

    @property
    def updated(self) -> datetime:
        """The time at which the newest entry was published, or the last one was deleted."""
        times = [*(entry.updated for entry in self.entries), *(entry.deleted for entry in self.deleted)]
        return max(times, default=NEVER)


def feed_xml(feed: Feed) -> bytes:
    """Return a feed as an XML document."""
    root = Element(_name("feed"), {LANGUAGE: feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(root, "rights", feed.rights)
    _add(root, "link", rel="self", type=MIMETYPE, href=feed.url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for gone in feed.deleted:
        SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", {"ref": gone.id, "when": _moment(gone.deleted)})
    _add_entries(root, feed.entries)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_entries(root: Element, entries: Iterable[Entry]) -> None:
    for entry in entries:
        node = _add(root, "entry")
        _add(node, "id", entry.id)
        _add(node, "title", entry.title).set(LANGUAGE, entry.language)
        _add(node, "updated", _moment(entry.updated))
        _add(node, "published", _moment(entry.published))
        _add(_add(node, "author"), "name", entry.author)
        _add(node, "link", rel="alternate", type="text/html", hreflang=entry.language, href=entry.url)
        mark, label = entry.mark
        _add(node, "category", scheme="https://www.first.org/tlp/", term=mark, label=label)
        if entry.life is not None:
            life, label = entry.life
            _add(node, "category", scheme=LIFE_SCHEME, term=life, label=label)
        if entry.kind is not None:
            kind, label = entry.kind
            _add(node, "category", scheme=KIND_SCHEME, term=kind, label=label)
        _add(node, "summary", entry.summary).set(LANGUAGE, entry.language)


def _add(above: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Add a child element. Characters that XML does not allow are removed."""
    node = SubElement(above, _name(name), {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    node.text = NOT_XML.sub("", text) or None
    return node


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""A case or a practice as a document: what its head says, its parts in blocks. PDF and Word are written from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from app.exports.citation import PUBLISHER, Citation, Part, Picture, Source, one_line
from case_studies.case_template import RIGHT_TO_LEFT
from case_studies.markdown.blocks import Block, BlockKind, Item, Run, to_blocks
from case_studies.markdown.directions import Direction, direction_of
from case_studies.markdown.links import find_links
from case_studies.vocabulary import Kind

LONGEST_MARKING = 120  # letters in the head of each page; a longer one is on the first page only


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part under its heading. `before` is who reads it, in the language of the page."""

    heading: str
    before: str
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the language of its text. Its labels and its head are in the language of the page, `labels_in`."""

    citation: Citation
    direction: Direction
    labels_in: str
    headings_in: str
    kind: str
    title: str
    authors: str
    day: str
    page_mark: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[DocumentPart, ...]

    @property
    def line(self) -> str:
        """What identifies it: its number and its date."""
        return " · ".join(filter(None, (self.citation.number, self.day)))

    @property
    def foot(self) -> str:
        """Who submitted it, and whose responsibility it is."""
        return ". ".join(filter(None, (self.authors, self.citation.responsibility)))


def as_document(citation: Citation) -> Document:
    """Return what a reader may read of a case or a practice as a document."""
    direction = direction_in(citation.language)
    labels_in = str(get_locale() or "en")
    return Document(
        citation=citation,
        direction=direction,
        labels_in=labels_in,
        headings_in=citation.language if citation.kind is Kind.CASE else labels_in,
        kind=f"{PUBLISHER} · {citation.genre}",
        title=one_line(citation.title),
        authors=citation.joined_authors(),
        day=str(format_date(citation.published, "d MMMM y")),
        page_mark=citation.marking if len(citation.marking) <= LONGEST_MARKING else citation.mark,
        facts=tuple((one_line(label), one_line("; ".join(values))) for label, values in citation.facts if values),
        parts=tuple(_parts(citation, direction)),
    )


def direction_in(language: str) -> Direction:
    """Return the writing direction of a language."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _parts(citation: Citation, direction: Direction) -> Iterator[DocumentPart]:
    for part in citation.parts:
        yield DocumentPart(one_line(part.heading), one_line(part.before), _blocks(part, direction), part.pictures)
    if citation.sources:
        lines = [_source(one) for one in citation.sources]
        yield DocumentPart(_("Evidence"), "", (_list(lines, direction),))


def _blocks(part: Part, direction: Direction) -> tuple[Block, ...]:
    rows = [tuple(_linked(row)) for row in part.rows]
    return (*to_blocks(part.text, direction), *([_list(rows, direction)] if rows else []))


def _list(lines: list[tuple[Run, ...]], direction: Direction) -> Block:
    items = []
    for runs in lines:
        own = direction_of("".join(run.text for run in runs), direction)
        items.append(Item(0, (Block(BlockKind.PARAGRAPH, own, runs=runs),)))
    return Block(BlockKind.LIST, direction, items=tuple(items))


def _linked(line: str) -> Iterator[Run]:
    text = one_line(line)
    for part in find_links(text) or [text]:
        yield Run(part) if isinstance(part, str) else Run(part.text, link=part.url)


def _source(source: Source) -> tuple[Run, ...]:
    return (
        Run(f"{one_line(source.author)}, "),
        Run(one_line(source.title), emphasis=True),
        Run(f", {source.number}, "),
        Run(source.address, link=source.address),
    )

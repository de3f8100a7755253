"""What a document begins with: its title, its authors, where it is, what readers are warned of, its facts."""

from collections.abc import Iterator

from app.exports.document import Document
from app.exports.word.languages import Wording, wording_in
from app.exports.word.nodes import Node, paragraph
from app.exports.word.runs import RunWriter, plain
from app.exports.word.tables import WIDTH, after_table, row, table
from case_studies.markdown.blocks import LINE_BREAK, Run

LABELS = 3 * WIDTH // 10


def head(document: Document, runs: RunWriter) -> Iterator[Node]:
    """Yield the head of a document, in the language of the page; its title is in its own."""
    yield _plain("DocumentKind", document.kind, wording_in(document.labels_in))
    yield _plain("Title", document.title, wording_in(document.citation.language))
    yield from below_title(document, runs)


def below_title(document: Document, runs: RunWriter) -> Iterator[Node]:
    """Yield what follows the title: who, which revision and when, where, the notes, the facts."""
    words, cited = wording_in(document.labels_in), document.citation
    if document.authors:
        yield _plain("Subtitle", document.authors, words)
    data = (
        Run(cited.marking, strong=True),
        Run(f" · {document.line}"),
        Run(LINE_BREAK),
        Run(cited.address, link=cited.address),
    )
    yield paragraph("DocumentData", runs.line(data, words), words.direction)
    for note in cited.notes:
        yield _plain("Note", note, words)
    if document.facts:
        yield _facts(document.facts, words)
        yield after_table()


def _facts(facts: tuple[tuple[str, str], ...], words: Wording) -> Node:
    widths = (LABELS, WIDTH - LABELS)
    rows = [
        row([_plain("TableLabel", name, words), _plain("TableText", value, words)], widths) for name, value in facts
    ]
    return table(rows, widths, "Facts", words.direction, has_head=False)


def _plain(style: str, text: str, words: Wording) -> Node:
    return paragraph(style, plain(text, words), words.direction)

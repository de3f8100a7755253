"""Lines as runs, with their style, direction and language, and links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.story import StoryPart

from app.exports.word.languages import Wording, language_marks
from app.exports.word.nodes import Node, node, text_of
from app.exports.word.scripts import spans
from case_studies.markdown.blocks import Run
from case_studies.markdown.directions import Direction
from case_studies.vocabulary import Language

_SIGNS = {"\n": "br", "\t": "tab"}
_AT_SIGNS = re.compile(r"([\n\t])")


@dataclass(frozen=True, slots=True)
class RunWriter:
    """Writes the runs of one part of the file, which keeps the addresses of its links."""

    part: StoryPart

    def line(self, runs: Iterable[Run], wording: Wording) -> Iterator[Node]:
        """Yield the runs of a line."""
        for run in runs:
            yield from self._linked(run, wording) if run.link else _pieces(run, wording)

    def _linked(self, run: Run, wording: Wording) -> Iterator[Node]:
        link = node("hyperlink", *_pieces(run, wording))
        link.set(qn("r:id"), self.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        yield link


def leading_to(anchor: str, text: str, wording: Wording) -> Node:
    """Return a link to a bookmark of the same file."""
    return node("hyperlink", *_pieces(Run(text, link="#"), wording), anchor=anchor)


def plain(text: str, wording: Wording) -> Iterator[Node]:
    """Yield the runs of a text without a style."""
    return _pieces(Run(text), wording)


def page_field(name: str, wording: Wording) -> Node:
    """Return a field that the program which shows the file fills in."""
    return node("fldSimple", *plain("1", wording), instr=name)


def _pieces(run: Run, wording: Wording) -> Iterator[Node]:
    whole = run.code or run.text in run.link
    pieces: Iterable[tuple[str, Direction]] = [(run.text, "ltr")] if whole else spans(run.text, wording.direction)
    for text, direction in pieces:
        language = wording.language_of(direction)
        yield node("r", node("rPr", *_style(run, language), *language_marks(language, direction)), *_texts(text))


def _style(run: Run, language: str) -> Iterator[Node]:
    """Yield the properties of a run before its language, in the order that the format prescribes."""
    style = "HTMLCode" if run.code else "Hyperlink" if run.link else ""
    if style:
        yield node("rStyle", val=style)
    if language == Language.CHINESE:
        yield node("rFonts", hint="eastAsia")  # so that quotation marks are those of Chinese
    if run.strong:
        yield from (node("b"), node("bCs"))
    if run.emphasis:
        yield from (node("i"), node("iCs"))


def _texts(text: str) -> Iterator[Node]:
    for piece in _AT_SIGNS.split(text):
        if piece:
            yield node(_SIGNS[piece]) if piece in _SIGNS else text_of(piece)

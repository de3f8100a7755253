"""Reads the XML of Office files as a stream, and refuses what is active, hidden or names people.

A document type, and with it every entity, is refused. Names are compared without their prefix, which a file chooses.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from case_studies.attachments.limits import MOST_TEXT
from case_studies.attachments.problems import FileProblem, FileRefused

TEXT = "t"  # w:t of Word, t of Excel
BREAKS = {"p": "\n", "br": "\n", "si": "\n", "row": "\n", "tab": "\t", "tc": "\t", "c": "\t"}
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"})
COMMENTS = frozenset({"commentReference", "commentRangeStart"})
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']""")
FIELDS = re.compile(r"DDEAUTO|\bDDE\s|INCLUDETEXT|INCLUDEPICTURE|LINK\s+\S+\.\S+", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')
FORMULAS = re.compile(r"\||\bWEBSERVICE\s*\(", re.IGNORECASE)

Attributes = dict[str, str]


class _Inspector:
    """Looks at the elements of a part; the text of fields and formulas is joined before it is checked."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.formulas: list[str] = []
        self.inside = ""

    def start(self, name: str, attributes: Attributes) -> None:
        local = _local(name)
        values = {_local(key): value for key, value in attributes.items()}
        self.inside = local
        if (local in CHANGES and "author" in values) or local in COMMENTS:
            raise FileRefused(FileProblem.CHANGES)
        if local == "sheet" and values.get("state", "visible") != "visible":
            raise FileRefused(FileProblem.HIDDEN_SHEETS)
        if local == "Relationship":
            _check_relationship(values)
        if "macroenabled" in values.get("ContentType", "").lower():
            raise FileRefused(FileProblem.MACROS)
        self.fields.append(values.get("instr", ""))
        self.formulas.append("\n")

    def end(self, _name: str) -> None:
        self.inside = ""

    def characters(self, text: str) -> None:
        if self.inside == "instrText":
            self.fields.append(text)
        elif self.inside == "f":
            self.formulas.append(text)

    def check(self) -> None:
        formulas = QUOTED.sub("", "".join(self.formulas))
        if FIELDS.search("".join(self.fields)) or FORMULAS.search(formulas):
            raise FileRefused(FileProblem.FROM_ELSEWHERE)


def _check_relationship(values: Attributes) -> None:
    """Refuse what a file loads from outside when it is opened. A link that somebody follows is none of it."""
    is_outside = values.get("TargetMode", "").lower() == "external"
    if is_outside and not values.get("Type", "").endswith("/hyperlink"):
        raise FileRefused(FileProblem.FROM_ELSEWHERE)


def check_xml(part: bytes) -> None:
    """Refuse XML that is not well formed, has a document type, or has what a file may not have."""
    declared = ENCODING.match(part)
    if b"\0" in part or (declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii")):
        raise FileRefused(FileProblem.DAMAGED)
    inspector = _Inspector()
    _parse(part, inspector.start, inspector.end, inspector.characters)
    inspector.check()


def texts_of(part: bytes) -> str:
    """Return the text of a document or a sheet."""
    collected: list[str] = []
    size, is_text = 0, False

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal is_text
        is_text = _local(name) == TEXT

    def end(name: str) -> None:
        nonlocal is_text
        is_text = False
        collected.append(BREAKS.get(_local(name), ""))

    def characters(text: str) -> None:
        nonlocal size
        if is_text and size < MOST_TEXT:
            collected.append(text)
            size += len(text)

    _parse(part, start, end, characters)
    lines = (line.strip() for line in "".join(collected).splitlines())
    return "\n".join(line for line in lines if line)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parse(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise FileRefused(FileProblem.DAMAGED) from error


def _refuse(*_declaration: Any) -> None:
    raise FileRefused(FileProblem.DAMAGED)

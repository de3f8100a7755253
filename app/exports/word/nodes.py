"""Elements of WordprocessingML."""

import re
from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Node

from case_studies.markdown.directions import Direction

__all__ = ["Node", "node", "paragraph", "text_of"]

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def node(tag: str, *children: Node, **attributes: str | int) -> Node:
    """Return an element. Its attributes are of its own namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def text_of(text: str) -> Node:
    """Return a text of a run, with a replacement for what XML can't hold."""
    made = node("t")
    made.text = NOT_XML.sub(REPLACEMENT, text)
    made.set(SPACE, "preserve")
    return made


def paragraph(
    style: str, runs: Iterable[Node], direction: Direction, *, before: Iterable[Node] = (), after: Iterable[Node] = ()
) -> Node:
    """Return a paragraph in a style. `before` and `after` are its other properties around its direction, in order."""
    is_rtl = [node("bidi")] if direction == "rtl" else []
    return node("p", node("pPr", node("pStyle", val=style), *before, *is_rtl, *after), *runs)

"""Lists as Word counts them: each that begins to count has a numbering of its own."""

from dataclasses import dataclass, field

from app.exports.word.nodes import Node, node

DEEPEST = 8  # level of a list that Word has, from 0
BULLETS = 1  # the numberings of template/word/numbering.xml
_OF_MARKS = {".": 1, ")": 2}
_FIRST_FREE = 3


@dataclass(slots=True)
class Numberings:
    """The numberings of a file: its part gets one for each list that starts to count."""

    root: Node
    free: int = field(default=_FIRST_FREE)

    def start(self, mark: str, level: int, number: int) -> int:
        """Return a numbering whose next item on a level has a number."""
        override = node("lvlOverride", node("startOverride", val=number), ilvl=level)
        self.root.append(node("num", node("abstractNumId", val=_OF_MARKS.get(mark, 1)), override, numId=self.free))
        self.free += 1
        return self.free - 1


def numbered(numbering: int, level: int) -> Node:
    """Return the property of a paragraph that makes it an item."""
    return node("numPr", node("ilvl", val=level), node("numId", val=numbering))

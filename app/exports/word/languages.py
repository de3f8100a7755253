"""The language and the direction of a text, as Word marks them."""

from dataclasses import dataclass

from app.exports.document import direction_in
from app.exports.word.nodes import Node, node
from case_studies.markdown.directions import Direction
from case_studies.vocabulary import Language

CODES: dict[str, str] = {
    Language.ENGLISH: "en-GB",
    Language.FRENCH: "fr-FR",
    Language.SPANISH: "es-ES",
    Language.ARABIC: "ar-SA",
    Language.CHINESE: "zh-CN",
    Language.RUSSIAN: "ru-RU",
}
FOREIGN: dict[Direction, Language] = {"rtl": Language.ARABIC, "ltr": Language.ENGLISH}
"""The language of a text whose direction is not that of its case."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The language that a document is in, and the direction of one of its blocks."""

    own: str
    direction: Direction

    def language_of(self, direction: Direction) -> str:
        """Return the language of what has a direction."""
        return self.own if direction == direction_in(self.own) else FOREIGN[direction]


def wording_in(language: str) -> Wording:
    """Return the wording of a language in its own direction."""
    return Wording(language, direction_in(language))


def language_marks(language: str, direction: Direction) -> list[Node]:
    """Return the properties of a run that say its direction and its language."""
    code = CODES.get(language, language)
    latin = CODES[Language.ENGLISH]
    if direction == "rtl":
        return [node("rtl"), node("lang", val=latin, bidi=code)]
    if language == Language.CHINESE:
        return [node("lang", val=latin, eastAsia=code)]
    return [node("lang", val=code)]

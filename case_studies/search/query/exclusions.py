"""What a query leaves out in words, in six languages: "outside Mali", "sauf les mines", "除护送以外".

An exclusion begins with one of these words and goes on to the next comma or to the end of the query. In Chinese it can
also be between two signs. Only a short query has exclusions: in a long text, "without" says how something was done.
"""

import re
from dataclasses import dataclass

from case_studies.scripts import HAN
from case_studies.search.text.analysis import tokens
from case_studies.search.text.thesaurus import Thesaurus, lookup_word

MOST_WORDS_AROUND = 12
"""Of a query with more words, none is read as an exclusion."""
MOST_HAN = 24
BEFORE: dict[str, tuple[str, ...]] = {
    "en": (
        "outside of", "outside", "except for", "except", "excepting", "excluding", "other than", "apart from",
        "but not", "and not", "not about", "not in", "without",
    ),
    "fr": ("à l'exception de", "en dehors de", "hors de", "hors", "hormis", "excepté", "sauf", "mais pas", "sans"),
    "es": ("a excepción de", "fuera de", "excepto", "salvo", "pero no", "ni", "menos en", "sin"),
    "ru": ("за исключением", "кроме", "но не", "только не", "и не", "без", "вне", "помимо"),
    "ar": ("باستثناء", "ما عدا", "عدا", "من دون", "بدون", "وليس", "لكن ليس", "خارج"),
}  # fmt: skip
"""The words before what is left out. Where several fit, the longest is read."""
_WORDS = sorted((word for words in BEFORE.values() for word in words), key=len, reverse=True)
_MARKER = "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in _WORDS)
_STOP = r"[,;:.!?،؛؟，。；！？()\"«»“”]"
_HAN_STOP = r"，。；！？\s"
_EXCLUSION = re.compile(
    rf"""(?P<before>(?<![\w-])(?:{_MARKER})(?!\w)\s+) (?P<words>[^,;:.!?،؛؟()"«»“”]+?)
        (?=\s*(?:{_STOP}|(?<!\w)(?:{_MARKER})(?!\w)|$))
    | (?P<around>除了?)(?P<between>[^{_HAN_STOP}]+?)(?:以外|之外|外)的?
    | (?P<han>不包括|不含|但不要|但不在|但不是|而不是)(?P<rest>[{HAN}\w]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_SYNTAX = re.compile(r"[\"“”„«»()*]|(?:^|\s)-\S|\w:\S|\b(?:OR|AND|NOT)\b")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What is left out: its words with their place in the query, and the place of the whole expression."""

    words: str
    words_start: int
    start: int
    end: int


def find_exclusions(text: str, thesaurus: Thesaurus) -> list[Exclusion]:
    """Return what a query leaves out in words. A query with signs of the syntax says with them what it leaves out.

    A name of the thesaurus stays whole: "طائرات بدون طيار", an aircraft without a pilot, leaves out no pilot.
    """
    if _SYNTAX.search(text) or len(text.split()) > MOST_WORDS_AROUND or len(re.findall(f"[{HAN}]", text)) > MOST_HAN:
        return []
    found = [_exclusion(match) for match in _EXCLUSION.finditer(text)]
    return [one for one in found if not _is_in_a_name(text, one, thesaurus)]


def _exclusion(match: re.Match[str]) -> Exclusion:
    name = next(name for name in ("words", "between", "rest") if match[name])
    return Exclusion(match[name], match.start(name), match.start(), match.end())


def _is_in_a_name(text: str, exclusion: Exclusion, thesaurus: Thesaurus) -> bool:
    plain = [token for token in tokens(text) if token.width == 1]
    words = [lookup_word(token.word) for token in plain]
    before = (number for number, token in enumerate(plain) if token.start < exclusion.start)
    mentions = (mention for number in before for mention in thesaurus.at(words, number))
    return any(plain[mention.at + mention.width - 1].end > exclusion.start for mention in mentions)


def with_excluded(text: str, thesaurus: Thesaurus) -> str:
    """Return a query that asks for what it left out, too: without the words that leave it out."""
    kept, at = [], 0
    for exclusion in find_exclusions(text, thesaurus):
        kept += [text[at : exclusion.start], f" {exclusion.words} "]
        at = exclusion.end
    return " ".join("".join([*kept, text[at:]]).split())

"""How a search was read, in words: what was corrected, passed over, or searched too, and the way back from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from app.pages.search.url import SearchUrl
from case_studies.operations.search.search import SearchPage
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.scripts import HAN
from case_studies.search.contract import Expansion, Hint, Reading
from case_studies.search.text.thesaurus import Name

MOST_NAMES = 5
READINGS: dict[str, LazyString] = {
    "all_first": _l("Cases with all of these words come first, then those with most of them."),
    Reading.SOME_WORDS: _l("No case has all of these words. These cases have some of them."),
    Reading.UNBALANCED: _l("A quotation mark or parenthesis without its other half was passed over."),
    Reading.UNKNOWN_VALUE: _l("“%(typed)s” names nothing that Casebook knows. It was searched as plain words."),
    Reading.TOO_LONG: _l("The search is too long. Only its beginning was searched."),
}
_MARKS = '"“”„«»'
_QUOTED = re.compile(rf"([{_MARKS}][^{_MARKS}]*[{_MARKS}])")
_STRAY = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class QueryNotes:
    """What a reader should know of how a search was read."""

    missing: tuple[str, ...]
    """Words that no case has."""
    corrected: str
    corrected_url: str
    hints: tuple[str, ...]
    names: tuple[Name, ...]
    """Other names that were searched too."""
    more: int
    """Names that are not shown."""
    literal_url: str
    """The search for the words typed alone; empty where it would be the same."""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.missing or self.hints or self.names)


def query_notes(session: Session, address: SearchUrl, page: SearchPage) -> QueryNotes:
    """Return how the search of a page was read."""
    names = _mixed(page.widened)
    typed = page.corrected or address.first("q")
    literal = literally(typed, page.widened)
    return QueryNotes(
        missing=tuple(correction.typed for correction in page.corrections),
        corrected=page.corrected,
        corrected_url=_for_words(address, page.corrected),
        hints=tuple(_say(hint) for hint in dict.fromkeys(page.hints)),
        names=_with_languages(session, names[:MOST_NAMES]),
        more=max(len(names) - MOST_NAMES, 0),
        literal_url=_for_words(address, literal) if literal != typed else "",
    )


def literally(text: str, widened: Sequence[Expansion]) -> str:
    """Put what was widened in quotation marks, so that it is searched as it was typed; stray marks are left out."""
    pieces = sorted({piece.typed for piece in widened if piece.typed.strip()}, key=len, reverse=True)
    if not pieces:
        return text
    said = "|".join(r"\s+".join(map(re.escape, piece.split())) for piece in pieces)
    # not within a word, a field's value or an exclusion; Chinese words stand within others
    whole = re.compile(rf"(?<![^\W{HAN}])(?<![:-])(?:{said})(?![^\W{HAN}]|[:*])", re.IGNORECASE)
    parts = enumerate(_QUOTED.split(text))
    return "".join(part if at % 2 else whole.sub(r'"\g<0>"', _STRAY.sub("", part)) for at, part in parts)


def _mixed(widened: Sequence[Expansion]) -> list[str]:
    """Return all names, taking turns, so that the first few speak of everything that was typed."""
    turns = chain.from_iterable(zip_longest(*(piece.names for piece in widened)))
    return list(dict.fromkeys(name for name in turns if name is not None))


def _with_languages(session: Session, names: Sequence[str]) -> tuple[Name, ...]:
    if not names:
        return ()
    languages = load_thesaurus(session).languages
    return tuple(Name(languages.get(name, ""), name) for name in names)


def _say(hint: Hint) -> str:
    return str(READINGS[hint.reading]) % {"typed": hint.typed}


def _for_words(address: SearchUrl, text: str) -> str:
    return SearchUrl((("q", text), *address.without("q").values)).url()

"""Notes on how a search was read: corrected, ignored or additional words, and a link to search as typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.pages.search.url import SearchUrl
from case_studies.operations.search.places_named import places_named
from case_studies.operations.search.search import SearchPage
from case_studies.scripts import HAN
from case_studies.search.contract import Expansion, Hint, Reading
from case_studies.search.query.exclusions import with_excluded
from case_studies.search.text.thesaurus import Name

MOST_NAMES = 5
READINGS: dict[Reading, LazyString] = {
    Reading.ALL_FIRST: _l("Cases with all of these words come first, then those with most of them."),
    Reading.SOME_WORDS: _l("No case has all of these words. These cases have some of them."),
    Reading.UNBALANCED: _l("A quotation mark or parenthesis without its other half was ignored."),
    Reading.UNKNOWN_VALUE: _l("Casebook does not know “%(typed)s”. It was searched as plain words."),
    Reading.STAR: _l(
        "“%(typed)s” was searched without the star. A star works only at the end of a word, after at least two letters."
    ),
    Reading.LEFT_OUT: _l("Cases about this are left out: “%(typed)s”."),
    Reading.TOO_LONG: _l("The search is too long. Only its beginning was searched."),
}
_MARKS = '"“”„«»＂'
_QUOTED = re.compile(rf"([{_MARKS}][^{_MARKS}]*[{_MARKS}])")
_STRAY = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class QueryNotes:
    """What a reader should know about how a search was read."""

    missing: tuple[str, ...]
    """Words that no case contains."""
    corrected: str
    corrected_url: str
    is_offered: bool
    """Whether the corrected query is a sentence, which was searched as it was typed."""
    hints: tuple[str, ...]
    names: tuple[Name, ...]
    """Other names that were searched too: the first ones."""
    more_names: tuple[Name, ...]
    literal_url: str
    """The search for the words typed alone; empty if it would be the same."""
    with_excluded_url: str
    """The search that leaves nothing out; empty if words of the query leave nothing out."""


def query_notes(address: SearchUrl, page: SearchPage, states: Mapping[str, str]) -> QueryNotes:
    """Return the notes on the search of a page. `states` has the names of the host States by code."""
    other = _in_turns(page.widened)
    typed = page.corrected or address.first("q")
    literal = literally(typed, page.widened)
    languages = page.thesaurus.languages if other else {}
    leaves_out = any(hint.reading is Reading.LEFT_OUT for hint in page.hints)
    names = tuple(Name(languages.get(name, ""), name) for name in other)
    corrected = page.offered or page.corrected
    return QueryNotes(
        missing=tuple(correction.typed for correction in page.corrections),
        corrected=corrected,
        corrected_url=_with_words(address, corrected),
        is_offered=bool(page.offered),
        hints=(*(_hint_text(hint) for hint in dict.fromkeys(page.hints)), *_places(page, states)),
        names=names[:MOST_NAMES],
        more_names=names[MOST_NAMES:],
        literal_url=_with_words(address, literal) if literal != typed else "",
        with_excluded_url=_with_words(address, with_excluded(typed, page.thesaurus)) if leaves_out else "",
    )


def literally(text: str, widened: Sequence[Expansion]) -> str:
    """Put expanded words in quotation marks, so that they are searched as typed. Unpaired marks are removed."""
    pieces = sorted({piece.typed for piece in widened if piece.typed.strip()}, key=len, reverse=True)
    if not pieces:
        return text
    alternatives = "|".join(r"\s+".join(map(re.escape, piece.split())) for piece in pieces)
    # not within a word, the value of a field or an exclusion; Chinese words may be inside others
    whole = re.compile(rf"(?<![^\W{HAN}])(?<![:-])(?:{alternatives})(?![^\W{HAN}]|[:*])", re.IGNORECASE)
    parts = enumerate(_QUOTED.split(text))
    return "".join(part if at % 2 else whole.sub(r'"\g<0>"', _STRAY.sub("", part)) for at, part in parts)


def _in_turns(widened: Sequence[Expansion]) -> list[str]:
    """Return all names, one of each expansion in turn, so that the first few cover everything that was typed."""
    turns = chain.from_iterable(zip_longest(*(piece.names for piece in widened)))
    return list(dict.fromkeys(name for name in turns if name is not None))


def _places(page: SearchPage, states: Mapping[str, str]) -> Iterator[str]:
    """Yield where the places are that were typed: cases of a State are found that never name them."""
    for typed, codes in places_named(page.thesaurus, page.widened).items():
        names = ", ".join(states[code] for code in codes if code in states)
        yield _("“%(typed)s”: cases from %(states)s are found, too.", typed=typed, states=names)


def _hint_text(hint: Hint) -> str:
    return str(READINGS[hint.reading]) % {"typed": hint.typed}


def _with_words(address: SearchUrl, text: str) -> str:
    return SearchUrl((("q", text), *address.without("q").values)).url()

"""Where a text names a State, in any of the six languages, and the same text without the name."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from case_studies.scripts import is_han
from case_studies.taxonomy.places import names_in_all_languages, organizations, places, read_rows
from case_studies.vocabulary import Language, PlaceKind

WITHHELD: dict[str, str] = {
    Language.ENGLISH: "[name withheld]",
    Language.FRENCH: "[nom non divulgué]",
    Language.SPANISH: "[nombre no divulgado]",
    Language.ARABIC: "[الاسم محجوب]",
    Language.CHINESE: "[名称不予公开]",
    Language.RUSSIAN: "[название не указано]",
}
"""What stands in the place of a name; the brackets are those of editors."""
RUSSIAN_ENDING = re.compile("[аеийоуыьюя]{1,2}$")
USUAL_ENDINGS = "[ae]?s|e"
ENDINGS_OF_PEOPLE = "ic|i|an|ian|ish|ese|er|ers|ans|ians|ien|ienne|és|eño|ano"
ARTICLE = re.compile(r"^The |\s*\(.*\)$|, .*$")


def names_a_state(text: str, code: str, *, also: str = "") -> bool:
    """Return whether a text names a State or its people, or has another name that its delegation has."""
    pattern = _pattern(code)
    if also and also.casefold() in text.casefold():
        return True
    return pattern is not None and pattern.search(text) is not None


def states_named(text: str) -> list[str]:
    """Return the names of States in a text as it has them, each once. Adjectives, which are languages too, are none."""
    return list(dict.fromkeys(match.group() for match in _state_names().finditer(text)))


@cache
def _state_names() -> re.Pattern[str]:
    """The pattern of the names of all States, the longest first. They are written with a capital letter."""
    names = {
        name
        for code, (kind, english) in places().items()
        if kind == PlaceKind.STATE
        for name in (english, ARTICLE.sub("", english), *names_in_all_languages(code))
        if name
    }
    forms = (re.escape(name) if any(map(is_han, name)) else rf"\b{re.escape(name)}\b" for name in names)
    return re.compile("|".join(sorted(forms, key=len, reverse=True)))


def without_names(text: str, codes: Iterable[str], language: str) -> str:
    """Return a text without the names of these States. A link whose address has the name loses the address."""
    for code in codes:
        pattern = _pattern(code)
        if pattern is not None:
            text = _linked(code).sub(r"\1", text)
            text = _address(code).sub(WITHHELD[language], text)
            text = pattern.sub(WITHHELD[language], text)
    return text


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    is_known = code in _demonyms()
    found = {_as_pattern(name, is_people_known=is_known) for name in _names(code)}
    forms = "|".join(sorted(found, key=len, reverse=True))
    return re.compile(forms, re.IGNORECASE) if forms else None


@cache
def _linked(code: str) -> re.Pattern[str]:
    """The pattern of a Markdown link whose address has a name of the State in Latin letters."""
    return re.compile(rf"\[([^\]]*)\]\([^)\s]*(?:{_in_addresses(code)})[^)]*\)", re.IGNORECASE)


@cache
def _address(code: str) -> re.Pattern[str]:
    return re.compile(rf"\S*[/.]\S*(?:{_in_addresses(code)})\S*", re.IGNORECASE)


def _in_addresses(code: str) -> str:
    names = (re.escape(re.sub(r"\s+", "-", name)) for name in _names(code) if name.isascii())
    return "|".join(names) or r"(?!)"


def _names(code: str) -> Iterator[str]:
    """Yield the names of a State and of its people, or of an organization."""
    english = places().get(code, ("", organizations().get(code, "")))[1]
    for name in (english, ARTICLE.sub("", english), *names_in_all_languages(code)):
        if name:
            yield name
    for row in _demonyms().get(code, ()):
        yield from filter(None, row.split(";"))


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    return {row["code"]: tuple(row[str(language)] for language in Language) for row in read_rows("demonyms")}


def _as_pattern(name: str, *, is_people_known: bool) -> str:
    """Return the pattern of a name with its usual endings. Chinese has no blanks between words.

    Where no list has the names of a people, they may be made of that of the State: Iceland, Icelandic, Icelanders.
    """
    if any(map(is_han, name)):
        return re.escape(name)
    if re.search("[а-яё]", name, re.IGNORECASE):
        stem = RUSSIAN_ENDING.sub("", name)
        return rf"(?<!\w){re.escape(stem)}[а-яё]{{0,3}}(?!\w)"
    if re.search("[\u0600-\u06ff]", name):
        return rf"(?<!\w)[وفبكل]{{0,2}}(?:ال|ل)?{re.escape(name)}(?:ة|ين|ون|ات)?(?!\w)"
    endings = USUAL_ENDINGS if is_people_known else f"{USUAL_ENDINGS}|{ENDINGS_OF_PEOPLE}"
    return rf"(?<!\w){re.escape(name)}(?:{endings})?(?!\w)"

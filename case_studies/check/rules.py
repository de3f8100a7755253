"""The rules of the check, read from the files in `rules/`: one file a kind, with examples that the tests walk through.

A rule finds what matches its pattern `find`. With `near`, the same sentence must match that as well, with `all_near`
each of several patterns; with `not_near`, the words close to the match must not, with
`not_in_sentence` the whole sentence. A rule with a `script`, and a pattern that begins with it as
a comment, `(?#han)`, are tried on texts that use this script only, which is faster.
`<name>` in a pattern stands for the words of that name in `vocabulary.yaml`, or for the pattern in `words.yaml`.
`proof` names a function of `proofs.py` that looks at a match more closely than a pattern can.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from case_studies.check.kinds import FindingKind
from case_studies.check.plain_text import fold
from case_studies.check.word_lists import pattern_of
from case_studies.scripts import HAN

FOLDER = Path(__file__).parent / "rules"
WORD = rf"[^\W{HAN}]"  # Chinese is written without spaces
SCRIPTS = {
    "latin": re.compile("[A-Za-z]"),
    "cyrillic": re.compile("[А-Яа-я]"),
    "arabic": re.compile("[\u0621-\u064a]"),
    "han": re.compile(f"[{HAN}]"),
}
NAMED = re.compile("(?<!P)<([a-z_]+)>")
OF_A_SCRIPT = re.compile(r"\(\?#(\w+)\)")


@dataclass(frozen=True, slots=True)
class Find:
    """A pattern of a rule, and the script that a text must use for it to match; empty if it may be any."""

    pattern: re.Pattern[str]
    script: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it finds, and texts that it has to find and to leave alone."""

    kind: FindingKind
    name: str
    find: tuple[Find, ...]
    near: tuple[re.Pattern[str], ...] = ()
    not_near: re.Pattern[str] | None = None
    not_in_sentence: re.Pattern[str] | None = None
    proof: str = ""
    script: str = ""
    finds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, in the order of the kinds."""
    return tuple(rule for kind in FindingKind for rule in _rules_of(kind))


@cache
def suggestions() -> Mapping[FindingKind, Mapping[str, str]]:
    """Return kind → language → the wording that is safer than a finding of this kind."""
    return {FindingKind(kind): wordings for kind, wordings in _read("suggestions").items()}


def scripts_in(text: str) -> frozenset[str]:
    """Return the names of the scripts that a text uses."""
    return frozenset(name for name, letter in SCRIPTS.items() if letter.search(text))


def _rules_of(kind: FindingKind) -> Iterator[Rule]:
    for name, row in _read(kind).items():
        near = [row["near"]] if "near" in row else []
        yield Rule(
            kind,
            name,
            tuple(_find(source, whole=row.get("whole", True)) for source in _sources(row["find"])),
            tuple(map(_any, (*near, *row.get("all_near", ())))),
            _any(row["not_near"]) if "not_near" in row else None,
            _any(row["not_in_sentence"]) if "not_in_sentence" in row else None,
            row.get("proof", ""),
            row.get("script", ""),
            tuple(row.get("finds", ())),
            tuple(row.get("leaves", ())),
        )


@cache
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def _sources(source: str | list[str]) -> list[str]:
    return [source] if isinstance(source, str) else source


def _find(source: str, *, whole: bool) -> Find:
    script = OF_A_SCRIPT.match(source)
    return Find(_pattern(source, whole=whole), script[1] if script else "")


def _any(source: str | list[str]) -> re.Pattern[str]:
    return _pattern("|".join(_sources(source)), whole=False)


@cache
def _pattern(source: str, *, whole: bool) -> re.Pattern[str]:
    """Return a pattern; `whole` means that it neither starts nor ends inside of a word."""
    spelt = _with_words(source)
    return re.compile(rf"(?<!{WORD})(?:{spelt})(?!{WORD})" if whole else spelt, re.MULTILINE)


def _with_words(source: str) -> str:
    """Return a pattern with the words that it names, in all languages."""
    return NAMED.sub(lambda match: f"(?:{_words(match.group(1))})", fold(source))


@cache
def _words(name: str) -> str:
    vocabulary = _read("vocabulary")
    if name in vocabulary:
        return pattern_of(vocabulary[name])
    return "|".join(_with_words(word) for word in _sources(_read("words")[name]))

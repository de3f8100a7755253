"""From named texts to findings: the one function of the check."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter

from case_studies.check.kinds import FindingKind
from case_studies.check.plain_text import plain_text
from case_studies.check.proofs import PROOFS
from case_studies.check.rules import Rule, rules, scripts_in, suggestions
from case_studies.scripts import HAN

ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
IN_ADDRESSES_TOO = frozenset({FindingKind.COORDINATES, FindingKind.GRID_REFERENCE})
SENTENCE_END = re.compile(r"[.!?؟…]+[\"”»’)]*\s+(?=[^\W\da-zа-яё])|[。！？]|\n")
ONE_MATTER = frozenset(  # two of such a kind that are close to each other are one finding
    {
        FindingKind.COORDINATES,
        FindingKind.JAMMER_BAND,
        FindingKind.MEDICAL_DATA,
        FindingKind.DEVICE_CONSTRUCTION,
        FindingKind.STRENGTH,
    }
)
CLOSE_TO_IT = re.compile(r"(?:[^.!?;。！？；\n]|\.(?! ?[A-ZÀ-ÞА-Я])){0,45}")
CLOSE, CLOSE_IN_CHINESE = 40, 14  # characters: what says that a match is harmless counts this near to it
HAN_LETTER = re.compile(f"[{HAN}]")
ORDER = {kind: place for place, kind in enumerate(FindingKind)}


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry that does not belong in a text: what it looks like, where it is, and what could be written instead.

    The id depends on the name of the text, the entry itself, and how often it came before; not on what is around it.
    `suggestion` is None if no other wording helps: what comes from a marked paper has to be left out.
    """

    id: str
    kind: FindingKind
    section: str
    start: int
    end: int
    text: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: FindingKind
    start: int
    end: int


def find(texts: Mapping[str, str], *, language: str, today: date) -> list[Finding]:
    """Return the findings of named texts, in their order. Of two that overlap, one is returned."""
    findings = []
    for section, text in texts.items():
        earlier: Counter[str] = Counter()
        for hit in _hits(text, today):
            entry = text[hit.start : hit.end]
            findings.append(
                Finding(
                    _id(section, entry, earlier[entry]),
                    hit.kind,
                    section,
                    hit.start,
                    hit.end,
                    entry,
                    suggestions().get(hit.kind, {}).get(language),
                )
            )
            earlier[entry] += 1
    return findings


def _id(section: str, entry: str, place: int) -> str:
    return sha256(f"{section}\0{entry}\0{place}".encode()).hexdigest()[:16]


@lru_cache(maxsize=1024)
def _hits(text: str, today: date) -> tuple[_Hit, ...]:
    """Return what the rules find in a text. The same text is looked at for many pages."""
    return tuple(_joined(_without_overlaps(sorted(_all_hits(text, today), key=_weight)), text))


def _weight(hit: _Hit) -> tuple[bool, int, int, int]:
    """Return the sorting key: markings first, then by place, the longest first."""
    return hit.kind is not FindingKind.MARKING, hit.start, -hit.end, ORDER[hit.kind]


def _without_overlaps(hits: list[_Hit]) -> list[_Hit]:
    """Return the hits that no earlier one of the list overlaps, in the order of the text. An earlier one of the same
    kind is made longer.
    """
    kept: list[_Hit] = []
    for hit in hits:
        overlapped = [other for other in kept if hit.start < other.end and other.start < hit.end]
        if not overlapped:
            kept.append(hit)
        elif len(overlapped) == 1 and overlapped[0].kind is hit.kind:
            kept.remove(overlapped[0])
            start, end = min(hit.start, overlapped[0].start), max(hit.end, overlapped[0].end)
            kept.append(_Hit(hit.kind, start, end))
    return sorted(kept, key=attrgetter("start"))


def _joined(hits: list[_Hit], text: str) -> Iterator[_Hit]:
    """Yield the hits. Those that say the same kind of thing of one matter, close to each other, are one."""
    last: _Hit | None = None
    for hit in hits:
        if last is not None and _belongs_to(last, hit, text):
            last = _Hit(last.kind, last.start, hit.end)
            continue
        if last is not None:
            yield last
        last = hit
    if last is not None:
        yield last


def _belongs_to(last: _Hit, hit: _Hit, text: str) -> bool:
    if hit.kind is not last.kind:
        return False
    between = text[last.end : hit.start]
    if hit.kind is FindingKind.STRENGTH and "," in plain_text(between).text:
        return False  # of two posts
    return not between.strip(" ") or (hit.kind in ONE_MATTER and CLOSE_TO_IT.fullmatch(between) is not None)


def _all_hits(typed: str, today: date) -> Iterator[_Hit]:
    for hit, proof, entry in _unproved_hits(typed):
        if not proof or PROOFS[proof](entry, today):
            yield hit


@lru_cache(maxsize=1024)
def _unproved_hits(typed: str) -> tuple[tuple[_Hit, str, str], ...]:
    """Return what the patterns find on any day, each with the name of the proof that it needs and the words for it."""
    return tuple(_search(typed))


def _search(typed: str) -> Iterator[tuple[_Hit, str, str]]:
    plain = plain_text(typed)
    without_addresses = ADDRESS.sub(lambda match: " " * len(match.group()), plain.text)
    scripts = scripts_in(plain.text)
    for rule in rules():
        if rule.script and rule.script not in scripts:
            continue
        source = plain.text if rule.kind in IN_ADDRESSES_TOO else without_addresses
        for start, end in _matches(rule, source, scripts):
            if start < end and _fits(rule, source, start, end):
                yield _Hit(rule.kind, *plain.span(start, end)), rule.proof, source[start:end]


def _matches(rule: Rule, text: str, scripts: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the places that match a pattern of the rule, or its group `hit`."""
    for one in rule.find:
        if one.script and one.script not in scripts:
            continue
        for match in one.pattern.finditer(text):
            is_part = "hit" in one.pattern.groupindex and match["hit"] is not None
            yield match.span("hit" if is_part else 0)


def _fits(rule: Rule, text: str, start: int, end: int) -> bool:
    """Return whether the sentence around a match is as the rule wants it."""
    if not rule.near and rule.not_near is None:
        return True
    first, last = _sentence(text, start, end)
    reach = CLOSE_IN_CHINESE if HAN_LETTER.search(text, first, last) else CLOSE
    if rule.not_near is not None and rule.not_near.search(text, max(first, start - reach), min(last, end + reach)):
        return False
    sentence = text[first:last]
    if rule.not_in_sentence is not None and rule.not_in_sentence.search(sentence):
        return False
    return all(pattern.search(sentence) for pattern in rule.near)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around a place of a text begins and ends."""
    first = max((match.end() for match in SENTENCE_END.finditer(text, 0, start)), default=0)
    last = SENTENCE_END.search(text, end)
    return first, last.start() + 1 if last else len(text)

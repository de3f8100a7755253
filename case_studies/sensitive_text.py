"""Entries that do not belong in a case, found in a text by their form: marks, positions, telephone numbers, addresses.

The table prefers silence to a false warning: a year, a document symbol or a sum of money is never found. It does not
replace the clearance officer, who reads the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from case_studies.scripts import HAN

LONGEST_QUOTE = 60  # characters


class SensitiveKind(StrEnum):
    """What an entry looks like."""

    TLP_MARK = "tlp_mark"  # above TLP:GREEN
    CLASSIFICATION = "classification"  # of a State or an organization
    POSITION = "position"  # coordinates or a grid reference
    TELEPHONE = "telephone"
    EMAIL = "email"
    PERSONAL_MAILBOX = "personal_mailbox"  # where the mailbox of an office is expected
    FREQUENCY = "frequency"  # of a radio or a jammer


@dataclass(frozen=True, slots=True)
class SensitiveText:
    """An entry in a text: what it looks like, and the characters themselves."""

    kind: SensitiveKind
    quote: str
    start: int


_CLASSIFICATIONS = (
    r"(?:UN|NATO|EU|AU|OTAN|UE)[ -](?:TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED)",
    r"(?:COSMIC )?TOP SECRET|STRICTLY CONFIDENTIAL|OFFICIAL[ -:–]+SENSITIVE|FOR OFFICIAL USE ONLY|FOUO|NOFORN",
    r"SECRET|CONFIDENTIAL|RESTRICTED",
    r"TR[ÈE]S SECRET(?: D[ÉE]FENSE)?|SECRET D[ÉE]FENSE|CONFIDENTIEL(?: D[ÉE]FENSE)?",
    r"DIFFUSION RESTREINTE|RESTREINT(?: UE)?",
    r"SECRETO|CONFIDENCIAL|RESERVADO|DIFUSI[ÓO]N LIMITADA|ULTRASSECRETO|VS-NfD|VS[ -–]+NUR FÜR DEN DIENSTGEBRAUCH",
    r"(?:СОВЕРШЕННО )?СЕКРЕТНО|ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ|ДСП",
)
_SPOKEN_CLASSIFICATIONS = (  # without capital letters, or certain in any case
    r"U\.?N\.?[ -]confidential|strictly confidential|top secret|confidentiel d[ée]fense|tr[èe]s secret d[ée]fense",
    r"совершенно секретно|для служебного пользования",
    r"سر[يّ]{1,2} للغاية|سر[يّ]{1,2} جدا|محظور النشر",
    r"绝密|絕密|(?:机密|機密|秘密)★",
)
_TLP = r"TLP\s?[:：_-]?\s?(?:AMBER(?:\s?\+\s?STRICT)?|RED)"
_LETTER = "[A-HJ-NP-Z]"  # without I and O, as in a grid reference
_GRID = (
    rf"\d{{1,2}}[C-HJ-NP-X] ?{_LETTER}{{2}} ?(?:\d{{3}} ?\d{{3}}|\d{{4}} ?\d{{4}}|\d{{5}} ?\d{{5}})",
    rf"\d{{1,2}} [C-HJ-NP-X] {_LETTER}{{2}} (?:\d{{3}} ?\d{{3}}|\d{{4}} ?\d{{4}}|\d{{5}} ?\d{{5}})",
    r"\d{1,2} ?[C-HJ-NP-X],? (?:E ?)?\d{6} ?(?:mE|E|m)?,? (?:N ?)?\d{7} ?(?:mN|N|m)?",
)
_NAMED_GRID = (
    r"(?:MGRS|UTM|grid(?: (?:ref(?:erence|\.)?|square))?)[ :：]{1,3}"
    r"(?:[A-Z\d]{2,3} ?[A-Z]{2} ?)?\d{3,5} ?\d{3,5}(?![\d%])",
    r"(?:coordinates|coordonn[ée]es|coordenadas|координаты|الإحداثيات|إحداثيات|坐标|座標) ?[:：] ?"
    r"[-+−]?(?:\d{3,5} ?\d{3,5}(?![\d%])|\d{1,3}[.,]\d+)",
)
_DEGREES = (
    r"\d{1,3} ?[°º] ?\d{1,2}(?:[.,]\d+)? ?['’′](?: ?\d{1,2}(?:[.,]\d+)? ?(?:[\"”″]|''|’’))?(?: ?[NSEWOСЮВЗ]\b)?",
    r"[-+−]?\d{1,2}[.,]\d{3,} ?°? ?[NS]?[ ,;/]{1,3}[-+−]?\d{1,3}[.,]\d{3,} ?°? ?[EWO](?![\w])",
    r"[-+−]?\d{1,2}\.\d{4,} ?°?[ ,;/]{1,3}[-+−]?\d{1,3}\.\d{4,}(?![\d])",
    r"[-+−]?\d{1,2},\d{4,} ?°?[ ;/]{1,3}[-+−]?\d{1,3},\d{4,}(?![\d])",
    r"(?:[北南][纬緯]|[东西東][经經])[ :：约約]{0,2}\d{1,3}(?:[.度°]\d*)?",
)
_TELEPHONE = (
    r"(?:\+|(?<!\d)00)(?=(?:[ ().-]{0,2}\d){9,15}(?!\d))\d(?:[ ().-]{0,2}\d){8,14}",
    r"(?i:tel|tél|telephone|téléphone|teléfono|phone|mobile|fax|whatsapp|hotline|тел|телефон|هاتف|الهاتف|جوال|电话|電話|手机)"
    r"[.:： ]{1,3}\(?\d(?:[ ().-]{0,2}\d){5,14}",
)
_EMAIL = r"[a-zA-Z0-9_.+-]{1,64}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{2,63}){1,4}"
_FREQUENCY = r"\d+(?:[.,]\d+)?(?: ?[-–] ?\d+(?:[.,]\d+)?)? ?(?:[kMGкМГ](?:Hz|Гц)|兆赫|ميغاهرتز)"


_IN_A_WORD = rf"[^\W{HAN}]"  # Chinese is written without spaces


def _any(*patterns: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern for any of these, as whole words."""
    return re.compile(rf"(?<!{_IN_A_WORD})(?:{'|'.join(patterns)})(?!{_IN_A_WORD})", flags)


_PATTERNS: tuple[tuple[SensitiveKind, re.Pattern[str]], ...] = (
    (SensitiveKind.TLP_MARK, _any(_TLP, flags=re.IGNORECASE)),
    (SensitiveKind.CLASSIFICATION, _any(*_CLASSIFICATIONS)),
    (SensitiveKind.CLASSIFICATION, re.compile("|".join(_SPOKEN_CLASSIFICATIONS), re.IGNORECASE)),
    (SensitiveKind.POSITION, _any(*_GRID)),
    (SensitiveKind.POSITION, re.compile("|".join(_NAMED_GRID), re.IGNORECASE)),
    (SensitiveKind.POSITION, re.compile("|".join(_DEGREES))),
    (SensitiveKind.TELEPHONE, _any(*_TELEPHONE)),
    (SensitiveKind.EMAIL, _any(_EMAIL)),
    (SensitiveKind.FREQUENCY, _any(_FREQUENCY)),
)
_NOT_IN_ADDRESSES = frozenset({SensitiveKind.TELEPHONE, SensitiveKind.EMAIL, SensitiveKind.CLASSIFICATION})
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def find_sensitive_text(text: str) -> list[SensitiveText]:
    """Return the entries that do not belong in a case, in the order of the text. Overlapping entries are one entry."""
    found = sorted(_all_entries(text), key=lambda entry: (entry.start, -len(entry.quote)))
    entries: list[SensitiveText] = []
    end = 0
    for entry in found:
        if entry.start >= end:
            entries.append(SensitiveText(entry.kind, entry.quote[:LONGEST_QUOTE], entry.start))
            end = entry.start + len(entry.quote)
    return entries


def _all_entries(text: str) -> Iterator[SensitiveText]:
    plain = _with_plain_characters(text)
    without_addresses = _ADDRESS.sub(lambda match: " " * len(match.group()), plain)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(without_addresses if kind in _NOT_IN_ADDRESSES else plain):
            yield SensitiveText(kind, text[match.start() : match.end()], match.start())


_PLAIN = {"٫": ".", "٬": ",", "،": ",", "\t": " ", "\n": " "}


def _with_plain_characters(text: str) -> str:
    """Return the text, as long as before, with the digits 0 to 9 and ordinary spaces in every script."""
    return "".join(map(_plain, text))


def _plain(char: str) -> str:
    if char.isascii() or char in _PLAIN:
        return _PLAIN.get(char, char)
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) == "Zs":
        return " "
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char

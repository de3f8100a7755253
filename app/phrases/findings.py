"""The findings of the check in words: where, what it looks like, why it does not belong, and a safer wording."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.labels import FIELDS
from case_studies.case_findings import CaseFinding, case_texts
from case_studies.check.kinds import KIND_WORDS
from case_studies.models import Revision

AROUND = 50  # characters


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as a page shows it, with a link to its field and the words around it.

    `start_in_browser` is its place as scripts count: a character outside of the basic plane is two.
    """

    id: str
    field_name: str
    field: LazyString
    url: str
    before: str
    text: str
    after: str
    start_in_browser: int
    looks_like: LazyString
    reason: LazyString
    suggestion: str | None
    justification: str
    can_be_justified: bool
    is_justified: bool


def describe_findings(
    revision: Revision, findings: Iterable[CaseFinding], link: Callable[[str], str]
) -> list[FindingLine]:
    """Return the findings in words. `link` returns the address of a field."""
    texts = case_texts(revision)
    return [_line(one, texts[one.finding.section], link(one.finding.section)) for one in findings]


def _line(one: CaseFinding, text: str, url: str) -> FindingLine:
    finding, words = one.finding, KIND_WORDS[one.finding.kind]
    return FindingLine(
        finding.id,
        finding.section,
        FIELDS[finding.section],
        url,
        _last_words(text[: finding.start]),
        finding.text,
        _first_words(text[finding.end :]),
        len(text[: finding.start].encode("utf-16-le")) // 2,
        _l(words.name),
        _l(words.reason),
        finding.suggestion,
        one.justification,
        one.can_be_justified,
        one.is_justified,
    )


def _last_words(text: str) -> str:
    line = text.rpartition("\n")[2]
    return line if len(line) <= AROUND else "… " + line[-AROUND:].partition(" ")[2]


def _first_words(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= AROUND else line[:AROUND].rpartition(" ")[0] + " …"

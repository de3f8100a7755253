"""What the check finds in a revision, each finding with its justification. It is never logged and never mailed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind
from case_studies.check.finder import Finding, find
from case_studies.check.kinds import KIND_WORDS, FindingKind
from case_studies.errors import Message, Term

if TYPE_CHECKING:
    from case_studies.models import Revision

CHECKED = (FieldKind.TEXT, FieldKind.SECTION, FieldKind.LINES, FieldKind.MAILBOX)


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A finding, and why its delegation says that it may stay; empty if nobody said so."""

    finding: Finding
    justification: str = ""

    @property
    def can_be_justified(self) -> bool:
        """Whether a reason helps. A marking can only be taken out, with what comes from the marked paper."""
        return self.finding.kind is not FindingKind.MARKING

    @property
    def is_justified(self) -> bool:
        """Whether it may stay."""
        return self.can_be_justified and bool(self.justification)


def case_texts(revision: "Revision") -> dict[str, str]:
    """Return the texts that its author typed, by field, in the order of the form."""
    return {field.name: _text(field, revision) for field in CASE_FIELDS.values() if field.kind in CHECKED}


def _text(field: CaseField, revision: "Revision") -> str:
    value = field.value(revision)
    return "\n".join(value) if isinstance(value, list) else value


def case_findings(revision: "Revision", today: date, fields: Collection[str] | None = None) -> list[CaseFinding]:
    """Return the findings of a revision, in the order of the form; with `fields`, only theirs."""
    texts = {name: text for name, text in case_texts(revision).items() if fields is None or name in fields}
    findings = find(texts, language=revision.language, today=today)
    return [CaseFinding(finding, revision.justifications.get(finding.id, "")) for finding in findings]


def unsettled(findings: Iterable[CaseFinding]) -> list[CaseFinding]:
    """Return the findings that are not justified."""
    return [finding for finding in findings if not finding.is_justified]


def finding_message(finding: Finding, template: str) -> Message:
    """Return the sentence about a finding. A template has its `text`, its `kind` and the `reason` to leave it out."""
    words = KIND_WORDS[finding.kind]
    return Message(template, text=finding.text, kind=Term(words.name), reason=Term(words.reason))


def known_justifications(revision: "Revision", today: date) -> dict[str, str]:
    """Return the justifications of the entries that the text still has."""
    ids = {one.finding.id for one in case_findings(revision, today)} if revision.justifications else set()
    return {key: text for key, text in revision.justifications.items() if key in ids}

"""What changed between two revisions of a case: words in its sections, values in its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, CaseField
from case_studies.errors import N_, NotVisible
from case_studies.markdown import with_plain_tables
from case_studies.models import Attachment, Case, HistoryEntry, Revision
from case_studies.models.vocabularies import CodedValue, coded_values
from case_studies.operations.cases.history import case_history
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.visibility import readable_revisions_of
from case_studies.text_diff import MOST_STEPS, DiffPiece, StepBudget, diff, diff_rows
from case_studies.vocabulary import HistoryAction, Section

DECISIONS = frozenset(
    {
        HistoryAction.RETURN_TO_SUBMITTER,
        HistoryAction.REQUEST_REVISION,
        HistoryAction.PUBLISH,
        HistoryAction.DECLINE,
        HistoryAction.ARCHIVE,
    }
)


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that differs."""

    section: Section
    pieces: tuple[DiffPiece, ...]

    @property
    def diff_rows(self) -> list[tuple[list[DiffPiece], list[DiffPiece]]]:
        """The pieces in two columns, the old text and the new."""
        return diff_rows(self.pieces)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, with the values that were removed and added. The values of closed lists are codes."""

    field: str
    removed: tuple[CodedValue, ...]
    added: tuple[CodedValue, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was added, removed, described otherwise or given to other readers. None: not attached then."""

    before: Attachment | None
    after: Attachment | None

    @property
    def name(self) -> str:
        """The name of the file."""
        attachment = self.after or self.before
        return attachment.name if attachment is not None else ""


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two revisions, in the order of the form, and which sections are equal."""

    before: Revision
    after: Revision
    fields: tuple[FieldChange, ...]
    sections: tuple[SectionChange, ...]
    files: tuple[FileChange, ...]
    unchanged: tuple[Section, ...]

    @property
    def attachments(self) -> list[Attachment]:
        """The files of both revisions that differ."""
        return [file for change in self.files for file in (change.before, change.after) if file is not None]


DIFFED_FIELDS = [field for field in CASE_FIELDS.values() if field.diffed and field.group != "sections"]


def find_revision(actor: Actor, case: Case, number: int) -> Revision:
    """Return a revision that the actor may read as a participant. Raises NotVisible."""
    revision = next((r for r in readable_revisions_of(actor, case) if r.number == number), None)
    if revision is None:
        raise NotVisible()
    return revision


def compare_revisions(
    actor: Actor, case: Case, before: int | None = None, after: int | None = None, *, readable: bool = False
) -> Differences:
    """Return what changed between two revisions that the actor may read, by default the last two."""
    revisions = readable_revisions_of(actor, case)
    if not revisions:
        raise NotVisible()
    new = find_revision(actor, case, after) if after is not None else revisions[-1]
    earlier = [revision for revision in revisions if revision.number < new.number]
    if before is None and not earlier:
        raise NotVisible(N_("There is no earlier revision to compare with."))
    old = find_revision(actor, case, before) if before is not None else earlier[-1]
    return revision_differences(old, new, readable=readable)


def revision_differences(before: Revision, after: Revision, *, readable: bool = False) -> Differences:
    """Return what changed from one revision to another. `readable` texts have tables without their signs."""
    steps = StepBudget(MOST_STEPS)
    old, new = _texts(before, readable), _texts(after, readable)
    changed = [section for section in Section if old[section] != new[section]]
    return Differences(
        before,
        after,
        fields=tuple(change for field in DIFFED_FIELDS if (change := _field_change(field, before, after)) is not None),
        sections=tuple(SectionChange(section, diff(old[section], new[section], steps)) for section in changed),
        files=tuple(_file_changes(before, after)),
        unchanged=tuple(section for section in Section if section not in changed),
    )


def _file_changes(before: Revision, after: Revision) -> Iterator[FileChange]:
    """Yield the files that differ. A file with other content is another file."""
    old = {attachment.key: attachment for attachment in before.attachments}
    new = {attachment.key: attachment for attachment in after.attachments}
    for key in dict.fromkeys((*old, *new)):
        change = FileChange(old.get(key), new.get(key))
        if _shown_of(change.before) != _shown_of(change.after):
            yield change


def _shown_of(attachment: Attachment | None) -> tuple[str, ...]:
    return (attachment.name, attachment.description, audience_of(attachment)) if attachment is not None else ()


def _texts(revision: Revision, readable: bool) -> dict[Section, str]:
    """Return the sections in NFC. Revisions that were written in another form of Unicode are compared as they look."""
    texts = {section: normalize("NFC", revision.sections.get(section, "")) for section in Section}
    return {section: with_plain_tables(text) for section, text in texts.items()} if readable else texts


def _values(field: CaseField, revision: Revision) -> list[CodedValue]:
    return [(normalize("NFC", code), normalize("NFC", name)) for code, name in coded_values(field, revision)]


def _field_change(field: CaseField, before: Revision, after: Revision) -> FieldChange | None:
    old, new = _values(field, before), _values(field, after)
    removed = tuple(value for value in old if value not in new)
    added = tuple(value for value in new if value not in old)
    return FieldChange(field.name, removed, added) if removed or added else None


def decisions_on(session: Session, actor: Actor, case: Case, revision: Revision) -> Sequence[HistoryEntry]:
    """Return the decisions on a revision, oldest first."""
    entries = case_history(session, actor, case)
    return [e for e in entries if e.revision_number == revision.number and e.action in DECISIONS]

"""One field of a case: what it holds, its limits, and where it is used. The table of fields is in `case_fields.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from case_studies import case_template as limits
from case_studies.vocabulary import Stage

if TYPE_CHECKING:
    from case_studies.models import Revision
    from case_studies.policy.release import AnyRevision


class FieldKind(StrEnum):
    """How the value of a field is stored, checked and typed into the form."""

    TEXT = "text"  # one line
    MAILBOX = "mailbox"  # an e-mail address
    LINES = "lines"  # a list of texts, one a line
    YEAR = "year"  # or None
    CHOICE = "choice"  # a member of an enum, or None if the field has no default
    CODES = "codes"  # a relationship of the revision to rows of a vocabulary
    SECTION = "section"  # a text in Markdown
    TRUTH = "truth"  # yes or no


class VocabularyName(StrEnum):
    """The vocabularies that codes are chosen from."""

    THEMES = "themes"
    HOSTS = "hosts"  # States, areas, regions, and "withheld"
    STATES = "states"  # States alone
    OPERATIONS = "operations"
    INITIATIVES = "initiatives"
    DELEGATIONS = "delegations"


Condition = Callable[["Revision"], bool]


def never(_revision: "Revision") -> bool:
    """Return that clearance does not need the field."""
    return False


def always(_revision: "Revision") -> bool:
    """Return that clearance needs the field."""
    return True


def if_ended(revision: "Revision") -> bool:
    """Return whether the initiative has ended, so that its last year is needed."""
    return revision.stage == Stage.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseField:
    """One field. Its name is also that of its control.

    A field of a group is a value in a mapping, in the revision and in the API: a section, or who may read a part. The
    mapping has no empty values. The name of any other field is that of the attribute of a revision and of the API.
    """

    name: str
    group: str = ""  # the attribute of the revision that is the mapping
    key: str = ""  # in the mapping
    kind: FieldKind
    label: str  # what readers call it; "%(part)s" in it stands for `label_of`
    part: str  # the page of the form
    about: str = ""  # its description in the API
    label_of: str = ""  # the label of the part that it is about
    prompt: str = ""  # its label in the form, if that differs
    hint: str = ""  # the line of help in the form
    choices: type[StrEnum] | None = None  # of a CHOICE
    default: StrEnum | None = None  # of a CHOICE in a new draft
    refusal: str = ""  # the message for a value that is not among the choices
    vocabulary: VocabularyName | None = None  # of CODES
    longest: int = 0  # characters of a TEXT, a MAILBOX, a SECTION, or one of LINES
    most_words: int | None = None  # of a SECTION
    most: int = limits.MOST_CODES  # CODES or LINES
    required: Condition = never  # before clearance
    copied: bool = True  # to the next revision
    diffed: bool = True  # between revisions of a case
    compared: int | None = None  # its place among the fields of cases side by side
    fact: int | None = None  # its place among the facts beside the text
    public_fact: bool = True  # for readers of the published case, too
    searched: int | None = None  # its place among the fields whose names search finds

    def value(self, revision: "AnyRevision") -> Any:
        """Return the value in a revision."""
        if self.group:
            return getattr(revision, self.group).get(self.key, self.blank())
        return getattr(revision, self.name)

    def is_among(self, values: Mapping[str, Any]) -> bool:
        """Return whether values, in the shape of the API, have a value for the field."""
        return self.key in values.get(self.group, ()) if self.group else self.name in values

    def blank(self) -> Any:
        """Return the value in a new draft."""
        if self.kind in (FieldKind.CODES, FieldKind.LINES):
            return []
        if self.kind is FieldKind.TRUTH:
            return False
        return self.default if self.kind in (FieldKind.CHOICE, FieldKind.YEAR) else ""

    def copy(self, revision: "Revision") -> Any:
        """Return the value for another revision, if the field is copied."""
        value = self.value(revision) if self.copied else self.blank()
        return list(value) if isinstance(value, list) else value

    @property
    def narrows(self) -> bool:
        """Whether it says what becomes of a part that has fewer readers than the case."""
        return self.group not in ("", "sections", "released_by")

    @property
    def is_optional(self) -> bool:
        """Whether clearance may not need the field."""
        return self.required is not always

    def is_missing(self, revision: "Revision") -> bool:
        """Return whether the field must be filled before clearance and is not."""
        return self.required(revision) and not self.value(revision)

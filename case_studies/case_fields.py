"""The one table of a case's fields: what each holds, its limits, and where it is used.

The schemas of the API, the form, the copy for the next revision, the comparison, the differences between revisions, the
facts beside a case and what is missing before clearance are made from it. The order is the order of the form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from case_studies import case_template as limits
from case_studies.errors import N_
from case_studies.vocabulary import Audience, Evidence, Language, Section, Stage

if TYPE_CHECKING:
    from case_studies.models import Revision


class FieldKind(StrEnum):
    """How the value of a field is stored, checked and typed into the form."""

    TEXT = "text"  # one line
    MAILBOX = "mailbox"  # an e-mail address
    LINES = "lines"  # a list of texts, one a line
    YEAR = "year"  # or None
    CHOICE = "choice"  # a member of an enum, or None if the field has no default
    CODES = "codes"  # a relationship of the revision to rows of a vocabulary
    SECTION = "section"  # a text in Markdown, in `Revision.sections`


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
    """One field. Its name is also that of the attribute of a revision, of the control and of the field in the API."""

    name: str
    kind: FieldKind
    label: str  # what readers call it
    part: str  # the page of the form
    about: str = ""  # its description in the API
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

    def value(self, revision: "Revision") -> Any:
        """Return the value in a revision."""
        if self.kind is FieldKind.SECTION:
            return revision.sections.get(self.name, "")
        return getattr(revision, self.name)

    def blank(self) -> Any:
        """Return the value in a new draft."""
        if self.kind in (FieldKind.CODES, FieldKind.LINES):
            return []
        return self.default if self.kind in (FieldKind.CHOICE, FieldKind.YEAR) else ""

    def copy(self, revision: "Revision") -> Any:
        """Return the value for another revision, if the field is copied."""
        value = self.value(revision) if self.copied else self.blank()
        return list(value) if isinstance(value, list) else value

    @property
    def is_optional(self) -> bool:
        """Whether clearance may not need the field."""
        return self.required is not always

    def is_missing(self, revision: "Revision") -> bool:
        """Return whether the field must be filled before clearance and is not."""
        return self.required(revision) and not self.value(revision)


SECTION_LABELS: dict[Section, str] = {
    Section.SUMMARY: N_("Summary"),
    Section.SITUATION: N_("Situation"),
    Section.ACTIONS: N_("Actions"),
    Section.RESOURCES: N_("Resources"),
    Section.RESULTS: N_("Results"),
    Section.SHORTCOMINGS: N_("What did not work"),
    Section.LESSONS: N_("Lessons"),
    Section.TRANSFER: N_("Use elsewhere"),
}


def _section(section: Section, label: str) -> CaseField:
    is_summary = section is Section.SUMMARY
    return CaseField(
        name=section.value,
        kind=FieldKind.SECTION,
        label=label,
        part=section.value,
        hint=N_("Paragraphs, lists, tables and links are kept."),
        longest=limits.SUMMARY_LENGTH if is_summary else limits.SECTION_LENGTH,
        most_words=limits.SUMMARY_WORDS if is_summary else None,
        required=always,
    )


_ROWS: tuple[CaseField, ...] = (
    CaseField(
        name="title", kind=FieldKind.TEXT, label=N_("Title"), part="title",
        about="What was done, not what went wrong.", longest=limits.TITLE_LENGTH, required=always,
    ),
    CaseField(
        name="language", kind=FieldKind.CHOICE, label=N_("Language"), part="title", prompt=N_("Language of the text"),
        about="The language of the text.", choices=Language, default=Language.ENGLISH,
        compared=110, fact=110,
    ),
    *(_section(section, label) for section, label in SECTION_LABELS.items()),
    CaseField(
        name="themes", kind=FieldKind.CODES, label=N_("Themes"), part="themes", about="Codes from /themes.",
        hint=N_("One to five."), vocabulary=VocabularyName.THEMES, most=limits.MOST_THEMES, required=always,
        compared=70, fact=80, searched=10,
    ),
    CaseField(
        name="host_states", kind=FieldKind.CODES, label=N_("Host States and areas"), part="where",
        about="Codes from /states; a region or ZZZ where the State is not to be named, M001 alone where there is none.",
        vocabulary=VocabularyName.HOSTS, required=always, compared=40, fact=40, searched=40,
    ),
    CaseField(
        name="operations", kind=FieldKind.CODES, label=N_("Operations"), part="where", about="Codes from /operations.",
        hint=N_("Optional."), vocabulary=VocabularyName.OPERATIONS, compared=60, fact=50,
        searched=20,
    ),
    CaseField(
        name="implemented_by", kind=FieldKind.CODES, label=N_("Implementing States"), part="where",
        about="Codes of States from /states.",
        hint=N_("The States that carried it out. Leave empty if the operation itself did."),
        vocabulary=VocabularyName.STATES, compared=30, fact=30, searched=50,
    ),
    CaseField(
        name="co_submitters", kind=FieldKind.CODES, label=N_("Co-submitters"), part="where",
        about="Codes from /delegations, without the submitting one.",
        hint=N_("Delegations that support the case with yours. Optional."),
        vocabulary=VocabularyName.DELEGATIONS, compared=20, fact=20,
    ),
    CaseField(
        name="started", kind=FieldKind.YEAR, label=N_("First year"), part="when", about="The first year.",
        required=always,
    ),
    CaseField(
        name="ended", kind=FieldKind.YEAR, label=N_("Last year"), part="when",
        about="The last year; null while it goes on.", required=if_ended,
    ),
    CaseField(
        name="stage", kind=FieldKind.CHOICE, label=N_("Stage"), part="when", about="How far the initiative has come.",
        choices=Stage, required=always, compared=90, fact=70,
    ),
    CaseField(
        name="initiatives", kind=FieldKind.CODES, label=N_("Initiatives served"), part="initiatives",
        about="Codes from /initiatives.", hint=N_("Optional."), vocabulary=VocabularyName.INITIATIVES,
        compared=80, fact=90, searched=30,
    ),
    CaseField(
        name="evidence", kind=FieldKind.CHOICE, label=N_("Evidence"), part="evidence",
        about="How sure the results are.", choices=Evidence, required=always, compared=100, fact=100,
    ),
    CaseField(
        name="sources", kind=FieldKind.LINES, label=N_("Sources"), part="evidence",
        about="Where the facts can be checked.", hint=N_("One a line. Public or unclassified papers only."),
        longest=limits.SOURCE_LENGTH, most=limits.MOST_SOURCES,
    ),
    CaseField(
        name="audience", kind=FieldKind.CHOICE, label=N_("Audience"), part="audience",
        about="Who may read it once it is published.", choices=Audience, default=Audience.MEMBERS,
        refusal=N_("Only public (TLP:CLEAR) and members (TLP:GREEN). Material above that is not accepted here."),
        fact=105, public_fact=False,
    ),
    CaseField(
        name="contact", kind=FieldKind.MAILBOX, label=N_("Contact"), part="audience",
        about="The e-mail address of an office.", hint=N_("A function mailbox, not a person."),
        longest=limits.CONTACT_LENGTH, required=always, fact=120,
    ),
)  # fmt: skip

CASE_FIELDS: dict[str, CaseField] = {field.name: field for field in _ROWS}


def fields_of_kind(*kinds: FieldKind) -> list[CaseField]:
    """Return the fields of these kinds, in the order of the form."""
    return [field for field in CASE_FIELDS.values() if field.kind in kinds]


SECTION_FIELDS = fields_of_kind(FieldKind.SECTION)
CODED_FIELDS = fields_of_kind(FieldKind.CODES)
COLUMN_FIELDS = fields_of_kind(*set(FieldKind) - {FieldKind.SECTION, FieldKind.CODES})
"""The fields that are a column of their own."""


def period(revision: "Revision") -> str:
    """Return the years of a case: 2018–2019, 2021– if it goes on, 2020 if it is one year, or nothing."""
    if revision.started is None:
        return ""
    return "–".join(dict.fromkeys([str(revision.started), str(revision.ended or "")]))


def searched_fields() -> list[CaseField]:
    """Return the fields whose names search finds, in the order of the search documents."""
    fields = [(field.searched, field) for field in CASE_FIELDS.values() if field.searched is not None]
    return [field for _place, field in sorted(fields, key=itemgetter(0))]

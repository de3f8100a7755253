"""The one table of a case's fields: what each holds, its limits, and where it is used.

The schemas of the API, the form, the copy for the next revision, the comparison, the differences between revisions, the
facts beside a case and what is missing before clearance are made from it. The order is the order of the form.
"""

from operator import itemgetter
from typing import TYPE_CHECKING

from case_studies import case_template as limits
from case_studies.case_field import CaseField as CaseField
from case_studies.case_field import FieldKind as FieldKind
from case_studies.case_field import VocabularyName as VocabularyName
from case_studies.case_field import always, if_ended
from case_studies.errors import N_
from case_studies.part_audiences import (
    PARTS_WITH_AUDIENCE,
    SECTION_LABELS,
    is_released,
    narrower_sources,
    part_audience,
    relations,
    wider_text,
)
from case_studies.vocabulary import Attribution, Audience, Evidence, Language, Measure, Section, Stage

if TYPE_CHECKING:
    from case_studies.policy.release import AnyRevision


def _section(section: Section, label: str) -> CaseField:
    is_summary = section is Section.SUMMARY
    return CaseField(
        name=section.value,
        group="sections",
        key=section.value,
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
        name="partners", kind=FieldKind.LINES, label=N_("Other partners"), part="where",
        about="Host authorities, UN bodies and regional organizations that took part. Readers see those that agreed.",
        hint=N_("Host authorities, UN bodies and regional organizations that took part, one a line. Optional."),
        longest=limits.PARTNER_LENGTH, most=limits.MOST_PARTNERS, compared=35, fact=35, searched=60,
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
        name="measure", kind=FieldKind.CHOICE, label=N_("What was measured"), part="evidence",
        about="The effect that the results give figures for; of several, the one that the case is about.",
        hint=N_("The effect that the results give figures for. Of several, the one that the case is about. Optional."),
        choices=Measure, compared=95, fact=95,
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
    *narrower_sources(),
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
    CaseField(
        name="attribution", kind=FieldKind.CHOICE, label=N_("Attribution"), part="audience",
        prompt=N_("Who may know that your delegation submitted it"),
        about="Who learns which delegation submitted it.", choices=Attribution, default=Attribution.NAMED,
    ),
    CaseField(
        name="released_to", kind=FieldKind.CODES, label=N_("Released to"), part="audience",
        about="Codes from /delegations. They read the parts that are for named delegations.",
        prompt=N_("Named delegations"), hint=N_("They read the parts that you keep to named delegations."),
        vocabulary=VocabularyName.DELEGATIONS, required=is_released,
    ),
    *relations(),
    *(wider_text(section) for section in SECTION_LABELS),
    *(field for part in PARTS_WITH_AUDIENCE for field in part_audience(part)),
)  # fmt: skip

CASE_FIELDS: dict[str, CaseField] = {field.name: field for field in _ROWS}


def fields_of_kind(*kinds: FieldKind) -> list[CaseField]:
    """Return the fields of these kinds, in the order of the form."""
    return [field for field in CASE_FIELDS.values() if field.kind in kinds]


GROUPS: dict[str, list[CaseField]] = {
    name: [field for field in CASE_FIELDS.values() if field.group == name]
    for name in dict.fromkeys(field.group for field in CASE_FIELDS.values() if field.group)
}
"""The groups of fields, each with its fields in the order of the form."""
SECTION_FIELDS = GROUPS["sections"]
CODED_FIELDS = fields_of_kind(FieldKind.CODES)
COLUMN_FIELDS = [field for field in CASE_FIELDS.values() if not field.group and field.kind is not FieldKind.CODES]
"""The fields that are a column of their own."""


def period(revision: "AnyRevision") -> str:
    """Return the years of a case: 2018–2019, 2021– if it goes on, 2020 if it is one year, or nothing."""
    if revision.started is None:
        return ""
    return "–".join(dict.fromkeys([str(revision.started), str(revision.ended or "")]))


def searched_fields() -> list[CaseField]:
    """Return the fields whose names search finds, in the order of the search documents."""
    fields = [(field.searched, field) for field in CASE_FIELDS.values() if field.searched is not None]
    return [field for _place, field in sorted(fields, key=itemgetter(0))]

"""Which parts of a case can have fewer readers than the case, and the fields in which an author says so."""

from typing import TYPE_CHECKING

from case_studies import case_template as limits
from case_studies.case_field import CaseField, FieldKind, never
from case_studies.errors import N_
from case_studies.vocabulary import Audience, PartAudience, Relation, Section

if TYPE_CHECKING:
    from case_studies.models import Revision

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


PARTS_WITH_AUDIENCE: dict[str, str] = {
    **{section.value: label for section, label in SECTION_LABELS.items()},
    "sources": N_("Sources"),
    "contact": N_("Contact"),
}
"""The parts of a case that can have fewer readers than the case, with their labels."""
TITLE = "title"
FORM_PART_OF = {"sources": "evidence", "contact": "audience"}


def part_audience(part: str) -> tuple[CaseField, CaseField]:
    """Return the fields that say who may read a part, and whether the others learn of it."""
    page = FORM_PART_OF.get(part, part)
    return (
        CaseField(
            name=f"audience_of_{part}",
            group="section_audiences",
            key=part,
            kind=FieldKind.CHOICE,
            part=page,
            label=N_("%(part)s: readers"),
            label_of=PARTS_WITH_AUDIENCE[part],
            prompt=N_("Who may read this part"),
            choices=PartAudience,
        ),
        CaseField(
            name=f"unmentioned_{part}",
            group="unmentioned_sections",
            key=part,
            kind=FieldKind.TRUTH,
            part=page,
            label=N_("%(part)s: not mentioned to others"),
            label_of=PARTS_WITH_AUDIENCE[part],
            prompt=N_("Do not mention to the others that there is such a part"),
        ),
    )


def wider_text(section: Section) -> CaseField:
    """Return the field with the text of a section for readers of the case who may not read the section."""
    is_summary = section is Section.SUMMARY
    return CaseField(
        name=f"public_{section}",
        group="public_sections",
        key=section.value,
        kind=FieldKind.SECTION,
        part=section.value,
        label=N_("%(part)s: text for other readers"),
        label_of=SECTION_LABELS[section],
        prompt=N_("Text for the other readers of the case"),
        hint=N_("Optional. It is read in place of the full text by those who may not read that."),
        longest=limits.SUMMARY_LENGTH if is_summary else limits.SECTION_LENGTH,
        most_words=limits.SUMMARY_WORDS if is_summary else None,
        required=_is_summary_kept if is_summary else never,
    )


def narrower_sources() -> tuple[CaseField, ...]:
    """Return the fields with the sources that have fewer readers than the others."""
    labels = {
        PartAudience.MEMBERS: N_("Sources for members only"),
        PartAudience.DELEGATIONS: N_("Sources for named delegations only"),
    }
    return tuple(
        CaseField(
            name=f"sources_for_{audience}",
            group="narrower_sources",
            key=audience.value,
            kind=FieldKind.LINES,
            part="evidence",
            label=label,
            about="Sources that only these may read, besides the others.",
            hint=N_("One a line. Only these read it."),
            longest=limits.SOURCE_LENGTH,
            most=limits.MOST_SOURCES,
        )
        for audience, label in labels.items()
    )


def relations() -> tuple[CaseField, ...]:
    """Return the fields by which delegations are named through what the case is about."""
    labels = {
        Relation.HOST_STATES: (N_("Released to the host States"), N_("The host States of this case")),
        Relation.CONTRIBUTORS: (N_("Released to the contributors"), N_("The contributors to its operations")),
    }
    return tuple(
        CaseField(
            name=f"released_to_{relation}",
            group="released_by",
            key=relation.value,
            kind=FieldKind.TRUTH,
            part="audience",
            label=label,
            prompt=prompt,
        )
        for relation, (label, prompt) in labels.items()
    )


def _is_summary_kept(revision: "Revision") -> bool:
    """Return whether readers of the case may not read the summary, so that they need another one."""
    return is_kept(revision, Section.SUMMARY)


def is_released(revision: "Revision") -> bool:
    """Return whether a part, a source or a file is for named delegations, which then have to be named."""
    has_sources = bool(revision.narrower_sources.get(PartAudience.DELEGATIONS))
    if has_sources or PartAudience.DELEGATIONS in revision.section_audiences.values():
        return True
    return any(attachment.audience == PartAudience.DELEGATIONS for attachment in revision.attachments)


def file_part(key: str) -> str:
    """Return the name of a file as a part of a case, by its id."""
    return f"file {key}"


def is_written(revision: "Revision", part: str) -> bool:
    """Return whether a part has something to read."""
    if part == TITLE:
        return True
    if part in {file_part(one.key) for one in revision.attachments}:
        return True
    if part == "sources":
        return bool(revision.sources or revision.narrower_sources)
    if part == "contact":
        return bool(revision.contact)
    return bool(revision.sections.get(part))


def is_kept(revision: "Revision", part: str) -> bool:
    """Return whether a part has fewer readers than its case."""
    return is_narrower(revision, revision.section_audiences.get(part))


def is_narrower(revision: "Revision", chosen: str | None) -> bool:
    """Return whether an audience has fewer readers than the case."""
    return chosen == PartAudience.DELEGATIONS or (
        chosen == PartAudience.MEMBERS and revision.audience == Audience.PUBLIC
    )

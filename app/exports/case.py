"""The view of a published case for exports."""

from collections.abc import Iterator, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.exports.citation import Citation, Part, Picture
from app.phrases.attachments import file_facts
from app.phrases.case_facts import case_facts
from app.phrases.labels import PART_AUDIENCES, Labels
from app.phrases.lives import shown_life
from app.phrases.markings import MARKS, marked_audience, marking
from app.phrases.section_headings import FILES, SOURCES, section_headings
from app.phrases.submitters import authors_of
from case_studies.models import Attachment
from case_studies.operations.attachments.uploads import PREVIEW
from case_studies.policy.release import ReleasedRevision
from case_studies.rendered_texts import plain_of
from case_studies.vocabulary import Kind, PartAudience, Section, State

NOTES: Labels = {
    State.ARCHIVED: _l("This case is archived. It is kept for the record, but search no longer finds it."),
}
"""What a file says of a state in which a case is not found any more."""


def cite_case(revision: ReleasedRevision) -> Citation:
    """Return a published revision as its reader reads it."""
    reference, number, files = revision.case.reference, revision.number, revision.attachments
    facts = {fact.label: [text for _code, text in fact.values] for fact in case_facts(revision, public=True)}
    return Citation(
        kind=Kind.CASE,
        reference=reference,
        revision=number,
        number=_("%(reference)s, revision %(number)s", reference=reference, number=number),
        genre=_("Case study"),
        title=revision.title,
        authors=authors_of(revision),
        language=revision.language,
        published=revision.published_at.date(),
        address=url_for("revisions.revision", reference=reference, number=number, _external=True),
        mark=MARKS[marked_audience([revision], files)],
        marking=marking([revision], files),
        responsibility=_("The content of a case is the responsibility of the delegation that submitted it."),
        caveats=tuple(_caveats(revision)),
        notes=tuple(_notes(revision)),
        abstract=plain_of(revision, revision.sections.get(Section.SUMMARY, "")),
        themes=tuple(theme.label for theme in revision.themes),
        places=tuple(state.name for state in revision.host_states),
        facts=tuple(facts.items()),
        parts=(*_sections(revision), *_sources(revision), *_files(revision, files)),
    )


def _caveats(revision: ReleasedRevision) -> Iterator[str]:
    life = shown_life(revision)
    if revision.case.demonstration:
        yield _("demonstration, compiled from public sources")
    if life is not None and life.is_ended:
        yield life.line


def _notes(revision: ReleasedRevision) -> Iterator[str]:
    life = shown_life(revision)
    if revision.case.demonstration:
        yield _("Demonstration entry compiled from public sources; not submitted by the State.")
    if (note := NOTES.get(revision.state)) is not None:
        yield str(note)
    if life is not None and life.is_ended:
        yield f"{life.text.rstrip('.')}."


def _sections(revision: ReleasedRevision) -> Iterator[Part]:
    """Yield the sections that the reader reads; in place of others, what the page says there."""
    headings = section_headings(revision.language)
    for name in Section:
        before, text = _before(revision, name), revision.sections.get(name, "")
        if before or text:
            yield Part(headings[name], text, before)


def _before(revision: ReleasedRevision, name: str) -> str:
    """Return what is said about the readers of a part, or in its place."""
    if name in revision.kept_parts:
        if revision.kept_parts[name] == PartAudience.MEMBERS:
            return str(_("This part is kept to members of the Group."))
        return str(_("This part is kept to named delegations."))
    if name in revision.examined_parts:
        return str(_("This part is not shown at the moment."))
    if name in revision.section_audiences:
        return _released_to(revision, revision.section_audiences[name])
    return ""


def _released_to(revision: ReleasedRevision, audience: str) -> str:
    names = ", ".join(delegation.name for delegation in revision.released_to)
    if audience == PartAudience.DELEGATIONS and names:
        return str(_("Released to: %(delegations)s", delegations=names))
    return str(PART_AUDIENCES[PartAudience(audience)])


def _sources(revision: ReleasedRevision) -> Iterator[Part]:
    heading = section_headings(revision.language)[SOURCES]
    before = _before(revision, SOURCES)
    if revision.sources or before:
        yield Part(heading, _as_list(revision.sources), before)
    for audience, sources in revision.narrower_sources.items():
        yield Part(heading, _as_list(sources), _released_to(revision, audience))
    for audience in revision.kept_sources:
        is_for_members = audience == PartAudience.MEMBERS
        kept = _("More sources are kept to members of the Group."), _("More sources are kept to named delegations.")
        yield Part(heading, before=kept[0] if is_for_members else kept[1])


def _files(revision: ReleasedRevision, files: Sequence[Attachment]) -> Iterator[Part]:
    if files:
        lines = [[one.name, one.description, *file_facts(one)] for one in files]
        yield Part(
            section_headings(revision.language)[FILES],
            rows=tuple(" · ".join(filter(None, line)) for line in lines),
            pictures=tuple(_picture(one) for one in files if one.file.media_type.is_picture),
        )


def _picture(file: Attachment) -> Picture:
    return Picture(file.name, file.description, f"{file.digest}{PREVIEW}")


def _as_list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)

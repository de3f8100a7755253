"""The view of an adopted practice for exports."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.exports.citation import Citation, Part, Source
from app.phrases.labels import SECTIONS as CASE_SECTIONS
from app.phrases.labels import Labels
from app.phrases.markings import MARKS
from app.phrases.practices import LEVELS, RELATIONS, SECTIONS, STATES
from app.phrases.submitters import authors_of
from case_studies.policy.practice_release import ReleasedEvidence, ReleasedPractice
from case_studies.vocabulary import Audience, Kind, PracticeState

NOTES: Labels = {
    PracticeState.RETIRED: _l("This practice is retired."),
    PracticeState.SUPERSEDED: _l("A later edition replaced this one."),
}
"""What a file says of a state after the adoption."""


def cite_practice(practice: ReleasedPractice) -> Citation:
    """Return an edition that was adopted as its reader reads it."""
    reference, number = practice.reference, practice.number
    mark = MARKS[Audience.MEMBERS if practice.is_member else Audience.PUBLIC]
    return Citation(
        kind=Kind.PRACTICE,
        reference=reference,
        revision=number,
        number=_("%(reference)s, edition %(number)s", reference=reference, number=number),
        genre=_("Good practice"),
        title=practice.title,
        authors=(_("Editors of Casebook"),),
        language=practice.language,
        published=practice.adopted_at.date(),
        address=url_for("practices.edition", reference=reference, number=number, _external=True),
        mark=mark,
        marking=mark,
        responsibility=_("The content of a case is the responsibility of the delegation that submitted it."),
        caveats=tuple(_caveats(practice)),
        notes=tuple(_notes(practice)),
        abstract=practice.statement,
        themes=tuple(theme.label for theme in practice.themes),
        facts=tuple(_facts(practice)),
        parts=tuple(_parts(practice)),
        sources=tuple(_source(row) for row in practice.rows),
    )


def _caveats(practice: ReleasedPractice) -> Iterator[str]:
    if practice.demonstration:
        yield _("demonstration, compiled from public sources")
    if NOTES.get(practice.state) is not None:
        yield str(STATES[practice.state])


def _notes(practice: ReleasedPractice) -> Iterator[str]:
    if practice.demonstration:
        yield _("An example from public sources. No delegation adopted it.")
    if (note := NOTES.get(practice.state)) is not None:
        yield f"{note} {practice.retired_because}".rstrip()
    if practice.evidence_changed:
        yield _("The evidence changed after this edition was adopted.")


def _facts(practice: ReleasedPractice) -> Iterator[tuple[str, list[str]]]:
    yield _("Adopted"), [format_date(practice.adopted_at, "d MMMM y")]
    yield _("Themes"), [theme.label for theme in practice.themes]
    if practice.initiatives:
        yield _("Initiatives"), [one.name for one in practice.initiatives]


def _parts(practice: ReleasedPractice) -> Iterator[Part]:
    """Yield the parts in the order of the page: what speaks against the practice follows what to do."""
    texts = {name: Part(str(heading), getattr(practice, name)) for name, heading in SECTIONS.items()}
    yield Part(_("Summary"), practice.statement)
    yield texts.pop("do")
    against = _rows(practice.against)
    nothing = "" if against else _("No case in the evidence qualifies or contradicts it.")
    yield Part(_("What speaks against it"), nothing, rows=against)
    yield from (part for part in texts.values() if part.text)
    supports = _rows([row for row in practice.rows if row not in practice.against])
    if supports:
        yield Part(_("What supports it"), rows=supports)
    if practice.assessment is not None:
        yield Part(_("Confidence"), f"{LEVELS[practice.assessment.level]}. {practice.assessment.reason}")


def _rows(rows: list[ReleasedEvidence]) -> tuple[str, ...]:
    return tuple(f"{RELATIONS[row.relation]}: {row.shows} ({_pinned(row)})" for row in rows)


def _pinned(row: ReleasedEvidence) -> str:
    return f"{_number(row)}, {CASE_SECTIONS[row.section]}"


def _number(row: ReleasedEvidence) -> str:
    reference = row.case.case.reference
    return str(_("%(reference)s, revision %(number)s", reference=reference, number=row.revision_number))


def _source(row: ReleasedEvidence) -> Source:
    reference = row.case.case.reference
    return Source(
        number=_number(row),
        title=row.case.title,
        author=authors_of(row.case)[0],
        language=row.case.language,
        address=url_for("revisions.revision", reference=reference, number=row.revision_number, _external=True),
    )

"""How well a case hides who submitted it: who else could have, and where its text says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, FieldKind
from case_studies.models import Case, Concept, Operation, Place, Revision, Theme
from case_studies.models.revision import revision_implementing_states
from case_studies.partner_answers import has_agreed
from case_studies.policy.attachment_audiences import OPEN_TO
from case_studies.policy.release import NAMED_TO
from case_studies.scripts import is_han
from case_studies.taxonomy.places import contributors, region_of
from case_studies.vocabulary import Attribution, Audience, State

FEWEST = 5
"""With fewer possible submitters, a reader who knows the operation can guess the name (k-anonymity, Sweeney 2002)."""
MAY_GUESS = {Audience.PUBLIC: (Audience.PUBLIC, Audience.MEMBERS), Audience.MEMBERS: (Audience.MEMBERS,)}
"""The audience of a case → the audiences that read it."""


@dataclass(frozen=True, slots=True)
class Anonymity:
    """The names of those who could have submitted a case, if they are few, and the fields that name its submitter."""

    possible: tuple[str, ...]
    named_in: tuple[str, ...]

    @property
    def is_weak(self) -> bool:
        """Whether a reader could find out who submitted the case."""
        return bool(self.possible or self.named_in)


def anonymity_of(session: Session, revision: Revision) -> Anonymity:
    """Return how well a revision hides its submitter. There is nothing to hide if they are named to everybody."""
    if revision.attribution == Attribution.NAMED:
        return Anonymity((), ())
    circle = _possible_submitters(session, revision)
    names = session.scalars(select(Place.name).where(Place.code.in_(circle))) if len(circle) < FEWEST else ()
    return Anonymity(tuple(sorted(names)), tuple(fields_that_name(session, revision)))


def _possible_submitters(session: Session, revision: Revision) -> set[str]:
    """Return the States that its readers would think of: of all audiences, the fewest.

    These are the States that cases about the same operation, theme and years name to them; without such a case, all
    contributors of troops and police, of the region if that is shown.
    """
    readers = [audience for audience in MAY_GUESS[revision.audience] if revision.attribution not in NAMED_TO[audience]]
    return min((_thought_of(session, revision, audience) for audience in readers), key=len, default={*contributors()})


def _thought_of(session: Session, revision: Revision, audience: Audience) -> set[str]:
    own = revision.case.submitting_code
    near = _named_in_the_library(session, revision, audience) | {own}
    circle = near if len(near) > 1 else {*contributors(), own}
    if revision.attribution != Attribution.REGION:
        return circle
    return {code for code in circle if region_of(code) == region_of(own)}


def _named_in_the_library(session: Session, revision: Revision, audience: Audience) -> set[str]:
    near = (
        select(Revision.id)
        .where(
            Revision.state == State.PUBLISHED,
            Revision.case_id != revision.case_id,
            Revision.audience.in_(OPEN_TO[audience]),
            Revision.attribution.in_(NAMED_TO[audience]),
            Revision.operations.any(Operation.id.in_([operation.id for operation in revision.operations])),
            Revision.themes.any(Theme.id.in_([theme.id for theme in revision.themes])),
            *_overlaps(revision),
        )
        .subquery()
    )
    submitting = select(Case.submitting_code).join(Revision).join(near, near.c.id == Revision.id)
    implementing = (
        select(revision_implementing_states.c.place_code, Revision.partner_answers)
        .join(near, near.c.id == revision_implementing_states.c.revision_id)
        .join(Revision, Revision.id == near.c.id)
    )
    agreed = {code for code, answers in session.execute(implementing) if has_agreed(answers, code)}
    return {*session.scalars(submitting.distinct()), *agreed}


def _overlaps(revision: Revision) -> Iterator[ColumnElement[bool]]:
    if revision.started is not None:
        yield or_(Revision.ended.is_(None), Revision.ended >= revision.started)
    if revision.ended is not None:
        yield or_(Revision.started.is_(None), Revision.started <= revision.ended)


def fields_that_name(session: Session, revision: Revision) -> Iterator[str]:
    """Yield the fields whose text has a name of the submitter, or of its people, in any of the six languages."""
    concept = session.get(Concept, f"place:{revision.case.submitting_code}")
    names = [text for _language, text in concept.names] if concept is not None else [revision.case.submitting.name]
    pattern = re.compile("|".join(_as_pattern(name) for name in names), re.IGNORECASE)
    for field in CASE_FIELDS.values():
        if field.kind in (FieldKind.TEXT, FieldKind.SECTION, FieldKind.LINES):
            value = field.value(revision)
            if pattern.search("\n".join(value) if isinstance(value, list) else value):
                yield field.name


def _as_pattern(name: str) -> str:
    """Return the pattern of a name: a whole word, but for Chinese, which has no blanks between words."""
    return re.escape(name) if any(map(is_han, name)) else rf"(?<!\w){re.escape(name)}(?!\w)"

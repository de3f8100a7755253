"""Practices that rest on the cases that fit a situation: what these cases say, and what speaks against the practice.

A practice is listed only if a case that fits supports it. Cases are not votes: the order follows the case that fits
best, never their number.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Case, PracticeEdition, PracticeEvidence
from case_studies.operations.practices.queries import latest_practices
from case_studies.operations.situations.situation import Assessment, Fit, FittingPractice, Relation
from case_studies.policy.actor import Actor
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.vocabulary import EvidenceRelation, PracticeState

MOST_PRACTICES = 3
MOST_READ = 30
DIFFERING = (Relation.LIMIT, Relation.OTHER, Relation.NEEDS, Relation.NAMES)


def find_fitting_practices(session: Session, actor: Actor, fits: Sequence[Fit]) -> tuple[FittingPractice, ...]:
    """Return the adopted practices that the actor may read and a case that fits supports, best first."""
    by_case = {fit.revision.case.reference: fit for fit in fits}
    cases = select(Case.id).where(Case.reference.in_(by_case))
    rows = select(PracticeEvidence.edition_id).where(
        PracticeEvidence.case_id.in_(cases),
        PracticeEvidence.relation == EvidenceRelation.SUPPORTS,
        PracticeEvidence.withdrawn_at.is_(None),
    )
    about = PracticeEdition.id.in_(rows) & (PracticeEdition.state == PracticeState.ADOPTED)
    found = latest_practices(session, actor, about, MOST_READ) if by_case else []
    fitting = [(_supporting(practice, by_case.values()), practice) for practice in found]
    listed = [_fitting(practice, supporting) for supporting, practice in fitting if supporting]
    return tuple(sorted(listed, key=lambda one: (-one.weight, one.practice.reference))[:MOST_PRACTICES])


def _supporting(practice: ReleasedPractice, fits: Iterable[Fit]) -> list[Fit]:
    """Return the fits of the cases that support a practice in a row that the reader reads and that did not move."""
    rows = practice.rows_that(EvidenceRelation.SUPPORTS)
    supporting = {row.case.case_id for row in rows if row.moved is None}
    return [fit for fit in fits if fit.revision.case_id in supporting]


def _fitting(practice: ReleasedPractice, supporting: Sequence[Fit]) -> FittingPractice:
    reasons = _merged([remark for fit in supporting for remark in fit.reasons])
    same = {remark.aspect for remark in reasons}
    differences = [
        remark
        for relation in DIFFERING
        for fit in supporting
        for remark in fit.differences
        if remark.relation == relation and not (relation == Relation.OTHER and remark.aspect in same)
    ]
    return FittingPractice(
        practice,
        max(fit.weight for fit in supporting),
        supported_by=tuple(fit.revision for fit in supporting),
        reasons=reasons,
        differences=_without_repeated_means(_merged(differences)),
    )


def _merged(remarks: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Return one remark for each aspect and relation, with the values of all, without their passages."""
    merged: dict[tuple[str, str], Assessment] = {}
    for remark in remarks:
        key = (remark.aspect, remark.relation)
        earlier = merged[key].values if key in merged else ()
        values = tuple(dict.fromkeys([*earlier, *remark.values]))
        merged[key] = Assessment(remark.aspect, remark.relation, values, yours=remark.yours)
    return tuple(merged.values())


def _without_repeated_means(remarks: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """Leave out means that one case names only, if another one needs them."""
    needed = {value for remark in remarks if remark.relation == Relation.NEEDS for value in remark.values}
    kept = [
        remark if remark.relation != Relation.NAMES else _only_values(remark, set(remark.values) - needed)
        for remark in remarks
    ]
    return tuple(remark for remark in kept if remark.values)


def _only_values(remark: Assessment, values: set[str]) -> Assessment:
    left = tuple(value for value in remark.values if value in values)
    return Assessment(remark.aspect, remark.relation, left, yours=remark.yours)

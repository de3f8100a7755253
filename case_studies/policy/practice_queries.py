"""What `practice_release.py` decides for one edition, for many: as conditions for queries."""

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from case_studies.models import Case, EvidenceFlag, Practice, PracticeEdition, PracticeEvidence, Revision
from case_studies.models.revision import revision_co_submitters, revision_operations
from case_studies.policy.actor import Actor
from case_studies.policy.attachment_audiences import OPEN_TO
from case_studies.policy.practice_release import LASTING, LEAST_CASES, LEAST_SOURCES
from case_studies.policy.release import NAMED_TO
from case_studies.vocabulary import (
    Audience,
    EvidenceRelation,
    PracticeState,
    Role,
    Section,
    State,
)

S = PracticeState
Counted = ColumnElement[int]


def edition_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on PracticeEdition, joined with Practice, that is the same as `sees_edition`."""
    if actor.is_a(Role.EDITOR):
        return true()
    if not actor.signed_in:
        return and_(
            PracticeEdition.state.in_(LASTING), Practice.audience == Audience.PUBLIC, _is_enough_for_the_public()
        )
    seen = PracticeEdition.state.in_((S.IN_CONSULTATION, *LASTING))
    if actor.is_a(Role.FOCAL_POINT):
        proposing = [column == actor.delegation for column in (Practice.owner_code, Practice.supported_by_code)]
        return or_(seen, PracticeEdition.state == S.PROPOSED, *proposing)
    return seen


def cites(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on PracticeEdition that a row cites a case of the actor's delegation, as in `cited_by`."""
    pinned = and_(Revision.case_id == PracticeEvidence.case_id, Revision.number == PracticeEvidence.revision_number)
    with_others = select(revision_co_submitters.c.revision_id).where(
        revision_co_submitters.c.delegation_code == actor.delegation
    )
    of_delegation = or_(Case.submitting_code == actor.delegation, Revision.id.in_(with_others))
    rows = select(PracticeEvidence.edition_id).join(Case, Case.id == PracticeEvidence.case_id).join(Revision, pinned)
    return PracticeEdition.id.in_(rows.where(PracticeEvidence.withdrawn_at.is_(None), of_delegation))


def _is_enough_for_the_public() -> ColumnElement[bool]:
    """Return the condition that is the same as `is_enough` of the rows that the public may read."""
    named = Revision.attribution.in_(NAMED_TO[Audience.PUBLIC])
    cases = _public_support(func.count(Revision.case_id.distinct()))
    delegations = _public_support(func.count(Case.submitting_code.distinct())).where(named)
    operations = _public_support(func.count(revision_operations.c.operation_id.distinct())).join(
        revision_operations, revision_operations.c.revision_id == Revision.id
    )
    sources = [query.scalar_subquery() >= LEAST_SOURCES for query in (delegations, operations)]
    return and_(cases.scalar_subquery() >= LEAST_CASES, or_(*sources))


def _public_support(counted: Counted) -> Select[int]:
    """Return a query for the rows of an edition that support it, did not move, and may be read by the public."""
    return (
        select(counted)
        .select_from(PracticeEvidence)
        .join(Case, Case.id == PracticeEvidence.case_id)
        .join(
            Revision,
            and_(Revision.case_id == Case.id, Revision.number == PracticeEvidence.revision_number),
        )
        .where(
            PracticeEvidence.edition_id == PracticeEdition.id,
            PracticeEvidence.relation == EvidenceRelation.SUPPORTS,
            PracticeEvidence.withdrawn_at.is_(None),
            Revision.state == State.PUBLISHED,
            Revision.audience == Audience.PUBLIC,
            or_(*(_may_be_read(section) for section in Section)),
        )
        .correlate(PracticeEdition)
    )


def _may_be_read(section: Section) -> ColumnElement[bool]:
    chosen = Revision.section_audiences[section.value].as_string()
    is_hidden = Revision.hidden_parts[section.value].as_string().is_not(None)
    return and_(
        PracticeEvidence.section == section,
        or_(chosen.is_(None), chosen.in_(OPEN_TO[Audience.PUBLIC])),
        ~is_hidden,
    )


def with_evidence() -> list[_AbstractLoad]:
    """Return how the evidence of editions is loaded with them, as far as it decides who reads what."""
    revisions = selectinload(PracticeEdition.evidence).joinedload(PracticeEvidence.case).selectinload(Case.revisions)
    return [revisions.options(selectinload(Revision.operations), selectinload(Revision.co_submitters))]


def is_shown_edition() -> ColumnElement[bool]:
    """Return the condition for the one edition of a practice that lists show: what is adopted or retired, if it is."""
    other = PracticeEdition.__table__.alias("lasting")
    lasting = (
        select(other.c.id)
        .where(other.c.practice_id == PracticeEdition.practice_id, other.c.state.in_((S.ADOPTED, S.RETIRED)))
        .correlate(PracticeEdition)
        .exists()
    )
    unfinished = PracticeEdition.state.in_((S.PROPOSED, S.DRAFT, S.IN_CONSULTATION))
    return or_(PracticeEdition.state.in_((S.ADOPTED, S.RETIRED)), and_(unfinished, ~lasting))


def loaded_for_release() -> list[_AbstractLoad]:
    """Return how editions are loaded that are released to a reader, in a fixed number of queries."""
    return [
        *with_evidence(),
        selectinload(PracticeEdition.flags).joinedload(EvidenceFlag.case).selectinload(Case.revisions),
        selectinload(PracticeEdition.themes),
        selectinload(PracticeEdition.initiatives),
        selectinload(PracticeEdition.assessments),
        selectinload(PracticeEdition.remarks),
    ]

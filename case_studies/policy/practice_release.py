"""What a reader may read of a good practice: editions, rows of evidence, confidence.

Each reader gets the rows whose case and section they may read, and counts of these rows only. The public reads an
edition as long as the rows that it may read are enough for a practice. Pages and the API take practices from here and
from nowhere else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from case_studies.markdown.sentences import is_list_of_sentences, sentences_of
from case_studies.models import EvidenceFlag, PracticeAssessment, PracticeEdition, PracticeEvidence, PracticeRemark
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.pinned import moved, readable_pin
from case_studies.policy.release import ReleasedRevision
from case_studies.vocabulary import (
    Audience,
    EvidenceChange,
    EvidenceRelation,
    FoundKind,
    PartAudience,
    PracticeRemarkKind,
    PracticeState,
    Role,
)

S = PracticeState
LASTING = (S.ADOPTED, S.SUPERSEDED, S.RETIRED)
"""The states of what was adopted once. Others than members may read it."""
LEAST_CASES = 2
LEAST_SOURCES = 2
"""Delegations or operations."""

ANY_MEMBER = Actor(account_id=0, roles=frozenset({Role.PRACTITIONER}))
"""A member of no delegation: what all members read."""
READER_OF = {Audience.MEMBERS: ANY_MEMBER, Audience.PUBLIC: NOBODY}
"""Audience → who reads what everybody of it reads."""


@dataclass(frozen=True, slots=True)
class ReleasedEvidence:
    """A row of evidence that the reader may read. `case` is the case as they may read it."""

    id: int
    relation: Any
    section: Any
    revision_number: int
    shows: str
    sentences: list[int]
    """The numbers of the sentences of `do` that rest on it, from 1."""
    evidence_kind: Any
    case: ReleasedRevision
    moved: EvidenceChange | None


def released_rows(actor: Actor, edition: PracticeEdition) -> list[ReleasedEvidence]:
    """Return the rows of an edition that the actor may read."""
    found = [(row, readable_pin(actor, row.case, row.revision_number, row.section)) for row in edition.rows]
    sentences = sentences_of(edition.do) if any(row.sentences for row in edition.rows) else []
    return [_row(row, case, sentences) for row, case in found if case is not None]


def _row(row: PracticeEvidence, case: ReleasedRevision, sentences: Sequence[str]) -> ReleasedEvidence:
    return ReleasedEvidence(
        id=row.id,
        relation=row.relation,
        section=row.section,
        revision_number=row.revision_number,
        shows=row.shows,
        sentences=[number for number, text in enumerate(sentences, 1) if text in row.sentences],
        evidence_kind=row.evidence_kind,
        case=case,
        moved=moved(row.case, row.revision_number, row.section, row.readers),
    )


def is_enough(rows: Iterable[ReleasedEvidence]) -> bool:
    """Whether rows support a practice for their reader: two cases of two delegations or operations.

    A delegation that the reader doesn't know is ignored: otherwise the page would reveal that it is another one.
    """
    cases = [row.case for row in rows if row.moved is None and row.relation == EvidenceRelation.SUPPORTS]
    delegations = {case.submitting_code for case in cases} - {""}
    operations = {operation.id for case in cases for operation in case.operations}
    return len({case.case_id for case in cases}) >= LEAST_CASES and max(len(delegations), len(operations)) >= (
        LEAST_SOURCES
    )


def sees_edition(actor: Actor, edition: PracticeEdition) -> bool:
    """Whether the actor sees an edition, as in `edition_visible_to`."""
    if actor.is_a(Role.EDITOR):
        return True
    is_focal_point = actor.is_a(Role.FOCAL_POINT)
    proposing = (edition.practice.owner_code, edition.practice.supported_by_code)
    if is_focal_point and (edition.state == S.PROPOSED or actor.delegation in proposing):
        return True
    if actor.signed_in:
        return edition.state in (S.IN_CONSULTATION, *LASTING)
    is_public = edition.state in LASTING and edition.practice.audience == Audience.PUBLIC
    return is_public and is_enough(released_rows(NOBODY, edition))


@dataclass(frozen=True, slots=True)
class ReleasedChange:
    """What moved under an edition. The reference is empty where the reader may not read the case."""

    change: EvidenceChange
    reference: str
    flagged_at: Any


@dataclass(frozen=True, slots=True)
class ReleasedRemark:
    """What a delegation said in the consultation. The delegation is empty where the reader may not know it."""

    id: int
    kind: Any
    text: str
    delegation: str
    given_at: Any
    answer: str
    answered_at: Any


class ReleasedPractice:
    """An edition of a practice as one reader may read it."""

    kind = FoundKind.PRACTICE

    def __init__(self, edition: PracticeEdition, actor: Actor) -> None:
        self._edition = edition
        self._actor = actor
        self.rows = released_rows(actor, edition)

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the edition may know."""
        if name in OF_EDITION:
            return getattr(self._edition, name)
        if name in OF_PRACTICE:
            return getattr(self._edition.practice, name)
        raise AttributeError(name)

    @property
    def is_member(self) -> bool:
        """Whether the reader is signed in."""
        return self._actor.signed_in

    def rows_that(self, *relations: EvidenceRelation) -> list[ReleasedEvidence]:
        """Return the rows with these relations."""
        return [row for row in self.rows if row.relation in relations]

    @property
    def sentences(self) -> list[str]:
        """The sentences of what to do. A row names those that rest on it by their numbers, from 1."""
        return sentences_of(self._edition.do)

    @property
    def is_list(self) -> bool:
        """Whether what to do is a list of these sentences and nothing else."""
        return is_list_of_sentences(self._edition.do)

    @property
    def against(self) -> list[ReleasedEvidence]:
        """The rows that qualify the practice or contradict it, contradictions first."""
        return [*self.rows_that(EvidenceRelation.CONTRADICTS), *self.rows_that(EvidenceRelation.QUALIFIES)]

    @property
    def cases(self) -> int:
        """How many cases the reader reads in the evidence."""
        return len({row.case.case_id for row in self.rows})

    @property
    def delegations(self) -> int:
        """How many delegations the reader knows that submitted these cases."""
        return len({row.case.submitting_code for row in self.rows} - {""})

    @property
    def assessment(self) -> PracticeAssessment | None:
        """The confidence in what the reader reads. The public gets none once it reads other rows than were assessed."""
        found = self._own_assessment
        if found is None or (not self._actor.signed_in and set(found.evidence_ids) != unmoved_ids(self.rows)):
            return None
        return found

    @property
    def was_assessed(self) -> bool:
        """Whether an editor assessed the confidence for the audience of the reader."""
        return self._own_assessment is not None

    @property
    def _own_assessment(self) -> PracticeAssessment | None:
        return next((one for one in self._edition.assessments if one.audience == self._actor.audience), None)

    @property
    def changes(self) -> list[ReleasedChange]:
        """What moved since the edition was adopted, as far as the reader may know of it."""
        may_know = self._actor.signed_in
        flags = [flag for flag in self._edition.flags if may_know or flag.readers == PartAudience.PUBLIC]
        return [ReleasedChange(flag.change, self._reference(flag), flag.flagged_at) for flag in flags]

    def _reference(self, flag: EvidenceFlag) -> str:
        readable = flag.case.readable
        number = readable.number if readable is not None else 0
        return flag.case.reference if readable_pin(self._actor, flag.case, number) is not None else ""

    @property
    def was_adopted(self) -> bool:
        """Whether this edition was adopted once: it can be cited and does not change any more."""
        return self._edition.state in LASTING

    @property
    def evidence_changed(self) -> bool:
        """Whether something moved that the reader may know of."""
        return self._edition.state == S.ADOPTED and bool(self.changes)

    @property
    def remarks(self) -> list[ReleasedRemark]:
        """What was said in the consultation, for members."""
        return [self._remark(remark) for remark in self._edition.remarks] if self._actor.signed_in else []

    def _remark(self, remark: PracticeRemark) -> ReleasedRemark:
        return ReleasedRemark(
            id=remark.id,
            kind=remark.kind,
            text=remark.text,
            delegation=remark.delegation_code if self._may_know(remark) else "",
            given_at=remark.given_at,
            answer=remark.answer,
            answered_at=remark.answered_at,
        )

    def _may_know(self, remark: PracticeRemark) -> bool:
        """Whether the reader may know who objects. A delegation that objects is one that is cited."""
        if remark.kind == PracticeRemarkKind.REMARK or self._actor.is_a(Role.EDITOR):
            return True
        return remark.delegation_code == self._actor.delegation or is_named_in(self.rows, remark.delegation_code)


def is_named_in(rows: Sequence[ReleasedEvidence], code: str) -> bool:
    """Whether a delegation is named as one that submitted a case of these rows."""
    return any(code in (row.case.submitting_code, *(one.code for one in row.case.co_submitters)) for row in rows)


def unmoved_ids(rows: Iterable[ReleasedEvidence]) -> set[int]:
    """Return the ids of the rows that are as they were."""
    return {row.id for row in rows if row.moved is None}


OF_PRACTICE = frozenset("reference version register audience attribution demonstration moved_at".split())
OF_EDITION = frozenset(
    "id number state language title statement do mechanism fits_where how_to_start costs harms not_known search_query "
    "search_result searched_at revised_because retired_because consulted_at adopted_at next_look_on themes "
    "initiatives".split()
)
"""What every reader of an edition may know."""

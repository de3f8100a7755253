"""Who may do what with a good practice in which state: by hand, compared with the policy, as values."""

from typing import Any

import pytest

from case_studies.models import Case, Delegation, Operation, Practice, PracticeEdition, PracticeEvidence, Revision
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.practices import PRACTICE_POLICY
from case_studies.vocabulary import (
    Attribution,
    Audience,
    DelegationKind,
    EvidenceRelation,
    PartAudience,
    PracticeState,
    Role,
    Section,
    State,
)

S = PracticeState
OFFICES: dict[str, Actor] = {
    "editor of the owner": Actor(1, "IDN", frozenset({Role.EDITOR})),
    "another editor": Actor(2, "BRA", frozenset({Role.EDITOR})),
    "focal point of the owner": Actor(3, "IDN", frozenset({Role.FOCAL_POINT})),
    "cited focal point": Actor(4, "GHA", frozenset({Role.FOCAL_POINT})),
    "cited clearance officer": Actor(5, "GHA", frozenset({Role.CLEARANCE_OFFICER})),
    "other focal point": Actor(6, "DEU", frozenset({Role.FOCAL_POINT})),
    "practitioner": Actor(7, "GHA", frozenset({Role.PRACTITIONER})),
    "administrator": Actor(8, "CHN", frozenset({Role.ADMINISTRATOR})),
    "nobody": NOBODY,
}
EDITORS = ("editor of the owner", "another editor")

# state → office → rights, by hand. Offices that are not named may do nothing; None: they do not see it.
OF_MEMBERS: dict[str, set[str] | None] = {
    "focal point of the owner": set(),
    "cited focal point": {"withdraw_evidence"},
    "cited clearance officer": {"withdraw_evidence"},
    "other focal point": set(),
    "practitioner": set(),
    "administrator": set(),
    "nobody": set(),
}
UNSEEN: dict[str, set[str] | None] = {office: None for office in OFFICES if office not in EDITORS}
MATRIX: dict[PracticeState, dict[str, set[str] | None]] = {
    S.PROPOSED: {
        **UNSEEN,
        **{key: {"edit", "withdraw"} for key in EDITORS},
        "focal point of the owner": {"edit", "withdraw"},
        "cited focal point": {"support", "withdraw_evidence"},
        "other focal point": {"support"},
    },
    S.DRAFT: {
        **UNSEEN,
        **{key: {"edit", "assess", "consult", "withdraw"} for key in EDITORS},
        "focal point of the owner": {"edit", "withdraw"},
    },
    S.IN_CONSULTATION: {
        "editor of the owner": {"edit", "assess", "answer_remark", "correct", "withdraw"},  # it proposed the adoption
        "another editor": {"edit", "assess", "answer_remark", "correct", "adopt", "withdraw"},
        "focal point of the owner": {"correct"},
        "cited focal point": {"object", "correct", "withdraw_evidence"},
        "cited clearance officer": {"correct", "withdraw_evidence"},
        "other focal point": {"correct"},
        "practitioner": {"correct"},
        "administrator": {"correct"},
        "nobody": None,
    },
    S.ADOPTED: {**OF_MEMBERS, **{key: {"assess", "revise", "retire"} for key in EDITORS}},
    S.RETIRED: {**OF_MEMBERS, **{key: set() for key in EDITORS}},
    S.WITHDRAWN: {**UNSEEN, **{key: set() for key in EDITORS}, "focal point of the owner": set()},
}


def practice(state: PracticeState, **values: Any) -> Practice:
    """Return a practice of Indonesia’s that cites two cases of Ghana’s. The first editor proposed its adoption."""
    rows = [
        PracticeEvidence(
            id=number,
            case_id=number,
            case=_case(number, operation),
            revision_number=1,
            section=Section.RESULTS,
            relation=EvidenceRelation.SUPPORTS,
            readers=PartAudience.PUBLIC,
        )
        for number, operation in enumerate(("MINUSMA", "MINUSCA"), 1)
    ]
    edition = PracticeEdition(number=1, state=state, evidence=rows, adoption_proposed_code="IDN")
    return Practice(owner_code="IDN", **{"audience": Audience.PUBLIC, "editions": [edition], **values})


def _case(number: int, operation: str) -> Case:
    revision = Revision(
        case_id=number,
        number=1,
        state=State.PUBLISHED,
        is_current=True,
        audience=Audience.PUBLIC,
        attribution=Attribution.UNNAMED,
        section_audiences={},
        narrower_sources={},
        hidden_parts={},
        operations=[Operation(id=operation)],
    )
    ghana = Delegation(code="GHA", name="Ghana", kind=DelegationKind.STATE)
    return Case(id=number, submitting_code="GHA", submitting=ghana, revisions=[revision])


@pytest.mark.parametrize("state", list(MATRIX))
def test_everybody_may_do_what_the_matrix_says(state: PracticeState) -> None:
    found = practice(state)
    for office, actor in OFFICES.items():
        allowed = MATRIX[state][office]
        assert PRACTICE_POLICY.sees(actor, found) == (allowed is not None), (state, office)
        rights = {str(right) for right in PRACTICE_POLICY.usable(actor, found) if actor.signed_in}
        assert rights == (allowed or set()), (state, office)


def test_the_adopted_edition_stays_readable_while_the_next_one_is_a_draft() -> None:
    found = practice(S.ADOPTED)
    found.editions.append(PracticeEdition(number=2, state=S.DRAFT))
    for office, actor in OFFICES.items():
        assert PRACTICE_POLICY.sees(actor, found)
        rights = {str(right) for right in PRACTICE_POLICY.usable(actor, found)}
        expected: set[str] = set()
        if office in EDITORS:
            expected = {"edit", "assess", "consult", "withdraw"}
        elif office == "focal point of the owner":
            expected = {"edit", "withdraw"}
        elif office.startswith("cited"):
            expected = {"withdraw_evidence"}
        assert rights == expected, office


def test_the_public_reads_what_is_adopted_as_long_as_it_reads_enough() -> None:
    assert PRACTICE_POLICY.sees(NOBODY, practice(S.ADOPTED))
    assert not PRACTICE_POLICY.sees(NOBODY, practice(S.ADOPTED, audience=Audience.MEMBERS))
    for change in ({"audience": Audience.MEMBERS}, {"state": State.WITHDRAWN}, {"hidden_parts": {"results": "2026"}}):
        found = practice(S.ADOPTED)
        for name, value in change.items():
            setattr(found.current.rows[0].case.revisions[0], name, value)
        assert not PRACTICE_POLICY.sees(NOBODY, found), change

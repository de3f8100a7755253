"""Published cases side by side: what differs, what is the same, and nothing that the reader may not see."""

from typing import Any

import pytest

from case_studies.errors import Incomplete
from case_studies.operations.cases import comparison
from case_studies.operations.cases.comparison import Comparison, FieldRow, SectionRow, check_two_cases, compare_cases
from case_studies.policy.actor import NOBODY, Actor
from case_studies.vocabulary import Action, Section, State
from tests.support.workflow_cases import EDITOR, WRITER, case_in, second_draft
from tests.support.world import WHOLE_CASE, World

OTHER: dict[str, Any] = {
    "title": "Teaching drivers to read the road",
    "themes": ["MOV-CONVOY", "TRN"],
    "host_states": ["LBN"],
    "operations": ["UNIFIL"],
    "initiatives": [],
    "started": 2020,
    "ended": None,
    "stage": "under_way",
    "sections": {**WHOLE_CASE["sections"], "actions": "Drivers were taught by searchers."},
}


def compare(world: World, *references: str, actor: Actor = NOBODY) -> Comparison:
    with world.platform.work.reading() as session:
        return compare_cases(session, actor, references)


def row(comparison: Comparison, field: str) -> FieldRow:
    return next(row for row in comparison.fields if row.field == field)


def section(comparison: Comparison, name: Section) -> SectionRow:
    return next(row for row in comparison.sections if row.section == name)


@pytest.fixture
def pair(bare: World) -> tuple[str, str]:
    return case_in(bare, State.PUBLISHED).reference, case_in(bare, State.PUBLISHED, **OTHER).reference


def shown(comparison: Comparison) -> list[str]:
    return [case.case.reference for case in comparison.cases]


def test_fields_that_differ_and_fields_that_are_the_same_are_told_apart(bare: World, pair: tuple[str, str]) -> None:
    found = compare(bare, *pair)
    assert found.problems == []
    same = {row.field for row in found.fields if row.same}
    assert same == {"submitted_by", "implemented_by", "evidence", "language"}
    assert row(found, "host_states").cells == ((("MLI", "Mali"),), (("LBN", "Lebanon"),))
    assert row(found, "initiatives").cells[1] == ()


def test_values_that_every_case_has_are_known(bare: World, pair: tuple[str, str]) -> None:
    assert {code for code, _ in row(compare(bare, *pair), "themes").shared} == {"MOV-CONVOY"}
    assert row(compare(bare, *pair), "host_states").shared == frozenset()


def test_a_field_that_no_case_has_is_left_out(bare: World, pair: tuple[str, str]) -> None:
    assert "co_submitters" not in {row.field for row in compare(bare, *pair).fields}


@pytest.mark.parametrize(
    ("started", "ended", "years"), [(2019, 2021, "2019–2021"), (2020, 2020, "2020"), (2020, None, "2020–")]
)
def test_a_period_is_told_as_readers_write_it(bare: World, started: int, ended: int | None, years: str) -> None:
    stage = "ended" if ended else "under_way"
    case = case_in(bare, State.PUBLISHED, started=started, ended=ended, stage=stage)
    assert row(compare(bare, case.reference), "period").cells == (((years, years),),)


def test_sections_come_in_the_order_of_the_template_and_tell_whether_they_are_the_same(
    bare: World, pair: tuple[str, str]
) -> None:
    found = compare(bare, *pair)
    assert [row.section for row in found.sections] == list(Section)
    assert [row.section for row in found.sections if not row.same] == [Section.ACTIONS]
    assert section(found, Section.ACTIONS).texts[1] == OTHER["sections"]["actions"]


def test_the_cases_stand_in_the_order_asked_for(bare: World, pair: tuple[str, str]) -> None:
    assert shown(compare(bare, *pair)) == list(pair)
    assert shown(compare(bare, *reversed(pair))) == list(reversed(pair))


def test_one_case_alone_is_the_same_as_nothing(bare: World, pair: tuple[str, str]) -> None:
    found = compare(bare, pair[0])
    assert not found.is_comparison
    assert not any(row.same or row.shared for row in found.fields)
    assert not any(row.same for row in found.sections)


def test_a_case_named_twice_is_shown_once_and_said(bare: World, pair: tuple[str, str]) -> None:
    found = compare(bare, pair[0], f" {pair[0].lower()} ", pair[1])
    assert shown(found) == list(pair)
    assert found.problems == [f"{pair[0]} was requested twice and is shown once."]


def test_of_five_cases_the_first_four_are_shown(library: World) -> None:
    references = [f"CS-2026-000{number}" for number in (1, 2, 4, 5, 6, 7)]
    found = compare(library, *references, actor=library.actor("practitioner"))
    assert shown(found) == references[:4]
    assert found.is_full
    assert found.problems == ["At most 4 cases can be compared. The first ones are shown."]


def test_what_cannot_be_read_takes_no_place(library: World) -> None:
    references = [f"CS-2026-000{number}" for number in (1, 2, 4, 5)]
    found = compare(library, "CS-1999-0001", *references, actor=library.actor("practitioner"))
    assert shown(found) == references
    assert found.missing == ("CS-1999-0001",)
    assert not found.too_many


def test_a_hidden_case_and_an_unknown_one_are_missing_alike(bare: World, pair: tuple[str, str]) -> None:
    hidden = [
        case_in(bare, state).reference
        for state in (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN, State.ARCHIVED)
    ]
    hidden.append(case_in(bare, State.PUBLISHED, audience="members").reference)
    for reference in hidden:
        found = compare(bare, pair[0], reference)
        assert shown(found) == [pair[0]]
        unknown = compare(bare, pair[0], "CS-1999-0001")
        assert [problem.replace(reference, "CS-1999-0001") for problem in found.problems] == unknown.problems


def test_who_takes_part_compares_what_is_published_and_not_what_is_in_the_making(
    bare: World, pair: tuple[str, str]
) -> None:
    case = second_draft(bare)
    case.edit(title="A title that is not public yet")
    draft = case_in(bare, State.DRAFT).reference
    found = compare(bare, pair[0], case.reference, draft, actor=bare.actor(WRITER))
    assert found.cases[1].title == WHOLE_CASE["title"]
    assert found.missing == (draft,)


def test_members_compare_cases_for_members(bare: World, pair: tuple[str, str]) -> None:
    members = case_in(bare, State.PUBLISHED, audience="members").reference
    assert shown(compare(bare, pair[0], members, actor=bare.actor("practitioner"))) == [pair[0], members]


def test_a_case_that_is_withdrawn_is_gone_from_comparisons(bare: World, pair: tuple[str, str]) -> None:
    case = case_in(bare, State.PUBLISHED)
    assert shown(compare(bare, pair[0], case.reference)) == [pair[0], case.reference]
    case.act(Action.WITHDRAW, WRITER)
    assert shown(compare(bare, pair[0], case.reference, actor=bare.actor(EDITOR))) == [pair[0]]


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE cases", "\x00", "CS-2026-٠٠٠١", "%", "CS-2026-0001\x00", "🕊", "x" * 10_000]
)
def test_what_is_no_reference_is_never_looked_up_and_said_back_short(
    bare: World, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL takes no NUL; what can't be a reference is not asked for."""
    asked: list[str] = []
    monkeypatch.setattr(comparison, "readable_revisions", lambda _s, _a, names: asked.extend(names) or {})
    found = compare(bare, typed)
    assert asked == []
    assert shown(found) == []
    assert len(found.problems) == 1
    assert len(found.problems[0]) < 120


def test_a_flood_of_references_gets_a_short_answer(bare: World) -> None:
    found = compare(bare, *(f"CS-2026-{number:04d}" for number in range(10_000)))
    assert found.too_many
    assert len(found.problems) == 21


def test_a_half_comparison_is_refused_by_naming_what_is_wrong(bare: World, pair: tuple[str, str]) -> None:
    check_two_cases(compare(bare, *pair))
    for asked, told in (
        ((), ["Name at least 2 cases."]),
        ((pair[0],), ["Name at least 2 cases."]),
        ((*pair, pair[1]), [f"{pair[1]} was requested twice and is shown once."]),
    ):
        with pytest.raises(Incomplete) as refused:
            check_two_cases(compare(bare, *asked))
        assert refused.value.fields == {"case": told}

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


def test_different_and_equal_fields_are_distinguished(bare: World, pair: tuple[str, str]) -> None:
    comparison = compare(bare, *pair)
    assert comparison.problems == []
    same = {row.field for row in comparison.fields if row.same}
    assert same == {"submitted_by", "implemented_by", "evidence", "measure", "language"}
    assert row(comparison, "host_states").cells == ((("MLI", "Mali"),), (("LBN", "Lebanon"),))
    assert row(comparison, "initiatives").cells[1] == ()


def test_values_that_every_case_has_are_marked(bare: World, pair: tuple[str, str]) -> None:
    assert {code for code, _ in row(compare(bare, *pair), "themes").shared} == {"MOV-CONVOY"}
    assert row(compare(bare, *pair), "host_states").shared == frozenset()


def test_a_field_that_no_case_has_is_left_out(bare: World, pair: tuple[str, str]) -> None:
    assert "co_submitters" not in {row.field for row in compare(bare, *pair).fields}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("started", "ended", "years"), [(2019, 2021, "2019–2021"), (2020, 2020, "2020"), (2020, None, "2020–")]
)
def test_a_period_is_written_as_readers_write_it(bare: World, started: int, ended: int | None, years: str) -> None:
    stage = "ended" if ended else "under_way"
    case = case_in(bare, State.PUBLISHED, started=started, ended=ended, stage=stage)
    assert row(compare(bare, case.reference), "period").cells == (((years, years),),)


@pytest.mark.slow
def test_sections_come_in_the_order_of_the_template_and_show_whether_they_are_equal(
    bare: World, pair: tuple[str, str]
) -> None:
    comparison = compare(bare, *pair)
    assert [row.section for row in comparison.sections] == list(Section)
    assert [row.section for row in comparison.sections if not row.same] == [Section.ACTIONS]
    assert section(comparison, Section.ACTIONS).texts[1] == OTHER["sections"]["actions"]


@pytest.mark.slow
def test_the_cases_are_in_the_requested_order(bare: World, pair: tuple[str, str]) -> None:
    assert shown(compare(bare, *pair)) == list(pair)
    assert shown(compare(bare, *reversed(pair))) == list(reversed(pair))


def test_one_case_alone_has_nothing_in_common(bare: World, pair: tuple[str, str]) -> None:
    comparison = compare(bare, pair[0])
    assert not comparison.is_comparison
    assert not any(row.same or row.shared for row in comparison.fields)
    assert not any(row.same for row in comparison.sections)


def test_a_case_requested_twice_is_shown_once_and_reported(bare: World, pair: tuple[str, str]) -> None:
    comparison = compare(bare, pair[0], f" {pair[0].lower()} ", pair[1])
    assert shown(comparison) == list(pair)
    assert comparison.problems == [f"{pair[0]} was requested twice and is shown once."]


def test_of_five_cases_the_first_four_are_shown(library: World) -> None:
    references = [f"CS-2026-000{number}" for number in (1, 2, 4, 5, 6, 7)]
    comparison = compare(library, *references, actor=library.actor("practitioner"))
    assert shown(comparison) == references[:4]
    assert comparison.is_full
    assert comparison.problems == ["At most 4 cases can be compared. The first ones are shown."]


def test_a_hidden_case_takes_no_place(library: World) -> None:
    references = [f"CS-2026-000{number}" for number in (1, 2, 4, 5)]
    comparison = compare(library, "CS-1999-0001", *references, actor=library.actor("practitioner"))
    assert shown(comparison) == references
    assert comparison.missing == ("CS-1999-0001",)
    assert not comparison.too_many


@pytest.mark.slow
def test_hidden_and_unknown_cases_are_both_reported_as_missing(bare: World, pair: tuple[str, str]) -> None:
    hidden = [
        case_in(bare, state).reference
        for state in (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN, State.ARCHIVED)
    ]
    hidden.append(case_in(bare, State.PUBLISHED, audience="members").reference)
    for reference in hidden:
        comparison = compare(bare, pair[0], reference)
        assert shown(comparison) == [pair[0]]
        unknown = compare(bare, pair[0], "CS-1999-0001")
        assert [problem.replace(reference, "CS-1999-0001") for problem in comparison.problems] == unknown.problems


@pytest.mark.slow
def test_participants_compare_published_and_not_unpublished_revisions(bare: World, pair: tuple[str, str]) -> None:
    case = second_draft(bare)
    case.edit(title="A title that is not public yet")
    draft = case_in(bare, State.DRAFT).reference
    comparison = compare(bare, pair[0], case.reference, draft, actor=bare.actor(WRITER))
    assert comparison.cases[1].title == WHOLE_CASE["title"]
    assert comparison.missing == (draft,)


@pytest.mark.slow
def test_members_compare_cases_for_members(bare: World, pair: tuple[str, str]) -> None:
    members = case_in(bare, State.PUBLISHED, audience="members").reference
    assert shown(compare(bare, pair[0], members, actor=bare.actor("practitioner"))) == [pair[0], members]


@pytest.mark.slow
def test_a_withdrawn_case_disappears_from_comparisons(bare: World, pair: tuple[str, str]) -> None:
    case = case_in(bare, State.PUBLISHED)
    assert shown(compare(bare, pair[0], case.reference)) == [pair[0], case.reference]
    case.act(Action.WITHDRAW, WRITER)
    assert shown(compare(bare, pair[0], case.reference, actor=bare.actor(EDITOR))) == [pair[0]]


@pytest.mark.parametrize(
    "typed", ["'; DROP TABLE cases", "\x00", "CS-2026-٠٠٠١", "%", "CS-2026-0001\x00", "🕊", "x" * 10_000]
)
def test_an_impossible_reference_is_not_looked_up_and_is_quoted_in_short(
    bare: World, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL refuses NUL characters, so a text that can't be a reference is not looked up."""
    looked_up: list[str] = []
    monkeypatch.setattr(comparison, "readable_revisions", lambda _s, _a, names: looked_up.extend(names) or {})
    result = compare(bare, typed)
    assert looked_up == []
    assert shown(result) == []
    assert len(result.problems) == 1
    assert len(result.problems[0]) < 120


def test_many_references_get_a_short_answer(bare: World) -> None:
    comparison = compare(bare, *(f"CS-2026-{number:04d}" for number in range(10_000)))
    assert comparison.too_many
    assert len(comparison.problems) == 21


@pytest.mark.slow
def test_an_incomplete_comparison_is_refused_with_what_is_wrong(bare: World, pair: tuple[str, str]) -> None:
    check_two_cases(compare(bare, *pair))
    for references, problems in (
        ((), ["Name at least 2 cases."]),
        ((pair[0],), ["Name at least 2 cases."]),
        ((*pair, pair[1]), [f"{pair[1]} was requested twice and is shown once."]),
    ):
        with pytest.raises(Incomplete) as refused:
            check_two_cases(compare(bare, *references))
        assert refused.value.fields == {"case": problems}

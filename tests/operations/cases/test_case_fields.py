"""Every field of the table is written, read, copied, compared and shown; a new row is tested like the others."""

from typing import Any

import pytest
from markupsafe import escape
from sqlalchemy import select

from app.pages.cases.edit_form import PARTS
from app.phrases.case_facts import case_facts
from app.phrases.labels import FIELDS
from app.schemas.case_fields import INPUT, WRITTEN
from case_studies.case_fields import (
    CASE_FIELDS,
    CODED_FIELDS,
    GROUPS,
    CaseField,
    FieldKind,
    VocabularyName,
)
from case_studies.case_problems import ProblemKind, case_problems
from case_studies.models import Place, Revision
from case_studies.models.vocabularies import VOCABULARIES, coded_values
from case_studies.operations.cases.comparison import COMPARED, compare_cases
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import revision_differences
from case_studies.operations.cases.values import nested
from case_studies.vocabulary import Action, PlaceKind, State
from tests.support.api_client import Program, draft, fine
from tests.support.page_reader import hidden_fields
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

FIELDS_OF_TABLE = list(CASE_FIELDS.values())


def _others(world: World) -> dict[str, Any]:
    """Return, for each field, a valid value that is not the one of `WHOLE_CASE`."""
    return {field.name: _other(world, field) for field in FIELDS_OF_TABLE}


def _other(world: World, field: CaseField) -> Any:
    match field.kind:
        case FieldKind.CHOICE:
            chosen = WHOLE_CASE.get(field.name, field.default)
            return next(str(member) for member in field.choices or () if member != chosen)
        case FieldKind.CODES:
            return [_other_code(world, field)]
        case FieldKind.YEAR:
            return 2020
        case FieldKind.LINES:
            return ["Another line", "One more"]
        case FieldKind.MAILBOX:
            return "another@example.org"
        case FieldKind.TRUTH:
            return True
        case FieldKind.TEXT | FieldKind.SECTION:
            return f"Another text for {field.name}"


def _other_code(world: World, field: CaseField) -> str:
    assert field.vocabulary is not None
    vocabulary = VOCABULARIES[field.vocabulary]
    column = getattr(vocabulary.model, vocabulary.code)
    query = select(column).where(column.not_in([*WHOLE_CASE.get(field.name, []), "GHA"])).order_by(column.desc())
    if field.vocabulary in (VocabularyName.HOSTS, VocabularyName.STATES):
        query = query.where(Place.kind == PlaceKind.STATE)
    with world.platform.work.reading() as session:
        return str(session.scalars(query.limit(1)).one())


def _body(values: dict[str, Any]) -> dict[str, Any]:
    """Return values by field in the shape of the API."""
    return nested(values)


def _stored(revision: Revision) -> dict[str, Any]:
    """Return the values of a revision by field, as the API sends them."""
    return {
        field.name: [code for code, _name in coded_values(field, revision)]
        if field in CODED_FIELDS
        else field.value(revision)
        for field in FIELDS_OF_TABLE
    }


def test_the_api_writes_and_returns_every_field(bare: World) -> None:
    others, writer = _others(bare), Program(bare, WRITER)
    reference = draft(bare)
    before = writer.case(reference)
    answer = fine(writer.patch(f"/cases/{reference}", {**_body(others), "version": before["version"]}))
    assert {name: _sent(answer, field) for name, field in CASE_FIELDS.items()} == others
    assert all(_sent(answer, field) != _sent(before, field) for field in CASE_FIELDS.values())


def _sent(answer: dict[str, Any], field: CaseField) -> Any:
    """Return the value of a field in a case as the API sends it."""
    return answer[field.group].get(field.key, field.blank()) if field.group else answer[field.name]


@pytest.mark.slow
def test_the_form_writes_every_field_and_shows_it_again(bare: World) -> None:
    others, browser = _others(bare), bare.browser(WRITER)
    case = Steps.start(bare)
    for part in PARTS.values():
        address = f"/cases/{case.reference}/edit/{part.name}"
        controls = {field.name: _typed(others[field.name]) for field in part.rows}
        answer = browser.post(address, data={**hidden_fields(browser, address), **controls})
        assert answer.status_code == 303, part.name
        page = browser.get(address).get_data(as_text=True)
        assert all(f'name="{field.name}"' in page for field in part.rows)
    assert _stored(case.look().current) == others


def _typed(value: Any) -> Any:
    """Return a value as it is typed: lists of codes as several controls, lines as lines."""
    if isinstance(value, list) and len(value) > 1:
        return "\n".join(value)
    return value


def test_every_field_has_a_part_a_label_and_its_schemas() -> None:
    assert {name for part in PARTS.values() for name in part.fields} == set(CASE_FIELDS)
    assert set(FIELDS) == set(CASE_FIELDS)
    whole = {field.name for field in FIELDS_OF_TABLE if not field.group} | set(GROUPS)
    assert set(INPUT) == set(WRITTEN) == whole


def test_the_next_revision_has_what_is_copied_and_nothing_else(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    first = _stored(case.look().current)
    case.act(Action.REVISE, WRITER)
    second = _stored(case.look().current)
    for field in FIELDS_OF_TABLE:
        assert second[field.name] == (first[field.name] if field.copied else field.blank()), field.name


@pytest.mark.slow
def test_a_change_shows_among_the_differences(bare: World) -> None:
    case, others = Steps.start(bare), _others(bare)
    for field in FIELDS_OF_TABLE:
        before = case.look().current
        case.edit(**nested({field.name: others[field.name]}))
        result = revision_differences(before, case.look().current)
        changed = {change.field for change in result.fields} | {change.section.value for change in result.sections}
        assert changed == ({field.name} if field.diffed else set()), field.name


def test_published_cases_are_compared_by_the_fields_that_say_so(library: World) -> None:
    assert set(COMPARED) - {"submitted_by", "period"} == {f.name for f in FIELDS_OF_TABLE if f.compared is not None}
    with library.platform.work.reading() as session:
        actor = library.actor("practitioner")
        result = compare_cases(session, actor, ["CS-2026-0001", "CS-2026-0002"])
        rows = {row.field: row.cells for row in result.fields}
        for field in FIELDS_OF_TABLE:
            if field.compared is not None:
                values = tuple(tuple(coded_values(field, case)) for case in result.cases)
                assert rows.get(field.name, ((), ())) == values, field.name


def test_facts_are_shown_beside_the_text(library: World) -> None:
    with library.platform.work.reading() as session, library.app.test_request_context():
        case = find_case(session, library.actor("practitioner"), "CS-2026-0001")
        assert case.published is not None
        shown = {str(fact.label) for fact in case_facts(case.published)}
        public = {str(fact.label) for fact in case_facts(case.published, public=True)}
        for field in FIELDS_OF_TABLE:
            label, is_fact = str(FIELDS[field.name]), field.fact is not None and bool(field.value(case.published))
            assert (label in shown) == is_fact, field.name
            assert (label in public) == (is_fact and field.public_fact), field.name
        page = library.visitor().get("/cases/CS-2026-0001").get_data(as_text=True)
        assert all(f"<dt>{escape(label)}</dt>" in page for label in public)


def test_what_is_required_is_missing_when_it_is_empty(bare: World) -> None:
    revision = Steps.start(bare).look().current
    assert case_problems(revision) == []
    for field in FIELDS_OF_TABLE:
        is_required, value = field.required(revision), field.value(revision)
        _set(revision, field, field.blank())
        is_empty = not field.value(revision)
        expected = [(field.name, ProblemKind.MISSING)] if is_required and is_empty else []
        assert [(problem.field, problem.kind) for problem in case_problems(revision)] == expected, field.name
        _set(revision, field, value)


def _set(revision: Revision, field: CaseField, value: Any) -> None:
    if field.group:
        setattr(revision, field.group, {**getattr(revision, field.group), field.key: value})
    else:
        setattr(revision, field.name, value)

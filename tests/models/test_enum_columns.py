"""A column with a closed list of values loads members of its enum, not plain strings."""

import re
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, select

from case_studies.capacity_vocabulary import Prerequisite
from case_studies.db import Base, StoredEnum, StoredEnumList
from case_studies.models import Account, ApiToken, Case, ReviewerProfile
from case_studies.vocabulary import Contribution, Language, Role, State, TokenScope
from tests.support.world import World

ONE_OF = re.compile(r"(\w+) IN \(([^)]*)\)$")
COLUMNS = [column for table in Base.metadata.sorted_tables for column in table.columns]
TYPED = [column for column in COLUMNS if isinstance(column.type, StoredEnum)]


def _closed_lists() -> list[tuple[Column[object], set[str]]]:
    """Return each column that a CHECK constraint limits to a list of values, with that list."""
    found = []
    for table in Base.metadata.sorted_tables:
        for rule in table.constraints:
            match = ONE_OF.search(str(rule.sqltext)) if isinstance(rule, CheckConstraint) else None
            if match and "NOT" not in str(rule.sqltext):
                found.append((table.c[match[1]], set(re.findall(r"'([^']+)'", match[2]))))
    return found


def test_every_closed_list_is_an_enum_with_the_same_values() -> None:
    lists = _closed_lists()
    assert len(lists) >= 12
    for column, values in lists:
        assert isinstance(column.type, StoredEnum), column
        assert {str(member) for member in column.type.kind} == values, column


def test_what_is_stored_is_loaded_as_members(library: World) -> None:
    assert len(TYPED) > 100
    with library.platform.work.reading() as session:
        for column in TYPED:
            assert isinstance(column.type, StoredEnum)
            values = session.scalars(select(column).distinct()).all()
            assert all(value is None or type(value) is column.type.kind for value in values), column


def test_lists_are_loaded_as_members(library: World) -> None:
    lists: dict[type[StrEnum], object] = {
        Role: Account.roles,
        Language: ReviewerProfile.languages,
        TokenScope: ApiToken.scopes,
    }
    library.headers("practitioner")  # with a token
    kinds = {column.type.kind for column in COLUMNS if isinstance(column.type, StoredEnumList)}
    assert kinds == {*lists, Contribution, Prerequisite}, "the library has no applications and offers"
    with library.platform.work.reading() as session:
        for kind, column in lists.items():
            members = [member for row in session.scalars(select(column)) for member in row]
            assert members
            assert {type(member) for member in members} == {kind}


def test_the_state_of_a_case_is_a_member_in_python_and_in_sql(library: World) -> None:
    with library.platform.work.reading() as session:
        assert {type(case.state) for case in session.scalars(select(Case))} == {State}
        assert {type(state) for state in session.scalars(select(Case.state).select_from(Case))} == {State}

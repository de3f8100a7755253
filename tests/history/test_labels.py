"""The history records members of one enum. The code writes each of them, and each has a label."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from app.phrases.labels import HISTORY_ACTIONS
from case_studies.capacity_states import CapacityAction, MatchAction
from case_studies.collection_vocabulary import CollectionAction
from case_studies.models import HistoryEntry
from case_studies.study_vocabulary import ProposalAction, StudyAction
from case_studies.text_vocabulary import TextAction
from case_studies.vocabulary import (
    Action,
    AdoptionAction,
    EventAction,
    HistoryAction,
    IssueAction,
    PracticeAction,
    ThreadAction,
)
from tests.support.world import World

DOMAIN = Path(__file__).parents[2] / "case_studies"
RECORDING = {
    "record_case_event": 3,
    "record_account_event": 3,
    "record_delegation_event": 3,
    "record_item_event": 3,
    "record_platform_event": 2,
    "record_provision_event": 3,
    "_record": 3,
}  # call → the position of its action


def _calls() -> list[ast.Call]:
    """Return every call that writes an entry."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in DOMAIN.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in RECORDING]


def _names_in_modules_that_record() -> set[str]:
    """Return the members of `HistoryAction` that modules name which call one of the functions."""
    names = set()
    for path in DOMAIN.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if any(f"{name}(" in text for name in RECORDING):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    names |= {node.attr} if node.value.id == "HistoryAction" else set()
    return names


@pytest.mark.slow
def test_no_entry_is_written_with_a_plain_string() -> None:
    calls = _calls()
    assert len(calls) >= 14
    for call in calls:
        assert isinstance(call.func, ast.Name)
        action = call.args[RECORDING[call.func.id]]
        parts = [part for part in ast.walk(action) if isinstance(part, ast.Constant)]
        assert not [part.value for part in parts if isinstance(part.value, str)], ast.unparse(call)


def test_the_enum_has_the_actions_of_the_workflow_and_what_else_is_recorded() -> None:
    of_cases = {HistoryAction(action) for action in Action}
    kinds = (
        *(AdoptionAction, CapacityAction, CollectionAction, EventAction, IssueAction, MatchAction, PracticeAction),
        *(ProposalAction, StudyAction, TextAction, ThreadAction),
    )
    beside = {str(action) for kind in kinds for action in kind}
    # turning an issue into a case is not recorded: beside the start of the case it would name who asks
    of_workflow = of_cases | {action for action in HistoryAction if action in beside}
    others = {HistoryAction[name] for name in _names_in_modules_that_record()} - of_workflow
    assert of_workflow | others == {*HistoryAction}


def test_every_action_has_a_label() -> None:
    assert set(HISTORY_ACTIONS) == {*HistoryAction}


def test_every_entry_of_the_library_has_a_known_action(library: World) -> None:
    with library.platform.work.reading() as session:
        assert {type(action) for action in session.scalars(select(HistoryEntry.action))} == {HistoryAction}

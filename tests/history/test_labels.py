"""Whatever is recorded has a label that readers understand: found in the code, so that a new one can't be forgotten."""

import ast
from pathlib import Path

from sqlalchemy import select

from app.phrases.labels import HISTORY_ACTIONS
from case_studies.models import HistoryEntry
from case_studies.vocabulary import Action
from tests.support.world import World

DOMAIN = Path(__file__).parents[2] / "case_studies"
RECORDING = {
    "record_case_event": 3,
    "record_account_event": 3,
    "_record": 2,
}  # call → the place of the action among its arguments


def _recorded() -> set[str]:
    """Return every action that the code writes into the history by name."""
    found = set()
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECORDING:
                said = node.args[RECORDING[node.func.id]]
                words = [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]
                found |= {word.value for word in words if isinstance(word, ast.Constant)}
    return found


def test_every_action_that_is_recorded_has_a_label() -> None:
    assert {"start", "assign", "resubmit_review", "change_audience", "close_account"} <= _recorded()
    assert set(HISTORY_ACTIONS) == _recorded() | {*Action}


def test_every_entry_of_the_library_has_a_label(library: World) -> None:
    with library.platform.work.reading() as session:
        assert set(session.scalars(select(HistoryEntry.action))) <= set(HISTORY_ACTIONS)

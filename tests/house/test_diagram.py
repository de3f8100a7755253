"""The drawing of the workflow in docs/review.md is the one that the table of transitions makes."""

from pathlib import Path

import pytest

from case_studies.policy.permissions import RULES
from case_studies.vocabulary import Action, State
from case_studies.workflow.diagram import WHO, diagram, replace_diagram
from case_studies.workflow.transitions import TRANSITIONS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")


def test_the_document_has_the_drawing_that_the_table_makes() -> None:
    """If this fails: `make drawing`."""
    assert replace_diagram(DOCUMENT) == DOCUMENT
    assert DOCUMENT.count(diagram()) == 1


def test_every_row_of_the_table_is_drawn() -> None:
    words = diagram()
    for action, row in TRANSITIONS.items():
        assert action.replace("_", " ") in words
        for state in row.sources:
            assert state in words


def test_where_it_leads_depends_on_an_open_round() -> None:
    words = diagram()
    assert "in_clearance --> submitted: clear (clearance officer)" in words
    assert "in_clearance --> in_review: clear, in an open round (clearance officer)" in words


def test_every_state_that_somebody_meets_has_a_box() -> None:
    missing = [state for state in State if f" as {state}\n" not in diagram()]
    assert missing == [State.SUPERSEDED], "nobody moves a case there: a later revision does"


@pytest.mark.parametrize("action", Action)
def test_who_may_take_a_step_is_named(action: Action) -> None:
    """A rule that names nobody the drawing knows would leave an arrow with nobody on it."""
    assert all(any(sentence in WHO for sentence in line) for line in RULES[action])

"""Draws the workflow from its table, for docs/review.md: `make drawing` writes it, and a test keeps it true.

States are boxes. Actions are arrows, labelled with the actors that may perform them. An action that is possible in
many states is shown in a note instead of many arrows.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from case_studies.models import Case, Revision
from case_studies.policy import predicates
from case_studies.policy.permissions import RULES, Sentence
from case_studies.vocabulary import Action, State
from case_studies.workflow.engine import Transition
from case_studies.workflow.transitions import TRANSITIONS

START = "<!-- the workflow: written by `make drawing` -->"
END = "<!-- the end of the workflow -->"
MANY = 3  # sources; an action with more of them is shown in a note

WHO: dict[Sentence, str] = {
    predicates.is_focal_point_of_submitter: "focal point",
    predicates.is_clearance_officer_of_submitter: "clearance officer",
    predicates.is_office_of_submitter: "focal point or clearance officer",
    predicates.is_editor_without_conflict: "editor",
}


def diagram() -> str:
    """Return the diagram block of docs/review.md, with its opening and closing comments."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft", *_boxes(), *_arrows(), *_notes(), "```"]
    return "\n".join([START, *lines, END])


def replace_diagram(text: str) -> str:
    """Return a text with its drawing replaced by the current one."""
    before, rest = text.split(START, 1)
    return before + diagram() + rest.split(END, 1)[1]


def _boxes() -> Iterator[str]:
    """Yield the states with their names, in the order of the vocabulary."""
    shown = {state for row in TRANSITIONS.values() for state in (*row.sources, *_targets(row))}
    for state in State:
        if state in shown:
            yield f'    state "{_readable(state)}" as {state}'


def _arrows() -> Iterator[str]:
    for action, row in TRANSITIONS.items():
        if len(row.sources) <= MANY:
            for source in _in_order(row.sources):
                for target, when in _targets(row).items():
                    yield f"    {source} --> {target}: {_readable(action)}{when} ({_who(action)})"


def _notes() -> Iterator[str]:
    for action, row in TRANSITIONS.items():
        if len(row.sources) > MANY:
            for target in _targets(row):
                yield f"    note right of {target}"
                yield f"        {_readable(action)} ({_who(action)}) from:"
                yield f"        {', '.join(_readable(source) for source in _in_order(row.sources))}"
                yield "    end note"


def _targets(row: Transition[Case]) -> dict[State, str]:
    """Return the target states of a row, each with its condition if it depends on an open round."""
    first, later = (row.target_for(_case_with(round_open=is_open)) for is_open in (False, True))
    return {first: ""} if first == later else {first: "", later: ", in an open round"}


def _case_with(*, round_open: bool) -> Case:
    return Case(revisions=[Revision(round_open=round_open, is_current=True)])


def _who(action: Action) -> str:
    """Return who may perform an action, by the policy table."""
    return " or ".join(WHO[sentence] for line in RULES[action] for sentence in line if sentence in WHO)


def _in_order(states: frozenset[State]) -> list[State]:
    return [state for state in State if state in states]


def _readable(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(replace_diagram(document.read_text(encoding="utf-8")), encoding="utf-8")

"""Who may do what with a difficult issue in which state: by hand, compared with what the API offers and does."""

import pytest

from case_studies.vocabulary import IssueState
from tests.support.api_client import Program
from tests.support.issues import ANSWERER, ASKER, CLEARER, EDITOR, IssueSteps, issue_in
from tests.support.world import World

S = IssueState
OFFICES = (None, ASKER, CLEARER, EDITOR, ANSWERER, "practitioner", "reviewer.jpn", "admin")
POSTED = (S.OPEN, S.ANSWERED, S.TRYING, S.RESOLVED, S.NOT_RESOLVED, S.NO_ANSWER, S.OVERTAKEN)
MEMBERS = (EDITOR, ANSWERER, "practitioner", "reviewer.jpn", "admin")

OTHERS = {office: {"answer"} for office in (ANSWERER, "practitioner", "reviewer.jpn", "admin")}
CLOSED = {ASKER: {"reopen", "withdraw"}, CLEARER: {"withdraw"}}

# state → office → actions. Offices that are not named may do nothing.
MATRIX: dict[IssueState, dict[str, set[str]]] = {
    S.DRAFT: {ASKER: {"post"}},
    S.IN_CLEARANCE: {ASKER: {"take_back", "withdraw"}, CLEARER: {"clear", "send_back", "withdraw"}},
    S.OPEN: {
        ASKER: {"overtake", "withdraw"},
        CLEARER: {"withdraw"},
        EDITOR: {"answer", "synthesize", "overtake"},
        **OTHERS,
    },
    S.ANSWERED: {
        ASKER: {"take_up", "report_outcome", "overtake", "withdraw"},
        CLEARER: {"withdraw"},
        EDITOR: {"answer", "synthesize", "overtake"},
        **OTHERS,
        ANSWERER: {"answer", "report_outcome"},
    },
    S.TRYING: {
        ASKER: {"take_up", "report_outcome", "overtake", "withdraw", "still_so"},
        CLEARER: {"withdraw"},
        EDITOR: {"answer", "overtake"},
        **OTHERS,
        ANSWERER: {"answer", "report_outcome"},
    },
    S.NO_ANSWER: {
        ASKER: {"overtake", "reopen", "withdraw", "still_so"},
        CLEARER: {"withdraw"},
        EDITOR: {"answer", "overtake"},
        **OTHERS,
    },
    S.RESOLVED: {**CLOSED, ASKER: {"reopen", "withdraw", "still_so", "turn_into_case"}},
    S.NOT_RESOLVED: CLOSED,
    S.OVERTAKEN: CLOSED,
    S.WITHDRAWN: {},
}
NEEDS_MORE = {"synthesize", "take_up", "report_outcome", "still_so"}  # offered once what they need is there


@pytest.mark.slow
@pytest.mark.parametrize("state", list(S))
def test_everybody_may_do_what_the_matrix_says(bare: World, state: IssueState) -> None:
    issue = issue_in(bare, state)
    for office in OFFICES:
        answer = Program(bare, office).get(f"/issues/{issue.reference}")
        sees = office in (ASKER, CLEARER) or (state in POSTED and office in MEMBERS)
        assert answer.status_code == (200 if sees else 404), office
        if sees:
            allowed = MATRIX[state].get(str(office), set())
            offered = set(answer.get_json()["actions"])
            assert offered <= allowed, office
            assert allowed - offered <= NEEDS_MORE, office


@pytest.mark.slow
@pytest.mark.parametrize("state", list(S))
def test_what_the_matrix_does_not_say_is_refused_and_changes_nothing(bare: World, state: IssueState) -> None:
    issue = issue_in(bare, state)
    before = issue.read(ASKER)
    actions = {action for row in MATRIX.values() for allowed in row.values() for action in allowed} - {"answer"}
    for office in OFFICES:
        for action in sorted(actions - MATRIX[state].get(str(office), set())):
            answer = issue.act(str(office), action, "A reason.") if office else _as_nobody(issue, action)
            assert answer.status_code in ((401, 404) if office is None else (403, 404, 409)), (office, action)
    assert issue.read(ASKER) == before


def _as_nobody(issue: IssueSteps, action: str) -> object:
    body = {"action": action, "note": "A reason.", "version": 1}
    return Program(issue.world).post(f"/issues/{issue.reference}/transitions", body)

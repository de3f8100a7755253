"""A token does what its scopes allow and no more, until its end; its use is stored now and then."""

from datetime import timedelta

from app.api.openapi_page import EXAMPLE_VALUES
from case_studies.models import ApiToken
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.accounts.tokens import create_token, tokens_of
from case_studies.policy.actor import NOBODY
from case_studies.vocabulary import TokenScope
from tests.support.api_client import Program, everything, fine, refused
from tests.support.api_operations import OPERATIONS
from tests.support.world import WHOLE_CASE, World

WRITER = "focal-point.gha"


def program(world: World, *scopes: TokenScope, office: str = WRITER, days: int = 30) -> Program:
    """Return a program whose token has these scopes."""
    with world.platform.work.writing(quietly=True) as session:
        account = find_account(session, f"{office}@demo.example")
        token = create_token(session, account, NOBODY, name="Program", scopes=scopes, days=days)
    made = Program(world)
    made.headers = {"Authorization": f"Bearer {token}"}
    return made


def stored(world: World, office: str = WRITER) -> ApiToken:
    with world.platform.work.reading() as session:
        return tokens_of(session, find_account(session, f"{office}@demo.example").id)[0]


def test_every_operation_that_changes_something_needs_a_scope(bare: World) -> None:
    views = bare.app.view_functions
    rules = [rule for rule in bare.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    scopes = {
        (rule.endpoint, rule.methods is not None and "GET" in rule.methods): views[rule.endpoint] for rule in rules
    }
    assert len(scopes) == len(OPERATIONS)
    for (endpoint, reads), view in scopes.items():
        scope = view.scope  # type: ignore[attr-defined]
        assert (scope == TokenScope.READ) == reads, endpoint


def test_a_token_that_may_only_read_changes_nothing(bare: World) -> None:
    """The scope is asked first: before the address is looked up and the body is read."""
    reader = program(bare, office="editor.idn")
    fine(reader.get("/desk"))
    before = everything(bare)
    changing = [pair for pair in OPERATIONS if pair[0] != "GET"]
    for method, path in changing:
        problem = refused(reader.call(method, path.format_map(EXAMPLE_VALUES), data="no body"), 403)
        assert "does not have the scope" in problem["detail"], path
    assert len(changing) > 20
    assert everything(bare) == before


def test_scopes_do_not_include_each_other(bare: World) -> None:
    fine(program(bare, TokenScope.WRITE).post("/cases", WHOLE_CASE), 201)
    refused(program(bare, TokenScope.REVIEW).post("/cases", WHOLE_CASE), 403)
    absence = {"first_day": "2026-12-01", "last_day": "2026-12-02"}
    reviewer = "reviewer.jpn"
    refused(program(bare, TokenScope.WRITE, office=reviewer).post("/absences", absence), 403)
    fine(program(bare, TokenScope.REVIEW, office=reviewer).post("/absences", absence), 201)


def test_a_token_of_all_scopes_has_no_more_than_the_roles_of_its_account(bare: World) -> None:
    refused(program(bare, *TokenScope, office="practitioner").post("/cases", WHOLE_CASE), 403)


def test_a_token_ends(bare: World) -> None:
    caller = program(bare, days=30)
    bare.clock.moment += timedelta(days=30) - timedelta(minutes=1)
    fine(caller.get("/desk"))
    bare.clock.moment += timedelta(minutes=2)
    refused(caller.get("/desk"), 401)


def test_the_last_use_is_stored_now_and_then(bare: World) -> None:
    caller = program(bare)
    assert stored(bare).last_used_at is None
    fine(caller.get("/desk"))
    first = stored(bare).last_used_at
    assert first is not None
    fine(caller.get("/desk"))
    assert stored(bare).last_used_at == first
    bare.clock.moment += timedelta(minutes=20)
    fine(caller.get("/desk"))
    assert stored(bare).last_used_at > first  # type: ignore[operator]

"""Cases and actors that the demonstration library lacks, to compare one rule of the policy with another."""

from dataclasses import replace

from sqlalchemy import select

from case_studies.models import Account
from case_studies.policy.actor import NOBODY, Actor
from case_studies.vocabulary import Action, Role, State
from tests.support.workflow_cases import EDITOR, OFFICER, ONWARD, WRITER, case_in, second_draft, second_round
from tests.support.world import World

PARTIES = (
    {"co_submitters": ["BRA"]},
    {"implemented_by": ["GHA", "CHN"]},
    {"host_states": ["KEN"]},
    {"co_submitters": ["FRA"], "host_states": ["IDN"], "audience": "members"},
)


def add_special_cases(world: World) -> None:
    """Add what the library lacks: every state with a conflict, a conflict that came later, an open next revision."""
    for state in ONWARD:
        case_in(world, state, co_submitters=["BRA"])
    for parties in PARTIES:
        case_in(world, State.SUBMITTED, **parties)
    case_in(world, State.PUBLISHED, audience="members")
    second_draft(world)
    second_round(world, audience="members")
    second_round(world).act(Action.DECLINE, EDITOR, "The figures can't be traced.")
    later = case_in(world, State.REVISION_REQUESTED)
    later.edit(co_submitters=["FRA"], host_states=["BRA"])
    returned = case_in(world, State.SUBMITTED)
    returned.assign("reviewer.ken")
    returned.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    left = case_in(world, State.SUBMITTED)
    left.assign("reviewer.ken")
    left.respond("reviewer.ken", accept=False)
    again = case_in(world, State.REVISION_REQUESTED)
    again.act(Action.REQUEST_CLEARANCE, WRITER)
    again.act(Action.CLEAR, OFFICER)
    again.respond("reviewer.chn", accept=False)


def all_actors(world: World) -> list[Actor]:
    """Return everybody there is, nobody, and persons who hold many roles at once."""
    with world.platform.work.reading() as session:
        actors = [Actor.of(account) for account in session.scalars(select(Account))]
    everything = frozenset(role.value for role in Role)
    each = {actor.delegation: actor for actor in actors}  # one of each delegation
    return [NOBODY, *actors, *(replace(actor, roles=everything) for actor in each.values())]

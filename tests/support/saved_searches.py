"""Many saved searches of one office."""

from case_studies.operations.search.saved_searches import save_search
from case_studies.search.contract import Query
from case_studies.vocabulary import AlertFrequency
from tests.support.world import World


def save_many(world: World, office: str, number: int) -> None:
    """Save searches for an office, as many as that."""
    actor = world.actor(office)
    with world.platform.work.writing() as session:
        for one in range(number):
            save_search(session, actor, Query(f"word{one}"), name=f"Search {one}", rhythm=AlertFrequency.DAILY)

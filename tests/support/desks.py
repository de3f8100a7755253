"""Desks for tests: what waits for an office beside the cases, and what it costs to find it."""

from case_studies.operations.desk.desk import desk
from tests.support.page_reader import statements
from tests.support.world import World


def waiting(world: World, office: str) -> list[tuple[str, str, str]]:
    """Return group, step and reference of each task of an office beside the cases."""
    with world.platform.work.reading() as session:
        return [(task.group, task.step, task.reference) for task in desk(session, world.actor(office)).items]


def desk_cost(world: World, office: str) -> int:
    """Return how many statements the desk of an office needs."""
    with world.platform.work.reading() as session, statements(world) as sent:
        desk(session, world.actor(office))
        return len(sent)

"""Collections in a state."""

from dataclasses import dataclass
from typing import Any

from app.api.examples_of_collections import COLLECTION
from case_studies.collection_vocabulary import CollectionState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

WRITER, CLEARER = "focal-point.gha", "clearance.gha"
PATHS: dict[CollectionState, tuple[tuple[str, str], ...]] = {
    CollectionState.DRAFT: (),
    CollectionState.IN_CLEARANCE: ((WRITER, "publish"),),
    CollectionState.PUBLISHED: ((WRITER, "publish"), (CLEARER, "clear")),
    CollectionState.WITHDRAWN: ((WRITER, "withdraw"),),
}


@dataclass
class CollectionSteps:
    """A collection, and what offices do with it through the API."""

    world: World
    reference: str
    version: int

    def act(self, office: str | None, action: str, note: str = "One is missing.") -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.version}
        answer = Program(self.world, office).post(f"/collections/{self.reference}/transitions", body)
        if answer.status_code == 200:
            self.version = answer.get_json()["version"]
        return answer

    def read(self, office: str | None) -> Any:
        """Return the answer that an office gets."""
        return Program(self.world, office).get(f"/collections/{self.reference}")


@built_once
def collection_in(world: World, state: CollectionState, things: dict[str, str], **changes: Any) -> CollectionSteps:
    """Return a collection of things, each with its reason, that has come to a state."""
    rows = [{"reference": reference, "reason": reason} for reference, reason in things.items()]
    started = fine(Program(world, WRITER).post("/collections", {**COLLECTION, **changes, "things": rows}), 201)
    collection = CollectionSteps(world, started["reference"], started["version"])
    for office, action in PATHS[state]:
        fine(collection.act(office, action))
    return collection

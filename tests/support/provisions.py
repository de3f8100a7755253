"""Provisions, and links to them."""

from typing import Any

from app.api.examples_of_provisions import PROVISION
from tests.support.api_client import EDITOR, Program, fine
from tests.support.world import World


def provision_in(world: World, **changes: Any) -> int:
    """Return the id of a new provision."""
    return int(fine(Program(world, EDITOR).post("/provisions", {**PROVISION, **changes}), 201)["id"])


def link(world: World, provision: int, reference: str, reason: str = "", office: str = EDITOR) -> Any:
    """Link a thing and return the answer."""
    return Program(world, office).post(f"/provisions/{provision}/evidence", {"reference": reference, "reason": reason})

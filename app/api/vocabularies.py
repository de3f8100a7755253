"""The controlled vocabularies: the codes that a case and a search may use."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.current import current_platform
from app.schemas.vocabularies import DelegationSchema, InitiativeSchema, OperationSchema, PlaceSchema, ThemeSchema
from case_studies.models import Delegation, Initiative, Operation, Place, Theme

area = ApiBlueprint("Vocabularies", "The codes that cases and searches use, each with its label.")

EVERYBODY: dict[str, Any] = {"who": "Everybody.", "token": Token.IGNORED}


@area.route("/themes")
@open_to_all
@area.answers(200, ThemeSchema(many=True), **EVERYBODY)
def list_themes() -> Sequence[Theme]:
    """List the themes, in reading order."""
    return _all(Theme, Theme.position)


@area.route("/operations")
@open_to_all
@area.answers(200, OperationSchema(many=True), **EVERYBODY)
def list_operations() -> Sequence[Operation]:
    """List the peace operations."""
    return _all(Operation, Operation.id)


@area.route("/initiatives")
@open_to_all
@area.answers(200, InitiativeSchema(many=True), **EVERYBODY)
def list_initiatives() -> Sequence[Initiative]:
    """List the initiatives that a case may put into practice."""
    return _all(Initiative, Initiative.name)


@area.route("/states")
@open_to_all
@area.answers(200, PlaceSchema(many=True), **EVERYBODY)
def list_states() -> Sequence[Place]:
    """List the States, areas and regions that a case may name."""
    return _all(Place, Place.name)


@area.route("/delegations")
@open_to_all
@area.answers(200, DelegationSchema(many=True), **EVERYBODY)
def list_delegations() -> Sequence[Delegation]:
    """List the delegations that take part."""
    return _all(Delegation, Delegation.name)


def _all(model: Any, order: Any) -> Sequence[Any]:
    with current_platform().work.reading() as session:
        return session.scalars(select(model).order_by(order)).all()

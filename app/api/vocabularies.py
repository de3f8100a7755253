"""The controlled vocabularies: codes that cases and searches use."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.collation import by_name
from app.current import reading
from app.schemas.vocabularies import DelegationSchema, InitiativeSchema, OperationSchema, PlaceSchema, ThemeSchema
from case_studies.models import Delegation, Initiative, Operation, Place, Theme

blueprint = ApiBlueprint("Vocabularies", "Codes that cases and searches use, with their labels.")

EVERYBODY: dict[str, Any] = {"callers": "Everybody.", "token": Token.IGNORED}


@blueprint.route("/themes")
@open_to_all
@blueprint.returns(200, ThemeSchema(many=True), **EVERYBODY)
def list_themes() -> Sequence[Theme]:
    """List the themes, in reading order."""
    return _all(Theme, Theme.position)


@blueprint.route("/operations")
@open_to_all
@blueprint.returns(200, OperationSchema(many=True), **EVERYBODY)
def list_operations() -> Sequence[Operation]:
    """List the peace operations."""
    return _all(Operation, Operation.id)


@blueprint.route("/initiatives")
@open_to_all
@blueprint.returns(200, InitiativeSchema(many=True), **EVERYBODY)
def list_initiatives() -> Sequence[Initiative]:
    """List the initiatives that a case may implement."""
    return _by_name(Initiative)


@blueprint.route("/states")
@open_to_all
@blueprint.returns(200, PlaceSchema(many=True), **EVERYBODY)
def list_states() -> Sequence[Place]:
    """List the States, areas and regions that a case may name."""
    return _by_name(Place)


@blueprint.route("/delegations")
@open_to_all
@blueprint.returns(200, DelegationSchema(many=True), **EVERYBODY)
def list_delegations() -> Sequence[Delegation]:
    """List the delegations of the Group."""
    return _by_name(Delegation)


def _by_name(model: Any) -> Sequence[Any]:
    with reading() as session:
        return sorted(session.scalars(select(model)), key=lambda row: by_name(row.name))


def _all(model: Any, order: Any) -> Sequence[Any]:
    with reading() as session:
        return session.scalars(select(model).order_by(order)).all()

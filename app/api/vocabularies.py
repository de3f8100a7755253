"""The controlled vocabularies: codes that cases and searches use."""

from collections.abc import Sequence
from typing import Any

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.collation import by_name
from app.current import reading
from app.schemas.vocabularies import DelegationSchema, InitiativeSchema, OperationSchema, PlaceSchema, ThemeSchema
from case_studies.models import Delegation, Initiative, Operation, Place, Theme
from case_studies.operations.delegations.records import known_delegations
from case_studies.policy.actor import NOBODY
from case_studies.taxonomy import entries

blueprint = ApiBlueprint("Vocabularies", "Codes that cases and searches use, with their labels.")

EVERYBODY: dict[str, Any] = {"callers": "Everybody.", "token": Token.IGNORED}


@blueprint.route("/themes")
@open_to_all
@blueprint.returns(200, ThemeSchema(many=True), **EVERYBODY)
def list_themes() -> Sequence[Theme]:
    """List the themes, in reading order."""
    with reading() as session:
        return entries.list_themes(session)


@blueprint.route("/operations")
@open_to_all
@blueprint.returns(200, OperationSchema(many=True), **EVERYBODY)
def list_operations() -> Sequence[Operation]:
    """List the peace operations."""
    with reading() as session:
        return entries.list_operations(session)


@blueprint.route("/initiatives")
@open_to_all
@blueprint.returns(200, InitiativeSchema(many=True), **EVERYBODY)
def list_initiatives() -> Sequence[Initiative]:
    """List the initiatives that a case may implement."""
    with reading() as session:
        return sorted(entries.list_initiatives(session), key=lambda row: by_name(row.name))


@blueprint.route("/states")
@open_to_all
@blueprint.returns(200, PlaceSchema(many=True), **EVERYBODY)
def list_states() -> Sequence[Place]:
    """List the States, areas and regions that a case may name."""
    with reading() as session:
        return sorted(entries.list_places(session), key=lambda row: by_name(row.name))


@blueprint.route("/delegations")
@open_to_all
@blueprint.returns(200, DelegationSchema(many=True), **EVERYBODY)
def list_delegations() -> Sequence[Delegation]:
    """List the delegations that everybody may know of: their membership is public, or a public case names them."""
    with reading() as session:
        return sorted(known_delegations(session, NOBODY), key=lambda row: by_name(row.name))

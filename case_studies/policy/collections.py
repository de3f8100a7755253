"""Who may see and do what with a collection: as tables, as a value and as an SQL condition."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, or_

from case_studies.collection_vocabulary import CollectionAction, CollectionState
from case_studies.models import Collection
from case_studies.policy.actor import Actor
from case_studies.policy.items import did_not_write_it, is_clearance_officer_of_owner
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.table import Lines, PolicyTable
from case_studies.vocabulary import Role

COLLECTING = (Role.FOCAL_POINT, Role.EDITOR)
OWNER_ROLES = (*OFFICE_ROLES, Role.EDITOR)


class CollectionPermission(StrEnum):
    """What may be done with a collection besides the actions of its workflow."""

    EDIT = "edit"


CollectionRight = CollectionAction | CollectionPermission
S = CollectionState


def is_writer(actor: Actor, collection: Collection) -> bool:
    """Whether the actor writes for the delegation that owns it, or is its editor."""
    return actor.delegation == collection.owner_code and actor.is_a(*COLLECTING)


def is_of_owner(actor: Actor, collection: Collection) -> bool:
    """Whether the actor writes, clears or edits for the delegation that owns it."""
    return actor.delegation == collection.owner_code and actor.is_a(*OWNER_ROLES)


RULES: Mapping[CollectionRight, Lines[Collection]] = {
    CollectionPermission.EDIT: ((is_writer,),),
    CollectionAction.PUBLISH: ((is_writer,),),
    CollectionAction.CLEAR: ((is_clearance_officer_of_owner, did_not_write_it),),
    CollectionAction.SEND_BACK: ((is_clearance_officer_of_owner,),),
    CollectionAction.TAKE_BACK: ((is_writer,),),
    CollectionAction.WITHDRAW: ((is_of_owner,),),
}
STATES: Mapping[CollectionRight, frozenset[CollectionState]] = {
    CollectionPermission.EDIT: frozenset({S.DRAFT}),
    CollectionAction.PUBLISH: frozenset({S.DRAFT}),
    CollectionAction.CLEAR: frozenset({S.IN_CLEARANCE}),
    CollectionAction.SEND_BACK: frozenset({S.IN_CLEARANCE}),
    CollectionAction.TAKE_BACK: frozenset({S.IN_CLEARANCE, S.PUBLISHED}),
    CollectionAction.WITHDRAW: frozenset({S.DRAFT, S.IN_CLEARANCE, S.PUBLISHED}),
}


def sees(actor: Actor, collection: Collection) -> bool:
    """Whether the actor sees it: its delegation always, the others once it is published to them."""
    is_shown = collection.state == S.PUBLISHED and collection.audience in actor.audiences
    return is_of_owner(actor, collection) or is_shown


def collection_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Collection that is the same as `sees`."""
    own = Collection.owner_code == actor.delegation if actor.is_a(*OWNER_ROLES) else false()
    return or_(own, and_(Collection.state == S.PUBLISHED, Collection.audience.in_(actor.audiences)))


def is_published(collection: Collection) -> bool:
    """Whether its readers may read it now, and take it along as a file."""
    return collection.state == S.PUBLISHED


def may_collect(actor: Actor) -> bool:
    """Whether the actor may start a collection for its delegation."""
    return actor.is_a(*COLLECTING)


COLLECTION_POLICY: PolicyTable[Collection] = PolicyTable(rules=RULES, states=STATES, sees=sees)

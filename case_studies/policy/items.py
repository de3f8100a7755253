"""What the policies of all things beside the cases share: sentences about owner and author, and who the owner is."""

from sqlalchemy import ColumnElement, or_

from case_studies.models.item import Item
from case_studies.policy.actor import Actor
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.readers import NAMED_TO, Submitter, as_named
from case_studies.vocabulary import Attribution, Role


def is_office_of_owner(actor: Actor, item: Item) -> bool:
    """Whether the actor writes or clears for the delegation that owns it."""
    return actor.delegation == item.owner_code and actor.is_a(*OFFICE_ROLES)


def is_focal_point_of_owner(actor: Actor, item: Item) -> bool:
    """Whether the actor writes for the delegation that owns it."""
    return actor.delegation == item.owner_code and actor.is_a(Role.FOCAL_POINT)


def is_clearance_officer_of_owner(actor: Actor, item: Item) -> bool:
    """Whether the actor clears for the delegation that owns it."""
    return actor.delegation == item.owner_code and actor.is_a(Role.CLEARANCE_OFFICER)


def did_not_write_it(actor: Actor, item: Item) -> bool:
    """Whether somebody else wrote it, or the delegation is set to clear its own texts."""
    return item.owner.clears_itself or actor.account_id != item.author_id


def is_of_another_delegation(actor: Actor, item: Item) -> bool:
    """Whether the actor is an account of another delegation than its owner."""
    return actor.signed_in and actor.delegation != item.owner_code


def is_editor(actor: Actor, _item: Item) -> bool:
    """Whether the actor is an editor."""
    return actor.is_a(Role.EDITOR)


def is_editor_of_another(actor: Actor, item: Item) -> bool:
    """Whether the actor is an editor, and their delegation does not own it."""
    return actor.is_a(Role.EDITOR) and actor.delegation != item.owner_code


def owner_as_named_to(actor: Actor, item: Item) -> Submitter:
    """Return the delegation that owns it, as far as the attribution names it to the actor."""
    is_named = item.attribution in NAMED_TO[actor.audience] or actor.delegation == item.owner_code
    return as_named(item.owner, is_named=is_named, shows_region=item.attribution == Attribution.REGION)


def names_owner_to(actor: Actor, kind: type[Item]) -> ColumnElement[bool]:
    """Return the condition on a kind of thing that the actor may know its owner, as in `owner_as_named_to`."""
    named = kind.attribution.in_(NAMED_TO[actor.audience])
    return or_(named, kind.owner_code == actor.delegation) if actor.delegation is not None else named

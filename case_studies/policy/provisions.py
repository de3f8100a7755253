"""Who may write provisions and link to them, and which links a reader may know of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from case_studies.models import Case, Issue, Practice, PracticeEdition, ProvisionLink, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import FINDABLE
from case_studies.policy.visibility import readable_by
from case_studies.vocabulary import FoundKind, Kind, Role, State

WRITING = (Role.EDITOR,)
LINKING = (Role.EDITOR, Role.FOCAL_POINT)


@dataclass(frozen=True, slots=True)
class LinkableKind:
    """A kind of thing that is evidence for a provision. Each reader knows of the links to what they may find."""

    column: InstrumentedAttribute[int | None]
    """The column of a link."""
    thing: InstrumentedAttribute[int]
    reference: InstrumentedAttribute[str]
    readable: Callable[[Actor], Select[int]]
    """The ids of the things that a reader may find."""


def _cases(actor: Actor) -> Select[int]:
    return select(Revision.case_id).where(Revision.state == State.PUBLISHED, readable_by(actor))


def _practices(actor: Actor) -> Select[int]:
    return FINDABLE[FoundKind.PRACTICE].query(actor).with_only_columns(PracticeEdition.practice_id)


def _issues(actor: Actor) -> Select[int]:
    return FINDABLE[FoundKind.ISSUE].query(actor).with_only_columns(Issue.id)


LINKABLE: Mapping[Kind, LinkableKind] = {
    Kind.CASE: LinkableKind(ProvisionLink.case_id, Case.id, Case.reference, _cases),
    Kind.PRACTICE: LinkableKind(ProvisionLink.practice_id, Practice.id, Practice.reference, _practices),
    Kind.ISSUE: LinkableKind(ProvisionLink.issue_id, Issue.id, Issue.reference, _issues),
}
"""What can be linked to a provision, in the order of pages."""


def may_write_provisions(actor: Actor) -> bool:
    """Whether the actor may add a provision and change it."""
    return actor.is_a(*WRITING)


def may_link(actor: Actor) -> bool:
    """Whether the actor may link what they may read to a provision."""
    return actor.is_a(*LINKING)


def may_unlink(actor: Actor, link: ProvisionLink) -> bool:
    """Whether the actor may take a link away: an editor, or a focal point of the delegation that added it."""
    return actor.is_a(Role.EDITOR) or (actor.is_a(Role.FOCAL_POINT) and actor.delegation == link.delegation_code)

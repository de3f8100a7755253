"""Things of several kinds by their references, as a reader may read them now."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import ReleasedItem, find_items
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.text_release import ReleasedText
from case_studies.reference import found_kind_of
from case_studies.rendered_texts import load_rendered_texts
from case_studies.vocabulary import FoundKind, Register

COLLECTED = (
    FoundKind.CASE,
    FoundKind.PRACTICE,
    FoundKind.ISSUE,
    FoundKind.STUDY,
    FoundKind.EVENT,
    FoundKind.TEXT,
)
"""The kinds of things that can be put together."""

Thing = ReleasedRevision | ReleasedItem


def find_things(session: Session, actor: Actor, references: Iterable[str], *, whole: bool = False) -> dict[str, Thing]:
    """Return what the actor may read of things, by their references in their order. Others are left out.

    With `whole`, cases come with their files and their texts as they are shown, for a document.
    """
    own = [reference for reference in dict.fromkeys(references) if found_kind_of(reference) in COLLECTED]
    cases = readable_revisions(session, actor, own, with_files=whole)
    if whole:
        load_rendered_texts(session, cases.values())
    found: dict[str, Thing] = {**cases, **find_items(session, actor, own)}
    return {reference: found[reference] for reference in own if reference in found}


def leaves(thing: Thing) -> bool:
    """Whether a thing may leave as a file: nothing informal does, a practice once adopted, a text once delivered."""
    if isinstance(thing, ReleasedRevision):
        return True
    if isinstance(thing, ReleasedText):
        return thing.is_delivered
    return thing.register == Register.ON_RECORD and (not isinstance(thing, ReleasedPractice) or thing.was_adopted)

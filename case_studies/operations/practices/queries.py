"""Finding good practices for a reader. No function returns an edition that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.errors import NotVisible
from case_studies.models import EvidenceFlag, HistoryEntry, Practice, PracticeEdition
from case_studies.models.practice import practice_themes
from case_studies.policy.actor import NOBODY, Actor
from case_studies.policy.attachment_audiences import OPEN_TO
from case_studies.policy.practice_queries import edition_visible_to, is_shown_edition, loaded_for_release
from case_studies.policy.practice_release import ReleasedPractice, sees_edition
from case_studies.policy.practices import is_editor
from case_studies.vocabulary import HistoryAction, PracticeState, Role

PAGE_SIZE = 20
SHOWN_STATES = tuple(
    state for state in PracticeState if state not in (PracticeState.SUPERSEDED, PracticeState.WITHDRAWN)
)
CURRENT = (PracticeState.IN_CONSULTATION, PracticeState.ADOPTED)
UNFINISHED = (PracticeState.PROPOSED, PracticeState.DRAFT)
OPEN_STEPS = frozenset(
    {
        HistoryAction.CONSULT,
        HistoryAction.ADOPT,
        HistoryAction.FLAG_EVIDENCE,
        HistoryAction.REVISE,
        HistoryAction.RETIRE,
    }
)
"""What all members may know of the history of a practice."""
PUBLIC_STEPS = frozenset({HistoryAction.ADOPT, HistoryAction.RETIRE})


def states_shown_to(actor: Actor) -> list[PracticeState]:
    """Return the states in which the actor may find practices: only those who write them find unfinished ones."""
    writes = actor.is_a(Role.EDITOR, Role.FOCAL_POINT)
    return [state for state in SHOWN_STATES if writes or state not in UNFINISHED]


@dataclass(frozen=True, slots=True)
class PracticePage:
    """One page of a list, and how many practices there are on all pages."""

    practices: list[ReleasedPractice]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_practice(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Practice:
    """Return a practice of which the actor may see an edition. With `for_change`, lock it. Raises NotVisible."""
    visible = select(PracticeEdition.practice_id).join(PracticeEdition.practice).where(edition_visible_to(actor))
    query = select(Practice).where(Practice.reference == reference, Practice.id.in_(visible))
    query = query.options(selectinload(Practice.editions).options(*loaded_for_release()))
    practice = session.scalar(query.with_for_update(of=Practice) if for_change else query)
    if practice is None:
        raise NotVisible()
    return practice


def seen_editions(actor: Actor, practice: Practice) -> list[PracticeEdition]:
    """Return the editions that the actor sees, the oldest first."""
    return [edition for edition in practice.editions if sees_edition(actor, edition)]


def edition_for(actor: Actor, practice: Practice, number: int | None = None) -> PracticeEdition:
    """Return an edition by its number, or the one that readers are shown first. Raises NotVisible."""
    seen = seen_editions(actor, practice)
    if number is not None:
        seen = [edition for edition in seen if edition.number == number]
    elif practice.lasting in seen:
        return practice.lasting
    if not seen:
        raise NotVisible()
    return practice.current if practice.current in seen else seen[-1]


def list_practices(
    session: Session,
    actor: Actor,
    *,
    states: Collection[PracticeState] = SHOWN_STATES,
    theme: str = "",
    changed: bool = False,
    page: int = 1,
) -> PracticePage:
    """Return a page of the practices that the actor may read, those adopted last first."""
    found = select(PracticeEdition.id).join(PracticeEdition.practice)
    found = found.where(edition_visible_to(actor), is_shown_edition(), PracticeEdition.state.in_(states))
    if theme:
        found = found.join(practice_themes).where(practice_themes.c.theme_id == theme)
    if changed:
        of_edition = EvidenceFlag.edition_id == PracticeEdition.id
        found = found.where(exists().where(and_(of_edition, EvidenceFlag.readers.in_(OPEN_TO[actor.audience]))))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    ordered = select(PracticeEdition).join(PracticeEdition.practice).where(PracticeEdition.id.in_(found))
    ordered = ordered.options(contains_eager(PracticeEdition.practice), *loaded_for_release())
    ordered = ordered.order_by(PracticeEdition.adopted_at.desc().nulls_last(), PracticeEdition.id.desc())
    rows = session.scalars(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return PracticePage([ReleasedPractice(row, actor) for row in rows], total, page)


def list_public_practices(session: Session, most: int) -> list[tuple[str, datetime | None]]:
    """Return reference and day of adoption of the practices for the public, for search engines of the web."""
    query = select(Practice.reference, PracticeEdition.adopted_at).join(PracticeEdition.practice)
    query = query.where(edition_visible_to(NOBODY), is_shown_edition()).order_by(Practice.id).limit(most)
    return [(reference, adopted_at) for reference, adopted_at in session.execute(query)]


def latest_practices(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedPractice]:
    """Return the practices about something that the actor may read, adopted or in consultation, the newest first."""
    found = select(PracticeEdition).join(PracticeEdition.practice)
    found = found.where(edition_visible_to(actor), is_shown_edition(), PracticeEdition.state.in_(CURRENT), about)
    found = found.options(contains_eager(PracticeEdition.practice), *loaded_for_release())
    newest = found.order_by(PracticeEdition.adopted_at.desc().nulls_last(), PracticeEdition.id.desc()).limit(most)
    return [ReleasedPractice(row, actor) for row in session.scalars(newest)]


def practice_history(session: Session, actor: Actor, practice: Practice) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Editors read all of them."""
    query = select(HistoryEntry).where(HistoryEntry.reference == practice.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    if is_editor(actor, practice):
        return entries
    steps = OPEN_STEPS if actor.signed_in else PUBLIC_STEPS
    seen = {edition.number for edition in seen_editions(actor, practice)}
    return [entry for entry in entries if entry.action in steps and entry.revision_number in seen]

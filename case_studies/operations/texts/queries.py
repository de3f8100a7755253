"""Finding joint texts for a reader. No function returns a text that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from case_studies.errors import NotVisible
from case_studies.models import Event, HistoryEntry, JointText, TextAlignment, TextVersion
from case_studies.policy.actor import Actor
from case_studies.policy.items import is_editor
from case_studies.policy.text_release import ReleasedText, release_texts
from case_studies.policy.texts import SHOWN, may_draft_texts, text_visible_to
from case_studies.text_vocabulary import Alignment, TextKind, TextState
from case_studies.vocabulary import HistoryAction

PAGE_SIZE = 20
ANSWERS = (HistoryAction.ALIGN, HistoryAction.STAND_ASIDE)


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page of a list, and how many texts there are on all pages."""

    texts: list[ReleasedText]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_text(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> JointText:
    """Return a joint text that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = select(JointText).where(JointText.reference == reference, text_visible_to(actor)).options(*_loaded())
    text = session.scalar(query.with_for_update(of=JointText) if for_change else query)
    if text is None:
        raise NotVisible()
    return text


def list_texts(
    session: Session,
    actor: Actor,
    *,
    states: Collection[TextState] = SHOWN,
    text_kind: TextKind | None = None,
    page: int = 1,
) -> TextPage:
    """Return a page of the joint texts that the actor may read, the last moved first."""
    found = select(JointText.id).where(text_visible_to(actor), JointText.state.in_(states))
    if text_kind is not None:
        found = found.where(JointText.text_kind == text_kind)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    order = (JointText.moved_at.desc(), JointText.id.desc())
    on_page = found.order_by(*order).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = session.scalars(select(JointText).where(JointText.id.in_(on_page)).options(*_loaded()).order_by(*order))
    return TextPage(release_texts(rows, actor), total, page)


def drafts(session: Session, actor: Actor) -> list[ReleasedText]:
    """Return the drafts, the newest first, for editors."""
    if not may_draft_texts(actor):
        return []
    query = select(JointText).where(JointText.state == TextState.DRAFT).order_by(JointText.id.desc())
    return release_texts(session.scalars(query.limit(PAGE_SIZE)), actor)


def texts_of_event(session: Session, actor: Actor, event: Event) -> list[ReleasedText]:
    """Return the joint texts for an event that the actor may read."""
    return _latest(session, actor, JointText.event_id == event.id, PAGE_SIZE)


def texts_aligned_with(session: Session, actor: Actor, code: str, most: int) -> list[ReleasedText]:
    """Return the last delivered texts with which a delegation aligned."""
    own = (TextAlignment.delegation_code == code) & (TextAlignment.answer == Alignment.ALIGNED)
    aligned = JointText.id.in_(select(TextAlignment.text_id).where(own))
    return _latest(session, actor, aligned & (JointText.state == TextState.DELIVERED), most)


def find_versions(text: ReleasedText, *, before: int | None, after: int | None) -> tuple[TextVersion, TextVersion]:
    """Return two versions to compare, without numbers the two newest. Raises NotVisible for one that is hidden."""
    versions = {version.number: version for version in text.versions}
    numbers = list(versions)
    if not numbers:
        raise NotVisible()
    newest = after if after is not None else numbers[-1]
    older = [number for number in numbers if number < newest]
    chosen = before if before is not None else (older[-1] if older else newest)
    if chosen not in versions or newest not in versions:
        raise NotVisible()
    return versions[chosen], versions[newest]


def text_history(session: Session, actor: Actor, text: JointText) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first.

    Editors read all. Members learn after the delivery how others answered; the public reads that it was delivered.
    """
    query = select(HistoryEntry).where(HistoryEntry.reference == text.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    if is_editor(actor, text):
        return entries
    if not actor.signed_in:
        return [entry for entry in entries if entry.action == HistoryAction.DELIVER]
    first = next((at for at, entry in enumerate(entries) if entry.action == HistoryAction.CIRCULATE), len(entries))
    is_over = text.state == TextState.DELIVERED
    return [entry for entry in entries[first:] if is_over or entry.action not in ANSWERS]


def _latest(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedText]:
    query = select(JointText).where(text_visible_to(actor), JointText.state.in_(SHOWN), about)
    query = query.order_by(JointText.moved_at.desc(), JointText.id.desc()).limit(most).options(*_loaded())
    return release_texts(session.scalars(query), actor)


def _loaded() -> list[_AbstractLoad]:
    many = (JointText.versions, JointText.comments, JointText.breaks, JointText.alignments)
    return [joinedload(JointText.owner), *(selectinload(one) for one in many)]

"""Edit the vocabularies: administrators add, change, move, retire and restore entries. A change takes effect at once.

Codes are permanent: none is changed, deleted or used for a second entry. Every change is in the history. The edition
of an entry is its optimistic lock. The data files do not overwrite an entry that was changed here.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, NotVisible, StaleVersion, WrongState
from case_studies.models import Case, Revision, Theme
from case_studies.operations.vocabularies.kinds import (
    INITIATIVES,
    THEMES,
    EditableVocabulary,
    Entry,
    references_of_items,
)
from case_studies.operations.vocabularies.names import add_names, change_names, usual_names
from case_studies.operations.vocabularies.validate import (
    EntryForm,
    find_code,
    has_sub_themes,
    validate_code,
    validate_entry,
    with_current_themes,
)
from case_studies.policy.actor import Actor
from case_studies.policy.administrators import check_administrator
from case_studies.taxonomy.theme_order import in_tree_order, number_themes, order_themes
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction, State
from case_studies.workflow.history import record_platform_event
from case_studies.workflow.index_tasks import queue_all

LAST = 1_000_000  # a position after all themes
SAME = "same"  # before and after a change, the history names the same entry


class Direction(StrEnum):
    """Where a theme is moved, among those of its level."""

    UP = "up"
    DOWN = "down"


def read_entry(session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str) -> Entry:
    """Return an entry: in use, retired or merged. The code may be written as in an address."""
    check_administrator(actor)
    row = find_code(session, vocabulary, code) if code.isprintable() else None
    if row is None:
        raise NotVisible()
    return row


def add_entry(session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, form: EntryForm) -> Entry:
    """Add an entry, with its names in the thesaurus. Raises Incomplete by field."""
    check_administrator(actor)
    lock_vocabulary(session, vocabulary)
    code = validate_code(session, vocabulary, code)
    values = validate_entry(session, vocabulary, _prepared(session, vocabulary, form))
    row = vocabulary.model(id=code, retired=False, edition=0, **values, **_first_values(vocabulary))
    session.add(row)
    add_names(session, actor, vocabulary, row, form)
    if vocabulary is THEMES:
        order_themes(session)
    sign_entry(session, actor, row)
    _record(session, actor, HistoryAction.ADD_ENTRY, vocabulary, row, note=vocabulary.label_of(row), before=None)
    return row


def change_entry(
    session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, form: EntryForm, *, edition: int
) -> Entry:
    """Change the names and the details of an entry. Raises Incomplete by field, StaleVersion, WrongState."""
    row = locked_entry(session, actor, vocabulary, code, edition)
    if row.retired:
        raise WrongState(N_("This entry is retired. Bring it back before you change it."))
    values = validate_entry(session, vocabulary, _prepared(session, vocabulary, form), row)
    before = _stated(session, vocabulary, row)
    parent_id = getattr(row, "parent_id", None)
    for column, value in values.items():
        setattr(row, column, value)
    are_names_new = change_names(session, actor, vocabulary, row, form)
    if isinstance(row, Theme) and row.parent_id != parent_id:
        row.position, row.placed_by_hand = LAST, True
        order_themes(session)
    after = _stated(session, vocabulary, row)
    changes = [f"{name}: {before[name]} → {after[name]}" for name in after if before[name] != after[name]]
    if changes or are_names_new:
        sign_entry(session, actor, row)
        update_index(session, vocabulary, [row.id])
        _record(session, actor, HistoryAction.CHANGE_ENTRY, vocabulary, row, note="; ".join(changes))
    return row


def retire_entry(session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, *, edition: int) -> Entry:
    """Stop offering an entry for new cases. Cases that have it keep it, and readers still find them by it."""
    row = locked_entry(session, actor, vocabulary, code, edition)
    if row.retired:
        raise WrongState(N_("This entry is already retired."))
    if has_sub_themes(session, row.id, in_use=True):
        raise WrongState(N_("This theme has sub-themes in use. Retire them or give them another theme first."))
    row.retired = True
    sign_entry(session, actor, row)
    _record(session, actor, HistoryAction.RETIRE_ENTRY, vocabulary, row, note=vocabulary.label_of(row), after=None)
    return row


def restore_entry(session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, *, edition: int) -> Entry:
    """Offer a retired entry again."""
    row = locked_entry(session, actor, vocabulary, code, edition)
    if not row.retired:
        raise WrongState(N_("This entry is already in use."))
    above = session.get(Theme, row.parent_id) if isinstance(row, Theme) and row.parent_id is not None else None
    if above is not None and above.retired:
        raise WrongState(N_("The theme above it is retired. Bring that one back first."))
    row.retired = False
    sign_entry(session, actor, row)
    _record(session, actor, HistoryAction.RESTORE_ENTRY, vocabulary, row, note=vocabulary.label_of(row), before=None)
    return row


def move_theme(session: Session, actor: Actor, code: str, direction: Direction, *, edition: int) -> Theme:
    """Move a theme by one place, with its sub-themes, past the next theme of its level that is in use."""
    found = locked_entry(session, actor, THEMES, code, edition)
    if found.retired:
        raise WrongState(N_("This entry is retired. Bring it back before you change it."))
    rows = session.scalars(select(Theme).order_by(Theme.position, Theme.id)).all()
    theme = next(row for row in rows if row.id == found.id)
    level = [row for row in rows if row.parent_id == theme.parent_id and _is_in_use(row)]
    at, step = level.index(theme), 1 if direction is Direction.DOWN else -1
    if not 0 <= at + step < len(level):
        raise WrongState(N_("This theme is already at the end of the list."))
    other = level[at + step]
    _swap(rows, theme, other)
    theme.placed_by_hand = True
    sign_entry(session, actor, theme)
    note = f"after {other.id}" if direction is Direction.DOWN else f"before {other.id}"
    _record(session, actor, HistoryAction.MOVE_ENTRY, THEMES, theme, note=note)
    return theme


def _is_in_use(row: Entry) -> bool:
    return not row.retired and row.merged_into_id is None


def _swap(rows: Sequence[Theme], one: Theme, other: Theme) -> None:
    order = list(rows)
    first, second = order.index(one), order.index(other)
    order[first], order[second] = other, one
    number_themes(in_tree_order(order))


# ---- What all changes have in common


def lock_vocabulary(session: Session, vocabulary: EditableVocabulary) -> None:
    """Make other changes of the vocabulary wait, and cases that are given one of its entries."""
    session.execute(select(vocabulary.model.id).order_by(vocabulary.model.id).with_for_update())


def locked_entry(session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, edition: int) -> Entry:
    """Return an entry, locked against other changes. Raises StaleVersion if `edition` is not its present one."""
    check_administrator(actor)
    lock_vocabulary(session, vocabulary)
    row = read_entry(session, actor, vocabulary, code)
    session.refresh(row)
    if row.merged_into_id is not None:
        raise WrongState(N_("This entry was merged into %(code)s. Change that one."), code=row.merged_into_id)
    if row.edition != edition:
        raise StaleVersion(
            N_("Somebody changed this entry since you opened it. Nothing was saved. Compare, then save again.")
        )
    return row


def sign_entry(session: Session, actor: Actor, row: Entry) -> None:
    """Note who changed an entry, and when."""
    row.edition += 1
    row.changed_by_id, row.changed_at = actor.account, now(session)
    session.flush()


def update_index(session: Session, vocabulary: EditableVocabulary, codes: Collection[str]) -> None:
    """Queue what search finds and has one of these entries for an update of the search index."""
    linked = select(vocabulary.link.c.revision_id).where(vocabulary.linked_code.in_(codes))
    is_found = Revision.state == State.PUBLISHED, Revision.id.in_(linked)
    queue_all(session, select(Case.reference).join(Case.revisions).where(*is_found))
    for references in references_of_items(vocabulary, codes):
        queue_all(session, references)


def _record(
    session: Session,
    actor: Actor,
    action: HistoryAction,
    vocabulary: EditableVocabulary,
    row: Entry,
    *,
    note: str,
    before: str | None = SAME,
    after: str | None = SAME,
) -> None:
    """Append to the history. By default the entry is the same before and after. None means that it was not in use."""
    key = vocabulary.key(row.id)
    record_platform_event(
        session,
        actor,
        action,
        note=note,
        before=key if before == SAME else before,
        after=key if after == SAME else after,
    )


def _prepared(session: Session, vocabulary: EditableVocabulary, form: EntryForm) -> EntryForm:
    return with_current_themes(session, form) if vocabulary is INITIATIVES else form


def _first_values(vocabulary: EditableVocabulary) -> dict[str, Any]:
    return {"synonyms": [], "position": LAST, "placed_by_hand": True} if vocabulary is THEMES else {}


def _stated(session: Session, vocabulary: EditableVocabulary, row: Entry) -> dict[str, str]:
    """Return the values of an entry as the history states them."""
    values = {name: _text(getattr(row, name)) for name in vocabulary.columns}
    return {**values, **{name: _text(text) for name, text in usual_names(session, vocabulary, row).items()}}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "none" if value in (None, "") else str(value)

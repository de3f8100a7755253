"""Merge one entry of a vocabulary into another, for good.

Every revision that has the merged entry gets the one that stays beside it. The merged one stays stored, so a frozen
revision keeps what was chosen, but nothing shows it any more (`Revision.themes`). Old codes in addresses, requests and
data files lead to the entry that stays. A merged entry always refers to one that is not merged itself: if B is merged
into C, everything that was merged into B follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, WrongState
from case_studies.models import (
    AdoptionStatement,
    Initiative,
    Issue,
    Provision,
    ReviewerProfile,
    SavedSearch,
    Theme,
)
from case_studies.operations.vocabularies.edit import locked_entry, sign_entry, update_index
from case_studies.operations.vocabularies.kinds import (
    INITIATIVES,
    LINKS_OF_ITEMS,
    OPERATIONS,
    THEMES,
    EditableVocabulary,
    Entry,
)
from case_studies.operations.vocabularies.names import merge_names
from case_studies.operations.vocabularies.validate import find_code, has_sub_themes
from case_studies.policy.actor import Actor
from case_studies.search.query.query_string import parse_query_string, query_string
from case_studies.taxonomy.theme_order import order_themes
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_platform_event


def merge_entry(
    session: Session, actor: Actor, vocabulary: EditableVocabulary, code: str, into: str, *, edition: int
) -> Entry:
    """Merge an entry into another one, and return the one that stays. Raises Incomplete, StaleVersion, WrongState."""
    row = locked_entry(session, actor, vocabulary, code, edition)
    stays = _entry_that_stays(session, vocabulary, row, into)
    note = f"{vocabulary.label_of(row)} → {vocabulary.label_of(stays)}"
    moved = _move_sub_themes(session, row, stays)
    update_index(session, vocabulary, [row.id, *moved])
    _add_links(session, vocabulary, row.id, stays.id)
    model = vocabulary.model
    session.execute(update(model).where(model.merged_into_id == row.id).values(merged_into_id=stays.id))
    row.merged_into_id = stays.id
    _merge_synonyms(row, stays)
    merge_names(session, actor, vocabulary, row.id, stays.id)
    _replace_codes(session, vocabulary, row.id, stays.id)
    stays.edition += 1
    sign_entry(session, actor, row)
    keys = {"before": vocabulary.key(row.id), "after": vocabulary.key(stays.id)}
    record_platform_event(session, actor, HistoryAction.MERGE_ENTRY, note=note, **keys)
    return stays


def _entry_that_stays(session: Session, vocabulary: EditableVocabulary, row: Entry, into: str) -> Entry:
    stays = find_code(session, vocabulary, into) if into and into.isprintable() else None
    if stays is None:
        raise Incomplete({"into": [N_("Choose the entry that stays.")]})
    session.refresh(stays)
    if stays is row:
        raise Incomplete({"into": [N_("An entry cannot be merged into itself. Choose another one.")]})
    if stays.merged_into_id is not None or stays.retired:
        raise Incomplete({"into": [N_("This entry is no longer in use. Choose another one.")]})
    if isinstance(stays, Theme) and stays.parent_id is not None and has_sub_themes(session, row.id):
        raise WrongState(
            N_("This theme has sub-themes. Merge it into a theme at the top, or give them another theme first.")
        )
    return stays


def _move_sub_themes(session: Session, row: Entry, stays: Entry) -> Sequence[str]:
    """Put the sub-themes of a merged theme below the one that stays, after its own, and return their codes."""
    if not isinstance(row, Theme):
        return []
    below = session.scalars(select(Theme).where(Theme.parent_id == row.id).order_by(Theme.position)).all()
    last = session.scalars(select(Theme.position).order_by(Theme.position.desc()).limit(1)).one()
    for place, theme in enumerate(below, last + 1):
        theme.parent_id, theme.position = stays.id, place
    if below:
        order_themes(session)
    return [theme.id for theme in below]


def _add_links(session: Session, vocabulary: EditableVocabulary, merged: str, stays: str) -> None:
    """Give the entry that stays to every revision that has the merged one."""
    link, column = vocabulary.link, vocabulary.linked_code
    have_it = select(link.c.revision_id).where(column == stays)
    new = select(link.c.revision_id, literal(stays)).where(column == merged, link.c.revision_id.not_in(have_it))
    session.execute(insert(link).from_select(["revision_id", str(column.key)], new))
    session.expire_all()


def _merge_synonyms(row: Entry, stays: Entry) -> None:
    if isinstance(row, Theme) and isinstance(stays, Theme):
        stays.synonyms = list(dict.fromkeys([*stays.synonyms, row.label, *row.synonyms]))


# ---- What refers to codes


def _replace_codes(session: Session, vocabulary: EditableVocabulary, merged: str, stays: str) -> None:
    """Replace a code in initiatives, profiles of reviewers, issues, adoptions, practices and saved searches."""
    if vocabulary is THEMES:
        for owner in (*session.scalars(select(Initiative)), *session.scalars(select(ReviewerProfile))):
            if merged in owner.themes:
                owner.themes = _replaced(owner.themes, merged, stays)
    _replace_in_items(session, vocabulary, merged, stays)
    _replace_in_adoptions(session, vocabulary, merged, stays)
    _replace_in_searches(session, vocabulary.facet.name, merged, stays)


def _replace_in_items(session: Session, vocabulary: EditableVocabulary, merged: str, stays: str) -> None:
    """Replace a code in what is beside the cases, which is not frozen as revisions are."""
    if vocabulary is OPERATIONS:
        session.execute(update(Issue).where(Issue.operation_id == merged).values(operation_id=stays))
    if vocabulary is INITIATIVES:
        session.execute(update(Provision).where(Provision.initiative_id == merged).values(initiative_id=stays))
    for link, column in LINKS_OF_ITEMS.get(vocabulary.name, ()):
        owner = next(one for one in link.c if one is not column)
        have_it = select(owner).where(column == stays)
        new = select(owner, literal(stays)).where(column == merged, owner.not_in(have_it))
        session.execute(insert(link).from_select([str(owner.key), str(column.key)], new))
        session.execute(delete(link).where(column == merged))
    session.expire_all()


def _replace_in_adoptions(session: Session, vocabulary: EditableVocabulary, merged: str, stays: str) -> None:
    if vocabulary is OPERATIONS:
        of_merged = update(AdoptionStatement).where(AdoptionStatement.operation_id == merged)
        session.execute(of_merged.values(operation_id=stays))


def _replaced(codes: Iterable[str], merged: str, stays: str) -> list[str]:
    return list(dict.fromkeys(stays if code == merged else code for code in codes))


def _replace_in_searches(session: Session, facet: str, merged: str, stays: str) -> None:
    """Replace a code in the saved searches. If somebody has the search for the other code already, that one stays."""
    for saved in session.scalars(select(SavedSearch).where(SavedSearch.address.contains(f"{facet}="))).all():
        query = parse_query_string(saved.address)
        if merged not in query.filters.get(facet, ()):
            continue
        values = tuple(_replaced(query.filters[facet], merged, stays))
        address = query_string(replace(query, filters={**query.filters, facet: values}))
        own = select(SavedSearch.id).where(SavedSearch.account_id == saved.account_id, SavedSearch.address == address)
        if session.scalar(own) is None:
            saved.address = address
        else:
            session.delete(saved)
        session.flush()

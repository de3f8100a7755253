"""Makes search documents from the database. Only this module decides what an index contains."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, contains_eager, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from case_studies.case_fields import VocabularyName, searched_fields
from case_studies.markdown import to_plain
from case_studies.models import Attachment, Case, Revision, StoredFile
from case_studies.models.vocabularies import coded_values
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import ReleasedItem, every_item, find_items, in_parts
from case_studies.policy.practice_release import READER_OF
from case_studies.policy.release import Reader, ReleasedRevision, whole
from case_studies.policy.release_queries import may_differ_by_delegation, own_delegations, released_delegations
from case_studies.search.contract import (
    FILES,
    LAYERS,
    OPEN_END,
    READERS,
    QueryDocument,
    SearchDocument,
    index_of_delegation,
)
from case_studies.search.facets import DELEGATION, FACETS
from case_studies.search.sync.item_kinds import ITEM_KINDS
from case_studies.taxonomy.places import names_in_all_languages
from case_studies.vocabulary import Audience, State

MAY_READ: dict[Audience, tuple[Audience, ...]] = {
    Audience.PUBLIC: (Audience.PUBLIC,),
    Audience.MEMBERS: (Audience.PUBLIC, Audience.MEMBERS),
}


INDEXES: tuple[str, ...] = (*Audience, *LAYERS)
"""Every index that follows the database."""


def index_of(actor: Actor) -> str:
    """Return the name of the index that an actor searches."""
    if actor.delegation is None:
        return actor.audience
    return index_of_delegation(actor.audience, actor.delegation)


def search_documents(
    session: Session, index: str, references: Collection[str] | None = None
) -> Iterator[SearchDocument]:
    """Yield the search documents of an index: of all that its readers may find, or of the references given."""
    if index in LAYERS:
        yield from _of_layer(session, index, references)
        return
    audience = Audience(index)
    for revision in _revisions(session, _is_published(audience), references):
        yield _of_case(ReleasedRevision(revision, Reader(audience)))
    reader = READER_OF[audience]
    items = every_item(session, reader) if references is None else find_items(session, reader, references).values()
    for item in items:
        yield _of_item(item)


def _of_layer(session: Session, index: str, references: Collection[str] | None) -> Iterator[SearchDocument]:
    """Yield the cases of which some delegations have a document of their own."""
    differ = _is_published(Audience.MEMBERS) & may_differ_by_delegation()
    links = (selectinload(Revision.released_to), selectinload(Revision.co_submitters))
    for revision in _revisions(session, differ, references, *links):
        if readers := _DELEGATIONS[index](revision):
            yield _of_case(ReleasedRevision(revision, Reader(Audience.MEMBERS, readers[0])), readers)


def _is_published(audience: Audience) -> ColumnElement[bool]:
    return and_(Revision.state == State.PUBLISHED, Revision.audience.in_(MAY_READ[audience]))


def _revisions(
    session: Session, condition: ColumnElement[bool], references: Collection[str] | None, *links: _AbstractLoad
) -> Iterator[Revision]:
    """Yield revisions with what becomes text, a part at a time: all, or those of the cases given."""
    found = select(Case.reference).join(Case.revisions).where(condition).order_by(Case.id)
    for part in in_parts(list(references) if references is not None else session.scalars(found).all()):
        query = select(Revision).join(Revision.case).where(condition, Case.reference.in_(part)).order_by(Case.id)
        yield from session.scalars(query.options(*_TEXTS, *links))


_TEXTS = (
    contains_eager(Revision.case).lazyload(Case.revisions),
    selectinload(Revision.attachments).joinedload(Attachment.file).undefer(StoredFile.text),
    *(selectinload(getattr(Revision, field.name)) for field in searched_fields() if field.vocabulary),
)
_DELEGATIONS: dict[str, Callable[[Revision], list[str]]] = {"released": released_delegations, "own": own_delegations}
"""The delegations that have the document of a layer. Each has one of them at most."""


def query_document(revision: Revision) -> QueryDocument:
    """Return a revision, published or not, for comparison with an index."""
    text = whole(revision)
    return QueryDocument(
        reference=revision.case.reference,
        language=revision.language,
        title=revision.title,
        sections=_plain(text) | _files(text),
        facets=_facets(text),
    )


def _of_case(revision: ReleasedRevision, delegations: Sequence[str] = ()) -> SearchDocument:
    if revision.published_at is None:
        raise ValueError("only a published revision has a search document")
    started = revision.started or 0
    readers = {READERS: tuple(delegations)} if delegations else {}
    document = SearchDocument(
        reference=revision.case.reference,
        language=revision.language,
        title=revision.title,
        sections=_plain(revision) | _files(revision),
        labels=tuple(dict.fromkeys(_labels(revision))),  # in no order that administrators change
        facets={name: tuple(sorted(values)) for name, values in (_facets(revision) | readers).items()},
        years=(started, revision.ended if revision.ended is not None else OPEN_END),
        published_on=revision.published_at.date(),
        confirmed_on=revision.life.on if revision.life is not None else revision.published_at.date(),
        fingerprint="",
    )
    return _with_fingerprint(document)


def _of_item(item: ReleasedItem) -> SearchDocument:
    kind = ITEM_KINDS[item.kind]
    since, owner = kind.since(item), kind.owner(item)
    facets = {name: facet.values_of(item) for name, facet in FACETS.items()}
    facets[DELEGATION.name] = (owner.code,) if owner is not None and owner.code else ()
    document = SearchDocument(
        reference=item.reference,
        language=item.language,
        title=item.title,
        sections={name: text for name, text in kind.sections(item).items() if text},
        labels=tuple(dict.fromkeys(_item_labels(item))),
        facets={name: tuple(sorted(values)) for name, values in facets.items()},
        years=kind.years_of(item),
        published_on=since.date(),
        confirmed_on=date.max,  # only cases have to be confirmed
        fingerprint="",
    )
    return _with_fingerprint(document)


def _item_labels(item: ReleasedItem) -> Iterator[str]:
    """Yield words by which readers search for a thing beside the cases, besides its text."""
    yield item.reference
    yield from sorted(theme.label for theme in getattr(item, "themes", ()))
    yield from sorted(initiative.name for initiative in getattr(item, "initiatives", ()))
    for operation in getattr(item, "operations", ()):
        yield from (operation.id, operation.name)


def _plain(revision: ReleasedRevision) -> dict[str, str]:
    return {name: to_plain(text) for name, text in revision.sections.items()}


def _files(revision: ReleasedRevision) -> dict[str, str]:
    """Return what the files have that the audience may read: their names, descriptions and texts."""
    texts = [text for one in revision.attachments for text in (one.name, one.description, one.file.text) if text]
    return {FILES: "\n\n".join(texts)} if texts else {}


def _labels(revision: ReleasedRevision) -> Iterator[str]:
    """Yield words by which readers search for the case, besides its text."""
    yield revision.case.reference
    for field in searched_fields():
        for code, name in sorted(coded_values(field, revision)):
            yield from (code, name) if field.vocabulary is VocabularyName.OPERATIONS else (name,)
            if field.vocabulary in (VocabularyName.HOSTS, VocabularyName.STATES):
                yield from names_in_all_languages(code)


def _facets(revision: ReleasedRevision) -> dict[str, tuple[str, ...]]:
    return {name: facet.values_of(revision) for name, facet in FACETS.items()}


def _with_fingerprint(document: SearchDocument) -> SearchDocument:
    content = asdict(document)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    return SearchDocument(**{**content, "fingerprint": digest[:24]})

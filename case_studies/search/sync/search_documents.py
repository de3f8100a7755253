"""Makes search documents from the database. Only this module decides what an index contains."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.case_fields import VocabularyName, searched_fields
from case_studies.markdown import to_plain
from case_studies.models import Attachment, Case, Revision, StoredFile
from case_studies.models.vocabularies import coded_values
from case_studies.policy.actor import Actor
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
from case_studies.search.facets import FACETS
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


def search_documents(session: Session, index: str, case_ids: Iterable[int] | None = None) -> Iterator[SearchDocument]:
    """Yield the search documents of an index: of all published cases, or of the cases given."""
    if index in LAYERS:
        links = (selectinload(Revision.released_to), selectinload(Revision.co_submitters))
        query = _published(Audience.MEMBERS, case_ids).where(may_differ_by_delegation()).options(*links)
        for revision in session.scalars(query):
            if readers := _DELEGATIONS[index](revision):
                yield _search_document(ReleasedRevision(revision, Reader(Audience.MEMBERS, readers[0])), readers)
    else:
        audience = Audience(index)
        for revision in session.scalars(_published(audience, case_ids)):
            yield _search_document(ReleasedRevision(revision, Reader(audience)))


def _published(audience: Audience, case_ids: Iterable[int] | None) -> Select[Revision]:
    query = (
        select(Revision)
        .join(Revision.case)
        .where(Revision.state == State.PUBLISHED, Revision.audience.in_(MAY_READ[audience]))
        .order_by(Case.id)
        .options(
            contains_eager(Revision.case).lazyload(Case.revisions),
            selectinload(Revision.attachments).joinedload(Attachment.file).undefer(StoredFile.text),
            *(selectinload(getattr(Revision, field.name)) for field in searched_fields() if field.vocabulary),
        )
    )
    return query if case_ids is None else query.where(Case.id.in_(list(case_ids)))


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


def _search_document(revision: ReleasedRevision, delegations: Sequence[str] = ()) -> SearchDocument:
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

"""Finding provisions, and the evidence that is linked to them, as far as a reader may read it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from case_studies.db import by_name
from case_studies.errors import NotVisible
from case_studies.models import Initiative, Provision, ProvisionLink
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import ReleasedItem, find_items
from case_studies.policy.provisions import LINKABLE, may_unlink
from case_studies.policy.release import ReleasedRevision
from case_studies.reference import kind_of
from case_studies.vocabulary import Kind

PAGE_SIZE = 20
Evidence = Mapping[Kind, list[str]]
"""Kind → the references of what is linked, as far as the reader may read it."""


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision with what is linked to it."""

    provision: Provision
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """One page of the table, and how many provisions there are on all pages."""

    rows: list[ProvisionRow] = field(default_factory=list)
    total: int = 0
    number: int = 1

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class LinkedThing:
    """A linked thing that the reader may read. `thing` is what they may read of it."""

    kind: Kind
    reference: str
    reason: str
    thing: ReleasedRevision | ReleasedItem
    may_unlink: bool


def find_provision(session: Session, provision_id: int, *, for_change: bool = False) -> Provision:
    """Return a provision. With `for_change`, lock it. Raises NotVisible."""
    query = select(Provision).where(Provision.id == provision_id)
    provision = session.scalar(query.with_for_update(of=Provision) if for_change else query)
    if provision is None:
        raise NotVisible()
    return provision


def list_provisions(
    session: Session, actor: Actor, *, initiative: str = "", addressee: str = "", page: int = 1
) -> ProvisionPage:
    """Return a page of the table of evidence, by initiative and paragraph."""
    found = _filtered(initiative, addressee)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    ordered = _in_order(found).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return ProvisionPage(_with_evidence(session, actor, session.scalars(ordered).all()), total, page)


def all_provisions(
    session: Session, actor: Actor, *, initiative: str = "", addressee: str = ""
) -> Iterator[ProvisionRow]:
    """Yield the whole table of evidence."""
    rows = session.scalars(_in_order(_filtered(initiative, addressee)).execution_options(yield_per=PAGE_SIZE))
    for some in rows.partitions():
        yield from _with_evidence(session, actor, some)


def initiatives_with_provisions(session: Session) -> Sequence[Initiative]:
    """Return the initiatives that have provisions, by name."""
    query = select(Initiative).where(Initiative.id.in_(select(Provision.initiative_id)))
    return session.scalars(query.order_by(by_name(Initiative.name), Initiative.id)).all()


def first_provisions_of(session: Session, initiative: str, limit: int) -> Sequence[Provision]:
    """Return the first provisions of an initiative, in their order."""
    return session.scalars(_in_order(_filtered(initiative, "")).limit(limit)).all()


def evidence_of(session: Session, actor: Actor, provisions: Collection[int]) -> dict[int, Evidence]:
    """Return the evidence of some provisions that the actor may read, in one statement."""
    found: dict[int, dict[Kind, list[str]]] = {one: {kind: [] for kind in LINKABLE} for one in provisions}
    parts = [
        select(literal(kind.value), ProvisionLink.provision_id, row.reference)
        .join(ProvisionLink, row.column == row.thing)
        .where(ProvisionLink.provision_id.in_(provisions), row.thing.in_(row.readable(actor)))
        for kind, row in LINKABLE.items()
    ]
    rows: list[tuple[str, int, str]] = [(row[0], row[1], row[2]) for row in session.execute(union_all(*parts))]
    for kind, provision, reference in sorted(rows):
        found[provision][Kind(kind)].append(reference)
    return dict(found)


def things_of(session: Session, actor: Actor, provision: Provision) -> list[LinkedThing]:
    """Return what is linked to a provision and the actor may read, as they may read it: cases, practices, issues."""
    evidence = evidence_of(session, actor, [provision.id])[provision.id]
    references = [reference for of_kind in evidence.values() for reference in of_kind]
    things = {**readable_revisions(session, actor, references), **find_items(session, actor, references)}
    links = _links(session, provision)
    return [
        LinkedThing(
            kind=Kind(kind_of(reference) or Kind.CASE),
            reference=reference,
            reason=links[reference].reason,
            thing=things[reference],
            may_unlink=may_unlink(actor, links[reference]),
        )
        for reference in references
    ]


def provisions_with(session: Session, reference: str) -> Sequence[Provision]:
    """Return the provisions that a thing is linked to, for readers of the thing."""
    row = LINKABLE[kind_of(reference) or Kind.CASE]
    thing = select(row.thing).where(row.reference == reference).scalar_subquery()
    links = select(ProvisionLink.provision_id).where(row.column == thing)
    return session.scalars(_in_order(select(Provision).where(Provision.id.in_(links)))).all()


def _links(session: Session, provision: Provision) -> dict[str, ProvisionLink]:
    """Return the links of a provision by the references of what they lead to."""
    found: dict[str, ProvisionLink] = {}
    for row in LINKABLE.values():
        query = select(row.reference, ProvisionLink).join(ProvisionLink, row.column == row.thing)
        rows = session.execute(query.where(ProvisionLink.provision_id == provision.id))
        found.update((reference, link) for reference, link in rows)
    return found


def _filtered(initiative: str, addressee: str) -> Select[Provision]:
    query = select(Provision)
    if initiative:
        query = query.where(Provision.initiative_id == initiative)
    return query.where(Provision.addressee == addressee) if addressee else query


def _in_order(query: Select[Provision]) -> Select[Provision]:
    ordered = query.join(Provision.initiative).order_by(by_name(Initiative.name), Initiative.id)
    return ordered.order_by(Provision.number, Provision.id)


def _with_evidence(session: Session, actor: Actor, provisions: Sequence[Provision]) -> list[ProvisionRow]:
    evidence = evidence_of(session, actor, [one.id for one in provisions])
    return [ProvisionRow(one, evidence[one.id]) for one in provisions]

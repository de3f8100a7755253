"""Evaluates search on the demonstration library: Casebook's engine and two baselines, with the same queries.

Everything happens in a separate folder with its own database and indexes. Nothing live is touched.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from case_studies.attachments.store import FolderStore
from case_studies.db import make_engine
from case_studies.demo.loader import load_demonstration
from case_studies.demo.offices import shown_offices
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.search.search import search
from case_studies.policy.actor import Actor
from case_studies.schema_migrations import upgrade
from case_studies.search.contract import Query, SearchDocument
from case_studies.search.sync.indexer import Indexer
from case_studies.search.sync.search_documents import search_documents
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.settings import Settings
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Audience, Role
from tests.evaluation.plain_whoosh import PlainWhoosh
from tests.evaluation.scores import ALL_HITS, Judged, Score, mean, score

CASEBOOK = "Casebook"
PLAIN = "plain recipe"
PLAIN_OR = "plain recipe with OR"
JUDGED_ON = datetime(2026, 11, 27, tzinfo=UTC)
"""The day on which queries are asked, because cases that are not confirmed for long rank lower."""
ENGINES = (CASEBOOK, PLAIN, PLAIN_OR)

Ask = Callable[[str], list[str]]
Progress = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The scores of each engine for one query."""

    judged: Judged
    scores: Mapping[str, Score] = field(repr=False)
    """By engine. Not shown in a failing test, since queries that are held out are among them."""


def judge(
    collection: Sequence[Judged], folder: Path, progress: Progress = lambda: None, *, months: int = 12
) -> list[Outcome]:
    """Run every query on every engine, as a member, where cases are confirmed for some months.

    Raises ValueError for a grade of an unknown case.
    """
    work, engine = demonstration(folder, months)
    try:
        with work.reading() as session:
            members = list(search_documents(session, Audience.MEMBERS))
            _check_references(collection, members)
            asks = {CASEBOOK: _casebook(session, engine), **_baselines(folder / "plain", members)}
            return [_outcome(judged, asks, progress) for judged in collection]
    finally:
        work.engine.dispose()


def demonstration(folder: Path, months: int = 12) -> tuple[UnitOfWork, WhooshEngine]:
    """Return the demonstration library in a database of its own, and its index."""
    settings = Settings(confirmation_months=months)
    work = UnitOfWork(make_engine(f"sqlite:///{folder / 'judged.db'}"), clock=lambda: JUDGED_ON, settings=settings)
    upgrade(work.engine)
    load_demonstration(work, FolderStore(folder / "files"), secrets.token_urlsafe())
    engine = WhooshEngine(folder / "index")
    Indexer(work, engine).rebuild()
    return work, engine


def _check_references(collection: Sequence[Judged], members: Sequence[SearchDocument]) -> None:
    known = {face.reference for face in members}
    for judged in collection:
        unknown = judged.grades.keys() - known
        if unknown:
            raise ValueError(f"{judged.id}: no published case: {', '.join(sorted(unknown))}")


def a_member(session: Session) -> Actor:
    """Return a reader who writes for nobody."""
    office = next(office for office in shown_offices() if office.role == Role.PRACTITIONER)
    return Actor.of(find_account(session, office.email))


def _casebook(session: Session, engine: WhooshEngine) -> Ask:
    """Search as a reader does: with the thesaurus, through the database."""
    actor = a_member(session)

    def ask(text: str) -> list[str]:
        page = search(session, engine, actor, Query(text, per_page=ALL_HITS))
        return [found.revision.case.reference for found in page.items]

    return ask


def _baselines(folder: Path, members: Sequence[SearchDocument]) -> dict[str, Ask]:
    plain = PlainWhoosh.build(folder, members)
    return {
        PLAIN: lambda text: plain.search(text, ALL_HITS),
        PLAIN_OR: lambda text: plain.search(text, ALL_HITS, any_word=True),
    }


def _outcome(judged: Judged, asks: Mapping[str, Ask], progress: Progress) -> Outcome:
    outcome = Outcome(judged, {name: score(judged, ask(judged.text)) for name, ask in asks.items()})
    progress()
    return outcome


def means(outcomes: Sequence[Outcome], engine: str) -> dict[str, Score]:
    """Return the means of an engine by kind of query."""
    kinds = dict.fromkeys(outcome.judged.kind for outcome in outcomes)
    return {kind: mean(o.scores[engine] for o in outcomes if o.judged.kind == kind) for kind in kinds}

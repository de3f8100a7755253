"""Loads the demonstration's collections with the operations that people use. An editor makes and publishes them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.collection_vocabulary import CollectionAction
from case_studies.demo.practice_journeys import KEY as PRACTICE_KEY
from case_studies.models import Account, Case, Collection, Practice
from case_studies.operations.collections.editing import start_collection
from case_studies.operations.collections.things import find_things
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Language
from case_studies.workflow.collections import COLLECTIONS

FILE = Path(__file__).parent / "collections.yaml"
KEY = "demo:collection:"
"""Before the key in the file, the key by which a loaded collection is known."""
MAKER = "editor.idn@demo.example"
KINDS: Mapping[str, tuple[type[Case | Practice], str]] = {
    "case": (Case, "demo:"),
    "practice": (Practice, PRACTICE_KEY),
}


def load_collections(work: UnitOfWork) -> int:
    """Load the collections that are missing and return their number. What is in them has to be loaded before."""
    quiet = UnitOfWork(
        work.engine, clock=work.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    return sum(_load(quiet, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    key = KEY + row["key"]
    with work.writing(quietly=True) as session:
        if session.scalar(select(Collection.id).where(Collection.form_key == key)) is not None:
            return False
        maker = Actor.of(session.scalars(select(Account).where(Account.email == MAKER)).one())
        values = {
            **{name: row[name] for name in ("title", "introduction", "audience")},
            "language": Language.ENGLISH,
            "things": _things(session, maker, row["things"]),
        }
        collection = start_collection(session, maker, values, form_key=key, demonstration=True)
        session.flush()
        if values["things"]:
            COLLECTIONS.perform(session, collection, CollectionAction.PUBLISH, maker, version=collection.version)
    return True


def _things(session: Session, maker: Actor, rows: list[Mapping[str, str]]) -> list[dict[str, str]]:
    """Return the things of the file that the library has and the maker may read."""
    found = []
    for row in rows:
        name = next(name for name in KINDS if name in row)
        kind, prefix = KINDS[name]
        reference = session.scalar(select(kind.reference).where(kind.form_key == prefix + row[name]))
        found.append({"reference": reference or "", "reason": row["reason"]})
    readable = find_things(session, maker, [one["reference"] for one in found])
    return [one for one in found if one["reference"] in readable]

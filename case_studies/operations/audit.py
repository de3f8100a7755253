"""Proving that the history is what was written: in the database, in an exported file, and one against the other.

An export is for keeping elsewhere: who rewrites the whole chain in the database, head and all, can't rewrite it there.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeGuard

from sqlalchemy import select, true
from sqlalchemy.orm import Session, lazyload

from case_studies.errors import N_, WrongState
from case_studies.hash_chain import ChainEnd, ChainEntry, ChainError, ChainVerifier, entry_name
from case_studies.models import Account, Case, HistoryEntry, HistoryHead

BATCH = 500
WORDS, MAYBE = (str,), (str, type(None))
TYPES: dict[str, tuple[type, ...]] = {
    "number": (int,),
    "at": WORDS,
    "account": MAYBE,
    "delegation": MAYBE,
    "action": WORDS,
    "case": MAYBE,
    "revision": (int, type(None)),
    "from": MAYBE,
    "to": MAYBE,
    "note": WORDS,
    "previous": WORDS,
    "hash": WORDS,
}
END_TYPES: dict[str, tuple[type, ...]] = {"end": (int,), "hash": WORDS}


@dataclass(frozen=True, slots=True)
class ExportReport:
    """An entry of the database, with the case and the account that its row refers to, and the end as of that moment."""

    link: ChainEntry
    refers_to: tuple[str | None, str | None]
    end: ChainEnd | None


def verify_history(session: Session) -> list[ChainError]:
    """Return every place at which the history in the database is not what was written."""
    walk, end, found = ChainVerifier(), None, []
    try:
        for kept in _kept(session):
            found += [*walk.take(kept.link), *_strays(kept)]
            end = kept.end
    except WrongState as error:
        return [*found, ChainError("the database", str(error))]
    return [*found, *walk.arrive(end if walk.number else _end(session))]


def export_history(session: Session) -> Iterator[str]:
    """Yield the history as lines for a file, the end last."""
    end, empty = None, True
    for kept in _kept(session):
        end, empty = kept.end, False
        yield json.dumps(kept.link, ensure_ascii=False)
    end = _end(session) if empty else end
    if end is not None:
        yield json.dumps({"end": end.number, "hash": end.hash})


def verify_file(lines: Iterable[str]) -> list[ChainError]:
    """Return every place at which an exported file does not hold. Needs no database."""
    walk, end, found = ChainVerifier(), None, []
    for where, said in _told(lines):
        if said is None:
            found.append(ChainError(where, "it is not an entry of a history"))
        elif end is not None:
            found.append(ChainError(where, "it stands after the end"))
        elif isinstance(said, ChainEnd):
            end = said
        else:
            found += walk.take(said)
    return [*found, *walk.arrive(end)]


def compare_with_database(session: Session, lines: Iterable[str]) -> list[ChainError]:
    """Return where the database no longer begins with what was exported then: the first place, all after it follow."""
    with closing(_kept(session)) as kept:
        for _where, said in _told(lines):
            if said is None or isinstance(said, ChainEnd):
                break  # what is wrong with the file is told by `verify_file`
            now = next(kept, None)
            if now is None:
                return [ChainError(entry_name(said["number"]), "it is in the file, and the database does not have it")]
            if now.link != said:
                return [
                    ChainError(
                        entry_name(said["number"]), "the database says something else than the file, from here on"
                    )
                ]
    return []


def _kept(session: Session) -> Generator[ExportReport, None, None]:
    """Yield the entries with the end in one statement, so that a writer in between is no break; never all at once."""
    query = (
        select(HistoryEntry, Case.reference, Account.email, HistoryHead.number, HistoryHead.hash)
        .select_from(HistoryEntry)
        .outerjoin(HistoryHead, true())
        .outerjoin(Case, Case.id == HistoryEntry.case_id)
        .outerjoin(Account, Account.id == HistoryEntry.account_id)
        .order_by(HistoryEntry.number)
        .options(lazyload(HistoryEntry.account))
        .execution_options(yield_per=BATCH, populate_existing=True)
    )
    last = 0
    try:
        with session.execute(query) as rows:
            for found, reference, email, number, digest in rows:
                end = ChainEnd(number, digest) if number is not None else None
                yield ExportReport({**found.chain_fields(), "hash": found.hash}, (reference, email), end)
                last = found.number
    except ValueError as error:  # SQLite keeps whatever is put into a column of dates
        raise WrongState(N_("An entry after %(number)s can't be read."), number=last) from error


def _strays(kept: ExportReport) -> Iterator[ChainError]:
    """Yield where the row belongs to another case or account than the entry names: readers find it by the row."""
    named = (kept.link["case"], kept.link["account"])
    for what, name, reference in zip(("case", "account"), named, kept.refers_to, strict=True):
        if name != reference:
            yield ChainError(
                entry_name(kept.link["number"]), f"it names the {what} {name}, and its row belongs to {reference}"
            )


def _end(session: Session) -> ChainEnd | None:
    head = session.execute(select(HistoryHead.number, HistoryHead.hash)).one_or_none()
    return ChainEnd(head.number, head.hash) if head is not None else None


def _told(lines: Iterable[str]) -> Iterator[tuple[str, ChainEntry | ChainEnd | None]]:
    """Yield each line of a file with what it says: an entry, the end, or nothing that belongs into a history."""
    for place, line in enumerate(lines, start=1):
        try:
            said = json.loads(line, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            said = None
        yield f"line {place}", _recognised(said)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says one thing twice: a reader might see the one, and the hash cover the other."""
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError
    return said


def _recognised(said: object) -> ChainEntry | ChainEnd | None:
    if _fits(said, END_TYPES):
        return ChainEnd(said["end"], said["hash"])
    return said if _fits(said, TYPES) else None


def _fits(said: object, types: Mapping[str, tuple[type, ...]]) -> TypeGuard[dict[str, Any]]:
    """Whether it says exactly these things: nothing that the hash does not cover may stand beside them."""
    if not isinstance(said, dict) or said.keys() != types.keys():
        return False
    return all(type(said[name]) in allowed for name, allowed in types.items())

"""Verifies the history: in the database, in an exported file, and the database against a file.

Keep an export somewhere else: a person who rewrites the whole chain in the database cannot rewrite the export.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeGuard

from sqlalchemy import ColumnElement, String, and_, func, or_, select, true, type_coerce
from sqlalchemy.orm import Session, aliased

from case_studies.errors import N_, WrongState
from case_studies.event_log import LogEvent, log_event
from case_studies.hash_chain import ABOUT, SUBJECT, ChainEnd, ChainEntry, ChainError, ChainVerifier, entry_name
from case_studies.models import Account, Case, HistoryEntry, HistoryHead
from case_studies.models.history import chain_fields
from case_studies.vocabulary import HistoryAction

BATCH = 500
TEXT, OPTIONAL_TEXT = (str,), (str, type(None))
TYPES: dict[str, tuple[type, ...]] = {
    "number": (int,),
    "at": TEXT,
    "account": OPTIONAL_TEXT,
    "delegation": OPTIONAL_TEXT,
    "action": TEXT,
    "case": OPTIONAL_TEXT,
    "revision": (int, type(None)),
    "from": OPTIONAL_TEXT,
    "to": OPTIONAL_TEXT,
    "note": TEXT,
    "previous": TEXT,
    "hash": TEXT,
}
KINDS_OF_ENTRY = (TYPES, {**TYPES, SUBJECT: TEXT}, {**TYPES, ABOUT: TEXT})
END_TYPES: dict[str, tuple[type, ...]] = {"end": (int,), "hash": TEXT}

ABOUT_AN_ACCOUNT = (
    HistoryAction.ASSIGN,
    HistoryAction.ASK_AGAIN,
    HistoryAction.RELEASE_REVIEWER,
    HistoryAction.PROPOSE_OVERRIDE,
    HistoryAction.SECOND_OVERRIDE,
    HistoryAction.ADD_ACCOUNT,
    HistoryAction.CHANGE_ROLES,
    HistoryAction.CLOSE_ACCOUNT,
    HistoryAction.OPEN_ACCOUNT,
)

ADDRESS_CHANGES = (HistoryAction.HAND_OVER_OFFICE, HistoryAction.CHANGE_ADDRESS)
"""Entries after which an account has another address: `from_state` is the earlier one."""

EarlierAddresses = dict[int | None, list[tuple[int, str | None]]]
Subject = aliased(Account)
InNote = aliased(Account)


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry of the database, what it states and what its row refers to, and the end of the chain at that moment."""

    link: ChainEntry
    stated: Mapping[str, str | None]
    referred: Mapping[str, str | None]
    end: ChainEnd | None


def verify_history(session: Session) -> list[ChainError]:
    """Return every error in the history in the database."""
    verifier, end, errors = ChainVerifier(), None, []
    try:
        for stored in _stored_entries(session):
            errors += [*verifier.take(stored.link), *_wrong_references(stored)]
            end = stored.end
    except WrongState as error:
        return [*errors, ChainError("the database", str(error))]
    return [*errors, *verifier.arrive(end if verifier.number else _end(session))]


def export_history(session: Session) -> Iterator[str]:
    """Yield the history as lines for a file; the last line says where the chain ends."""
    log_event(LogEvent.EXPORT)
    end, is_empty = None, True
    for stored in _stored_entries(session):
        end, is_empty = stored.end, False
        yield json.dumps(stored.link, ensure_ascii=False)
    end = _end(session) if is_empty else end
    if end is not None:
        yield json.dumps({"end": end.number, "hash": end.hash})


def verify_file(lines: Iterable[str]) -> list[ChainError]:
    """Return every error in an exported file. Needs no database."""
    verifier, end, errors = ChainVerifier(), None, []
    for where, content in _parsed_lines(lines):
        if content is None:
            errors.append(ChainError(where, "it is not an entry of a history"))
        elif end is not None:
            errors.append(ChainError(where, "it comes after the end"))
        elif isinstance(content, ChainEnd):
            end = content
        else:
            errors += verifier.take(content)
    return [*errors, *verifier.arrive(end)]


def compare_with_database(session: Session, lines: Iterable[str]) -> list[ChainError]:
    """Return the first place at which the database differs from an exported file. It may have grown since."""
    with closing(_stored_entries(session)) as stored_entries:
        for _where, content in _parsed_lines(lines):
            if content is None or isinstance(content, ChainEnd):
                break  # `verify_file` reports what is wrong with the file
            stored, where = next(stored_entries, None), entry_name(content["number"])
            if stored is None:
                return [ChainError(where, "it is in the file, but not in the database")]
            if stored.link != content:
                return [ChainError(where, "from here on, the database differs from the file")]
    return []


def _stored_entries(session: Session) -> Generator[StoredEntry, None, None]:
    """Yield the entries in batches, with the end of the chain. One statement reads both: a writer may be active.

    The action is read as text, so that an unknown one is an error of the chain and not of the query.
    """
    history = HistoryEntry.__table__.c
    columns = [type_coerce(column, String) if column is history.action else column for column in history]
    query = (
        select(
            *columns,
            Case.reference.label("case_referred"),
            Account.email.label("account_referred"),
            Subject.email.label("subject_referred"),
            func.coalesce(history.subject_email, InNote.email).label("subject_stated"),
            HistoryHead.number.label("end_number"),
            HistoryHead.hash.label("end_hash"),
        )
        .select_from(HistoryEntry.__table__)
        .outerjoin(HistoryHead, true())
        .outerjoin(Case, Case.id == history.case_id)
        .outerjoin(Account, Account.id == history.account_id)
        .outerjoin(Subject, Subject.id == history.subject_id)
        .outerjoin(InNote, _is_subject_of_old_entry())
        .order_by(history.number)
        .execution_options(yield_per=BATCH)
    )
    last, addresses = 0, _earlier_addresses(session)
    try:
        with session.execute(query) as rows:
            for row in rows:
                yield _stored_entry(row, addresses)
                last = row.number
    except ValueError as error:  # SQLite stores any text in a column of dates
        raise WrongState(N_("An entry after %(number)s can't be read."), number=last) from error


def _is_subject_of_old_entry() -> ColumnElement[bool]:
    """Return whether the note of an entry without `subject_email` begins with an account's address.

    Only the hash of the note proves whom such an entry is about, see `HistoryEntry`.
    """
    history, email = HistoryEntry, InNote.email
    return and_(
        history.subject_email.is_(None),
        history.action.in_(ABOUT_AN_ACCOUNT),
        or_(history.note == email, func.substr(history.note, 1, func.length(email) + 2) == email + ": "),
    )


def _earlier_addresses(session: Session) -> EarlierAddresses:
    """Return, by account, the addresses that it had, each with the number of the entry that ended it."""
    query = select(HistoryEntry.subject_id, HistoryEntry.number, HistoryEntry.from_state)
    changes: EarlierAddresses = {}
    for account, number, address in session.execute(
        query.where(HistoryEntry.action.in_(ADDRESS_CHANGES)).order_by(HistoryEntry.number)
    ):
        changes.setdefault(account, []).append((number, address))
    return changes


def _stored_entry(row: Any, addresses: EarlierAddresses) -> StoredEntry:
    def at_that_time(account: int | None, current: str | None) -> str | None:
        return next((address for number, address in addresses.get(account, ()) if number > row.number), current)

    subject = at_that_time(row.subject_id, row.subject_referred)
    begins = subject is not None and f"{row.note}: ".startswith(f"{subject}: ")
    return StoredEntry(
        link={**chain_fields(row), "hash": row.hash},
        stated={
            "case": row.reference,
            "account": row.account_email,
            "subject": row.subject_stated or (subject if begins else None),
        },
        referred={
            "case": row.case_referred,
            "account": at_that_time(row.account_id, row.account_referred),
            "subject": subject,
        },
        end=ChainEnd(row.end_number, row.end_hash) if row.end_number is not None else None,
    )


def _wrong_references(stored: StoredEntry) -> Iterator[ChainError]:
    """Yield where the row refers to another case or account than the entry states. Readers find entries by the row."""
    where = entry_name(stored.link["number"])
    for kind, stated in stored.stated.items():
        referred = stored.referred[kind]
        if stated != referred:
            yield ChainError(where, f"it states the {kind} {stated}, but its row refers to {referred}")


def _end(session: Session) -> ChainEnd | None:
    head = session.execute(select(HistoryHead.number, HistoryHead.hash)).one_or_none()
    return ChainEnd(head.number, head.hash) if head is not None else None


def _parsed_lines(lines: Iterable[str]) -> Iterator[tuple[str, ChainEntry | ChainEnd | None]]:
    """Yield each line's name and content: an entry, the end, or None for anything else."""
    for number, line in enumerate(lines, start=1):
        try:
            content = json.loads(line, object_pairs_hook=_object_of)
        except (ValueError, RecursionError):
            content = None
        yield f"line {number}", _entry_or_end(content)


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object with the same name twice: a reader could see one value while the hash covers the other."""
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError
    return content


def _entry_or_end(content: object) -> ChainEntry | ChainEnd | None:
    if _has_types(content, END_TYPES):
        return ChainEnd(content["end"], content["hash"])
    return next((content for types in KINDS_OF_ENTRY if _has_types(content, types)), None)


def _has_types(content: object, types: Mapping[str, tuple[type, ...]]) -> TypeGuard[dict[str, Any]]:
    """Whether the content has exactly these names, so that there is nothing which the hash does not cover."""
    if not isinstance(content, dict) or content.keys() != types.keys():
        return False
    return all(type(content[name]) in allowed for name, allowed in types.items())

"""The parts of a case that are locked and saved on their own: the title, the period, each section, and so on."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from case_studies.case_fields import CASE_FIELDS, CaseField, FieldKind
from case_studies.models import Account, Revision
from case_studies.models.vocabularies import codes


@dataclass(frozen=True, slots=True)
class PartSave:
    """The last save of a part: by which account, when, and on which page as one browser opened it."""

    account_id: int
    at: datetime
    page: str = ""


@dataclass(frozen=True, slots=True)
class Saver:
    """Who saved a part last, and when."""

    account: Account
    at: datetime


def fields_of(part: str) -> list[CaseField]:
    """Return the fields of a part, in the order of the form."""
    return [field for field in CASE_FIELDS.values() if field.part == part]


def part_values(revision: Revision, part: str) -> dict[str, Any]:
    """Return the values of a part: codes in lists, and everything else as it was typed."""
    return {field.name: _value(field, revision) for field in fields_of(part)}


def _value(field: CaseField, revision: Revision) -> Any:
    if field.name == "released_to":  # without those that a relation names
        return [code for code in codes(field, revision) if code not in revision.related_codes]
    if field.kind is FieldKind.CODES:
        return codes(field, revision)
    return revision.as_typed.get(field.name, field.value(revision))


def mark_of(values: Mapping[str, Any]) -> str:
    """Return the mark of a part with these values. Equal values have equal marks, in any order of their codes."""
    plain = {name: _comparable(CASE_FIELDS[name], value) for name, value in values.items()}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:20]


def _comparable(field: CaseField, value: Any) -> Any:
    if field.kind is FieldKind.CODES:
        return sorted(value)
    return str(value) if field.kind is FieldKind.YEAR else value


def part_mark(revision: Revision, part: str) -> str:
    """Return the mark of a part as it is stored."""
    return mark_of(part_values(revision, part))


def part_marks(revision: Revision, fields: Iterable[str]) -> dict[str, str]:
    """Return the marks of all parts that have one of these fields."""
    parts = {CASE_FIELDS[name].part for name in fields}
    return {part: part_mark(revision, part) for part in parts}


def last_save(revision: Revision, part: str) -> PartSave | None:
    """Return the last save of a part; None if nobody has saved it since the revision was opened."""
    kept = revision.part_saves.get(part)
    return PartSave(kept["account"], datetime.fromisoformat(kept["at"]), kept["page"]) if kept else None


def record_save(revision: Revision, parts: Iterable[str], save: PartSave) -> None:
    """Record the save of parts."""
    kept = {"account": save.account_id, "at": save.at.isoformat(), "page": save.page}
    revision.part_saves = {**revision.part_saves, **dict.fromkeys(parts, kept)}


def last_saver(session: Session, revision: Revision, part: str) -> Saver | None:
    """Return who saved a part last, and when."""
    save = last_save(revision, part)
    return Saver(session.get_one(Account, save.account_id), save.at) if save is not None else None

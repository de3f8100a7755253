"""Writing values into a revision: texts, choices, years, and codes as rows of their vocabularies."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, GROUPS, CaseField, FieldKind, VocabularyName
from case_studies.case_problems import OWN_CO_SUBMITTER, PERIOD_ENDS_TOO_EARLY
from case_studies.errors import N_, Incomplete, Message
from case_studies.models import Case, Delegation, Place, Revision
from case_studies.models.taxonomy import VocabularyEntry
from case_studies.models.vocabularies import vocabulary_of
from case_studies.vocabulary import PlaceKind, Standing

LARGEST_YEAR = 9999


def check_values(case: Case, values: Mapping[str, Any]) -> None:
    """Check that the period does not end before it starts and that nobody co-submits their own case."""
    started, ended = (values.get(name, getattr(case.current, name)) for name in ("started", "ended"))
    if started is not None and ended is not None and ended < started:
        raise Incomplete({"ended": [PERIOD_ENDS_TOO_EARLY]})
    if case.submitting_code in values.get("co_submitters", ()):
        raise Incomplete({"co_submitters": [OWN_CO_SUBMITTER]})


def write_values(session: Session, revision: Revision, values: Mapping[str, Any]) -> None:
    """Write values; fields that are not among them stay as they are. Raises Incomplete if a code is not known."""
    resolved = _resolve(session, revision, values)
    for field in COLUMN_FIELDS:
        if field.name in values and field.kind is not FieldKind.YEAR:
            setattr(revision, field.name, _stored(field, values[field.name]))
    for name, rows in resolved.items():
        setattr(revision, name, rows)
    _write_years(revision, values)
    for name, fields in GROUPS.items():
        if name in values:
            setattr(revision, name, _merged(fields, getattr(revision, name), values[name]))


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by field with those of each group in a mapping of their own."""
    inner = {field.name for fields in GROUPS.values() for field in fields}
    others = {name: value for name, value in values.items() if name not in inner}
    return {**others, **grouped({name: value for name, value in values.items() if name in inner})}


def grouped(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the values of fields that belong to a group, by group and key."""
    found = {
        name: {field.key: values[field.name] for field in fields if field.name in values}
        for name, fields in GROUPS.items()
    }
    return {name: mapping for name, mapping in found.items() if mapping}


def _stored(field: CaseField, value: Any) -> Any:
    return field.choices(value) if field.choices is not None and value is not None else value


def _write_years(revision: Revision, values: Mapping[str, Any]) -> None:
    """Write the years. What is no year, or would end the period before it starts, is kept as it was typed."""
    typed = {
        name: values.get(name, revision.as_typed.get(name, getattr(revision, name))) for name in ("started", "ended")
    }
    years = {name: _year(value) for name, value in typed.items()}
    if None not in years.values() and years["ended"] < years["started"]:  # type: ignore[operator] # both are numbers
        years["ended"] = None
    revision.started, revision.ended = years["started"], years["ended"]
    revision.as_typed = {name: str(value) for name, value in typed.items() if value is not None and years[name] is None}


def _year(value: int | str | None) -> int | None:
    """Return a value as a year that the database can hold, or None."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_YEAR)) else None


def _merged(fields: Sequence[CaseField], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a group in the order of the form, with the new ones and without empty ones."""
    both = {**before, **after}
    return {field.key: both[field.key] for field in fields if both.get(field.key)}


def _resolve(session: Session, revision: Revision, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Turn lists of codes into rows. Raises Incomplete with each code that the vocabularies do not have."""
    errors: dict[str, list[str]] = {}
    resolved = {}
    for field in CODED_FIELDS:
        if field.name in values:
            rows, unknown = _rows(session, field, values[field.name])
            retired = _newly_chosen_retired(revision, field, rows)
            if unknown:
                errors[field.name] = [Message(N_("Not a known code: %(codes)s."), codes=", ".join(unknown))]
            elif retired:
                message = N_("No longer in use: %(codes)s. Choose another one.")
                errors[field.name] = [Message(message, codes=", ".join(retired))]
            resolved[field.name] = rows
    if errors:
        raise Incomplete(errors)
    return resolved


def _rows(session: Session, field: CaseField, codes: Sequence[str]) -> tuple[list[Any], list[str]]:
    """Return the rows of the codes in their order, and the codes that the field's vocabulary does not have.

    A merged entry is replaced by the one that stays. The lock lets an entry be merged before or after, not meanwhile.
    """
    vocabulary = vocabulary_of(field)
    column = getattr(vocabulary.model, vocabulary.code)
    query = select(vocabulary.model).where(column.in_(codes))
    if field.vocabulary is VocabularyName.STATES:
        query = query.where(Place.kind == PlaceKind.STATE)
    if field.vocabulary is VocabularyName.DELEGATIONS:
        query = query.where(Delegation.standing != Standing.APPLICANT)  # nobody learns who applies
    if issubclass(vocabulary.model, VocabularyEntry):
        query = query.with_for_update(read=True, key_share=True).execution_options(populate_existing=True)
    rows = {getattr(row, vocabulary.code): _entry_that_stays(session, row) for row in session.scalars(query).all()}
    wanted = list(dict.fromkeys(codes))
    return list(dict.fromkeys(rows[code] for code in wanted if code in rows)), [c for c in wanted if c not in rows]


def _entry_that_stays(session: Session, row: Any) -> Any:
    is_merged = isinstance(row, VocabularyEntry) and row.merged_into_id is not None
    return session.get_one(type(row), row.merged_into_id) if is_merged else row


def _newly_chosen_retired(revision: Revision, field: CaseField, rows: Sequence[Any]) -> list[str]:
    """Return the codes of retired entries that the revision does not have yet."""
    retired = [row for row in rows if isinstance(row, VocabularyEntry) and row.retired]
    return [row.id for row in retired if row not in getattr(revision, field.name)]

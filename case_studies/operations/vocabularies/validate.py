"""What an entry may be: its code, its names, and the details of each vocabulary."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message
from case_studies.models import Place, Theme
from case_studies.models.taxonomy import InitiativeKind, OperationCategory
from case_studies.operations.thesaurus.edit import collapse_spaces
from case_studies.operations.thesaurus.validate import LONGEST_NAME
from case_studies.operations.vocabularies.kinds import INITIATIVES, OPERATIONS, THEMES, EditableVocabulary, Entry
from case_studies.search.text.analysis import tokens
from case_studies.taxonomy.catalogue import merged_codes
from case_studies.vocabulary import Language, PlaceKind

OTHER_LANGUAGES = tuple(language.value for language in Language if language is not Language.ENGLISH)
LONGEST_CODE = 40
LONGEST_SCOPE_NOTE = 600
FIRST_YEAR, LAST_YEAR = 1900, 2100
_CODE = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9 -]{{0,{LONGEST_CODE - 2}}}[A-Za-z0-9])?")

Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class EntryForm:
    """What an administrator enters: the English name, the usual name in other languages, and the details.

    A language that is not among the names keeps its names; an empty name removes the usual one.
    """

    label: str
    names: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


def validate_code(session: Session, vocabulary: EditableVocabulary, code: str) -> str:
    """Return a code that no entry has or had. Raises Incomplete."""
    code = " ".join(code.split())
    if not _CODE.fullmatch(code):
        message = N_("Use letters A to Z, digits, hyphens and spaces, at most %(most)s characters.")
        raise Incomplete({"code": [Message(message, most=LONGEST_CODE)]})
    if find_code(session, vocabulary, code) is not None:
        raise Incomplete({"code": [N_("This code is or was in use. A code is never used for a second entry.")]})
    return code


def find_code(session: Session, vocabulary: EditableVocabulary, code: str) -> Entry | None:
    """Return the entry of a code in any case, with spaces or with the hyphens of an address; merged ones too."""
    written = func.lower(func.replace(vocabulary.model.id, " ", "-"))
    return session.scalar(select(vocabulary.model).where(written == code.replace(" ", "-").lower()))


def validate_entry(
    session: Session, vocabulary: EditableVocabulary, form: EntryForm, row: Entry | None = None
) -> dict[str, Any]:
    """Return the values of the columns. Raises Incomplete by field. `row` is the entry that is changed."""
    label = " ".join(form.label.split())
    errors = _label_errors(session, vocabulary, label, row) | _name_errors(form.names)
    errors |= DETAIL_ERRORS[vocabulary.name](session, form.details, row)
    if errors:
        raise Incomplete(errors)
    return {vocabulary.label: label, **{name: form.details[name] for name in vocabulary.details}}


def _label_errors(session: Session, vocabulary: EditableVocabulary, label: str, row: Entry | None) -> Errors:
    messages = list(_errors_of_name(label))
    others = select(vocabulary.model).where(vocabulary.model.merged_into_id.is_(None))
    same = (
        other
        for other in session.scalars(others)
        if other is not row and collapse_spaces(vocabulary.label_of(other)) == collapse_spaces(label)
    )
    if not messages and (other := next(same, None)) is not None:
        messages = [Message(N_("The entry %(code)s has this name. Choose another, or merge the two."), code=other.id)]
    return {"label": messages} if messages else {}


def _name_errors(names: Mapping[str, str]) -> Errors:
    unknown = [language for language in names if language not in OTHER_LANGUAGES]
    if unknown:
        return {"names": [Message(N_("Not a known language: %(languages)s."), languages=", ".join(unknown))]}
    errors = {f"names.{language}": list(_errors_of_name(name)) for language, name in names.items() if name.strip()}
    return {field_name: messages for field_name, messages in errors.items() if messages}


def _errors_of_name(name: str) -> Iterable[str]:
    if not any(tokens(name)):
        yield N_("Give it a name with letters or digits.")
    elif len(name) > LONGEST_NAME:
        yield Message(N_("At most %(most)s characters; this has %(count)s."), most=LONGEST_NAME, count=len(name))


def _theme_errors(session: Session, details: Mapping[str, Any], row: Entry | None) -> Errors:
    errors: Errors = {}
    note, parent_id = details["scope_note"], details["parent_id"]
    if len(note) > LONGEST_SCOPE_NOTE:
        message = N_("At most %(most)s characters; this has %(count)s.")
        errors["scope_note"] = [Message(message, most=LONGEST_SCOPE_NOTE, count=len(note))]
    if parent_id is not None and (message := _parent_error(session, parent_id, row)):
        errors["parent"] = [message]
    return errors


def _parent_error(session: Session, parent_id: str, row: Entry | None) -> str:
    parent = session.get(Theme, parent_id)
    if parent is None or parent.parent_id or parent.merged_into_id or parent is row:
        return N_("Choose a theme at the top, and not the theme itself.")
    if parent.retired and (row is None or getattr(row, "parent_id", None) != parent_id):
        return N_("This theme is retired. Choose another one.")
    if row is not None and has_sub_themes(session, row.id):
        return N_("This theme has sub-themes. Give them another theme first.")
    return ""


def has_sub_themes(session: Session, code: str, *, in_use: bool = False) -> bool:
    """Return whether themes are below a theme; with `in_use`, whether some of them are not retired."""
    below = select(Theme.id).where(Theme.parent_id == code, Theme.merged_into_id.is_(None))
    below = below.where(Theme.retired.is_(False)) if in_use else below
    return session.scalar(below.limit(1)) is not None


def _operation_errors(session: Session, details: Mapping[str, Any], _row: Entry | None) -> Errors:
    errors: Errors = {}
    started, ended = details["started"], details["ended"]
    if details["category"] not in set(OperationCategory):
        errors["category"] = [N_("Choose a category.")]
    if not _is_year(started):
        errors["started"] = [_year_message()]
    if ended is not None and not _is_year(ended):
        errors["ended"] = [_year_message()]
    elif ended is not None and started is not None and ended < started:
        errors["ended"] = [N_("It ends before it starts.")]
    known = select(Place.code).where(Place.kind.in_((PlaceKind.STATE, PlaceKind.AREA)))
    if unknown := _unknown(details["host_states"], session.scalars(known)):
        errors["host_states"] = [unknown]
    return errors


def _initiative_errors(session: Session, details: Mapping[str, Any], _row: Entry | None) -> Errors:
    errors: Errors = {}
    if details["kind"] not in set(InitiativeKind):
        errors["kind"] = [N_("Choose a kind.")]
    if details["year"] is not None and not _is_year(details["year"]):
        errors["year"] = [_year_message()]
    known = select(Theme.id).where(Theme.merged_into_id.is_(None))
    if unknown := _unknown(details["themes"], session.scalars(known)):
        errors["themes"] = [unknown]
    return errors


def with_current_themes(session: Session, form: EntryForm) -> EntryForm:
    """Return the form of an initiative with the themes that stay in place of merged ones."""
    merged = merged_codes(session, Theme)
    themes = list(dict.fromkeys(merged.get(code, code) for code in form.details["themes"]))
    return EntryForm(form.label, form.names, {**form.details, "themes": themes})


def _is_year(year: int | None) -> bool:
    return year is not None and FIRST_YEAR <= year <= LAST_YEAR


def _year_message() -> str:
    return Message(N_("Give a year from %(first)s to %(last)s."), first=FIRST_YEAR, last=LAST_YEAR)


def _unknown(codes: Iterable[str], known: Iterable[str]) -> str:
    unknown = sorted(set(codes) - set(known))
    return Message(N_("Not a known code: %(codes)s."), codes=", ".join(unknown)) if unknown else ""


DETAIL_ERRORS: Mapping[str, Callable[[Session, Mapping[str, Any], Entry | None], Errors]] = {
    THEMES.name: _theme_errors,
    OPERATIONS.name: _operation_errors,
    INITIATIVES.name: _initiative_errors,
}

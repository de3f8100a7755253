"""Entries of the vocabularies, as administrators write and read them."""

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields

from app.schemas.accounts import OfficeSchema
from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import Codes, Line, OneOf, SearchWords, Text, about, between
from app.schemas.output_fields import a_count, a_moment, a_number, a_text, a_truth, codes, many
from app.schemas.thesaurus import LAST_PAGE, EditionNumber
from case_studies.models.taxonomy import InitiativeKind, OperationCategory
from case_studies.operations.thesaurus.validate import LONGEST_NAME
from case_studies.operations.vocabularies.edit import Direction
from case_studies.operations.vocabularies.list import EntryFilter
from case_studies.operations.vocabularies.validate import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_CODE,
    LONGEST_SCOPE_NOTE,
    OTHER_LANGUAGES,
    EntryForm,
)


class OtherNamesSchema(Schema):
    """The usual name in other languages. A language that is left out keeps its names; an empty text removes one."""

    class Meta:
        unknown = RAISE
        include = {language: Line(longest=LONGEST_NAME) for language in OTHER_LANGUAGES}  # noqa: RUF012 - marshmallow expects a plain dictionary


class EntryInputSchema(Schema):
    """An entry, as an administrator writes it."""

    class Meta:
        unknown = RAISE

    label = Line(longest=LONGEST_NAME, required=True, **about("The English name."))
    names = fields.Nested(OtherNamesSchema, load_default=dict)


class ThemeInputSchema(EntryInputSchema):
    """A theme, as an administrator writes it."""

    parent = Line(
        longest=60, attribute="parent_id", load_default=None, allow_none=True, **about("The theme above this one.")
    )
    scope_note = Text(longest=LONGEST_SCOPE_NOTE, load_default="", **about("What belongs under the theme."))


class OperationInputSchema(EntryInputSchema):
    """A peace operation, as an administrator writes it."""

    category = OneOf(OperationCategory, required=True)
    started = fields.Integer(required=True, validate=between(FIRST_YEAR, LAST_YEAR), **about("The first year."))
    ended = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=between(FIRST_YEAR, LAST_YEAR),
        **about("The last year. Null while it continues."),
    )
    host_states = Codes(load_default=list, **about("Codes from /states."))


class InitiativeInputSchema(EntryInputSchema):
    """An initiative, as an administrator writes it."""

    kind = OneOf(InitiativeKind, required=True)
    year = fields.Integer(load_default=None, allow_none=True, validate=between(FIRST_YEAR, LAST_YEAR))
    themes = Codes(load_default=list, **about("Codes from /themes."))


def _code() -> Line:
    description = "Permanent. A code is never changed or used for a second entry."
    return Line(longest=LONGEST_CODE, required=True, **about(description))


class EntryCodeSchema(Schema):
    """The code of a new entry."""

    class Meta:
        unknown = RAISE

    code = _code()


class NewThemeSchema(ThemeInputSchema):
    """A new theme."""

    code = _code()


class NewOperationSchema(OperationInputSchema):
    """A new peace operation."""

    code = _code()


class NewInitiativeSchema(InitiativeInputSchema):
    """A new initiative."""

    code = _code()


class EntryEditionSchema(Schema):
    """The edition of an entry that the caller last read."""

    class Meta:
        unknown = RAISE

    edition = EditionNumber()


class ThemeChangeSchema(ThemeInputSchema):
    """The new content of a theme."""

    edition = EditionNumber()


class OperationChangeSchema(OperationInputSchema):
    """The new content of a peace operation."""

    edition = EditionNumber()


class InitiativeChangeSchema(InitiativeInputSchema):
    """The new content of an initiative."""

    edition = EditionNumber()


class MoveSchema(EntryEditionSchema):
    """Where a theme is moved."""

    direction = OneOf(Direction, required=True, **about("Past the next theme of its level."))


class MergeSchema(EntryEditionSchema):
    """The entry that an entry is merged into."""

    into = Line(longest=LONGEST_CODE, required=True, **about("The code of the entry that stays."))


class EntryFilterSchema(Schema):
    """A filter for entries."""

    class Meta:
        unknown = RAISE

    q = SearchWords(load_default="", **about("Part of a code or a name, in any language."))
    show = OneOf(EntryFilter, load_default=EntryFilter.IN_USE.value, **about("Entries in use, or others."))
    page = fields.Integer(load_default=1, validate=between(1, LAST_PAGE), **about("Counted from 1."))


class EntryOutputSchema(CodedValueSchema):
    """An entry in a list."""

    retired = a_truth("Whether it is no longer offered for new cases.")
    merged_into = a_text("The code of the entry that stays.", allow_none=True)
    cases = a_count("The number of published cases that have it.")


class FullEntrySchema(EntryOutputSchema):
    """An entry with its names and where it is used."""

    names = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        **about("Language to the usual name; may be empty."),
    )
    edition = a_number("Increases with every change.")
    changed_at = a_moment("When an administrator last changed it. Null if it is as delivered.", allow_none=True)
    changed_by = fields.Nested(OfficeSchema, required=True, allow_none=True)
    published = codes("References of the published cases that have it, the newest first, at most 20.")
    other_cases = a_count("Cases that have it and are not published: only their number.")
    merged = codes("Codes of the entries that were merged into it.")


class EntriesSchema(Schema):
    """A page of entries."""

    items = many(EntryOutputSchema)
    total = a_count("The number of entries on all pages.")
    page = a_number()
    per_page = a_number()


INPUT_SCHEMAS: Mapping[str, type[EntryInputSchema]] = {
    "themes": ThemeInputSchema,
    "operations": OperationInputSchema,
    "initiatives": InitiativeInputSchema,
}


def entry_form(values: Mapping[str, Any]) -> EntryForm:
    """Return the form for valid values of one of the schemas."""
    details = {name: value for name, value in values.items() if name not in ("label", "names")}
    return EntryForm(values["label"], values["names"], details)

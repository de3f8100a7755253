"""The field's words: what administrators send of them, and what goes out."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Range

from app.schemas.accounts import OfficeSchema
from app.schemas.input_fields import OneOf, Text, about
from app.schemas.output_fields import a_count, a_moment, a_number, a_text, a_truth, codes, many, one_of
from case_studies.operations.thesaurus.list import ConceptFilter
from case_studies.operations.thesaurus.validate import LANGUAGES, LONGEST_NAME, LONGEST_NOTE, MARKS

LAST_PAGE = 1_000_000
EDITION_MISSING = [_l("Give the edition of the entry that you saw, a whole number.")]


class NameList(fields.List[Any]):
    """The names of one language, the usual one first; the first fault is told of the whole list."""

    def __init__(self) -> None:
        super().__init__(Text(longest=LONGEST_NAME, one_line=True), load_default=list)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            faults = error.messages
            raise ValidationError(next(iter(faults.values())) if isinstance(faults, dict) else faults) from error


class NamesSchema(Schema):
    """Names by language; `any` has those that are used in all languages, as acronyms are."""

    class Meta:
        unknown = RAISE
        include = {language: NameList() for language in LANGUAGES}  # noqa: RUF012 - marshmallow reads it so


class ConceptSchema(Schema):
    """An entry as an administrator writes it."""

    class Meta:
        unknown = RAISE

    names = fields.Nested(NamesSchema, required=True)
    facet = OneOf(
        MARKS, load_default=None, allow_none=True, **about("With `value`: how cases about it are classified.")
    )
    value = Text(longest=60, one_line=True, load_default=None, allow_none=True, **about("A code of the vocabulary."))
    note = Text(longest=LONGEST_NOTE, load_default="", **about("What it is, and what it is not to be taken for."))


class EditionNumber(fields.Integer):
    """The edition of an entry that its changer saw."""

    def __init__(self) -> None:
        messages: dict[str, Any] = {"required": EDITION_MISSING, "null": EDITION_MISSING, "invalid": EDITION_MISSING}
        super().__init__(strict=True, required=True, error_messages=messages, **about("The edition that you saw."))


class ConceptChangeSchema(ConceptSchema):
    """All that an entry has from now on."""

    edition = EditionNumber()


class EditionSchema(Schema):
    """The edition of the entry that the caller saw."""

    class Meta:
        unknown = RAISE

    edition = EditionNumber()


class ConceptFilterSchema(Schema):
    """Which entries to list."""

    class Meta:
        unknown = RAISE

    q = fields.String(load_default="", **about("A part of a name, the id or the code."))
    show = OneOf(ConceptFilter, load_default=ConceptFilter.ALL.value, **about("Changed by hand, retired, or all."))
    page = fields.Integer(load_default=1, validate=Range(1, LAST_PAGE), **about("Counted from 1."))


NamesOutputSchema = Schema.from_dict({language: codes() for language in LANGUAGES}, name="NamesOutput")


class ConceptOutputSchema(Schema):
    """A thing, as lists have it."""

    id = a_text()
    name = a_text("The usual one.")
    facet = one_of(MARKS, or_none=True)
    value = a_text("The code under which cases about it are classified.", allow_none=True)
    retired = a_truth("Whether no search uses it.")


class SharedNameSchema(Schema):
    """A name that another entry has too."""

    name = a_text()
    concept = a_text("The id of the other entry.")


class FullConceptSchema(ConceptOutputSchema):
    """A thing with all its names, and which of them other entries have too."""

    names = fields.Nested(NamesOutputSchema, required=True)
    note = a_text()
    edition = a_number("Changes with every change.")
    changed_at = a_moment("When it was last changed by hand; null where it follows the data files.", allow_none=True)
    changed_by = fields.Nested(OfficeSchema, required=True, allow_none=True)
    shared = many(SharedNameSchema, "A query for such a name finds the cases of both. Nothing forbids it.")


class ConceptsSchema(Schema):
    """One page of entries."""

    items = many(ConceptOutputSchema)
    total = a_count("Of all pages.")
    page = a_number()
    per_page = a_number()

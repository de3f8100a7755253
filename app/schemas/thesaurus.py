"""Concepts of the thesaurus."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import RAISE, Schema, ValidationError, fields

from app.schemas.accounts import OfficeSchema
from app.schemas.input_fields import Line, OneOf, SearchWords, Text, about, between
from app.schemas.output_fields import a_count, a_moment, a_number, a_text, a_truth, codes, many, one_of
from case_studies.operations.thesaurus.list import ConceptFilter
from case_studies.operations.thesaurus.validate import CLASSIFICATIONS, LANGUAGES, LONGEST_NAME, LONGEST_NOTE

LAST_PAGE = 1_000_000
EDITION_MISSING = [_l("Give the edition of the entry that you saw, a whole number.")]


class NameList(fields.List[Any]):
    """The names in one language, the usual one first. Only the first error in the list is reported."""

    def __init__(self) -> None:
        super().__init__(Line(longest=LONGEST_NAME), load_default=list)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            messages = error.messages
            raise ValidationError(next(iter(messages.values())) if isinstance(messages, dict) else messages) from error


class NamesSchema(Schema):
    """Names by language. `any` has names that are used in all languages, such as acronyms."""

    class Meta:
        unknown = RAISE
        include = {language: NameList() for language in LANGUAGES}  # noqa: RUF012 - marshmallow expects a plain dictionary


class ConceptSchema(Schema):
    """A concept, as an administrator writes it."""

    class Meta:
        unknown = RAISE

    names = fields.Nested(NamesSchema, required=True)
    facet = OneOf(
        CLASSIFICATIONS,
        load_default=None,
        allow_none=True,
        **about("With `value`: the classification of cases about the concept."),
    )
    value = Line(longest=60, load_default=None, allow_none=True, **about("A code of the vocabulary."))
    note = Text(
        longest=LONGEST_NOTE, load_default="", **about("What the concept is, and what it must not be confused with.")
    )


class EditionNumber(fields.Integer):
    """The edition of a concept that the caller last read."""

    def __init__(self) -> None:
        messages: dict[str, Any] = {"required": EDITION_MISSING, "null": EDITION_MISSING, "invalid": EDITION_MISSING}
        super().__init__(
            strict=True, required=True, error_messages=messages, **about("The edition that the caller last read.")
        )


class ConceptChangeSchema(ConceptSchema):
    """The new content of a concept."""

    edition = EditionNumber()


class EditionSchema(Schema):
    """The edition of a concept that the caller last read."""

    class Meta:
        unknown = RAISE

    edition = EditionNumber()


class ConceptFilterSchema(Schema):
    """A filter for concepts."""

    class Meta:
        unknown = RAISE

    q = SearchWords(load_default="", **about("Part of a name, an id or a code."))
    show = OneOf(
        ConceptFilter,
        load_default=ConceptFilter.ALL.value,
        **about("All concepts, or only those that were changed or retired."),
    )
    page = fields.Integer(load_default=1, validate=between(1, LAST_PAGE), **about("Counted from 1."))


NamesOutputSchema = Schema.from_dict({language: codes() for language in LANGUAGES}, name="NamesOutput")


class ConceptOutputSchema(Schema):
    """A concept in a list."""

    id = a_text()
    name = a_text("The usual name.")
    facet = one_of(CLASSIFICATIONS, or_none=True)
    value = a_text("The code by which cases about the concept are classified.", allow_none=True)
    retired = a_truth("Whether it is retired: search does not use it.")


class SharedNameSchema(Schema):
    """A name that another concept has too."""

    name = a_text()
    concept = a_text("The id of the other concept.")


class FullConceptSchema(ConceptOutputSchema):
    """A concept with all its names, and those that it shares with other concepts."""

    names = fields.Nested(NamesOutputSchema, required=True)
    note = a_text()
    edition = a_number("Increases with every change.")
    changed_at = a_moment(
        "When an administrator last changed it. Null if it is as delivered in the data files.", allow_none=True
    )
    changed_by = fields.Nested(OfficeSchema, required=True, allow_none=True)
    shared = many(SharedNameSchema, "A query for such a name finds cases of both concepts. This is allowed.")


class ConceptsSchema(Schema):
    """A page of concepts."""

    items = many(ConceptOutputSchema)
    total = a_count("The number of concepts on all pages.")
    page = a_number()
    per_page = a_number()

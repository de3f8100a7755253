"""A case as it comes in: everything may still be missing.

What a program sends must be within the limits. What is typed into the form is stored as it is; the limits count when
clearance is requested.
"""

from typing import ClassVar

from marshmallow import RAISE, Schema

from app.schemas.case_fields import DRAFT, INPUT, AnyField
from app.schemas.input_fields import Line, OneOf, Text, Version, about
from case_studies.case_template import NOTE_LENGTH
from case_studies.vocabulary import Action


class CaseSchema(Schema):
    """The fields of a case that its author writes."""

    class Meta:
        unknown = RAISE
        include: ClassVar[dict[str, AnyField]] = INPUT


class DraftSchema(Schema):
    """The fields of a case as they are typed into the form. Only what can't be stored is refused."""

    class Meta:
        unknown = RAISE
        include: ClassVar[dict[str, AnyField]] = DRAFT


class EditSchema(CaseSchema):
    """A change to a case, with the version that the writer saw."""

    version = Version()


class SeenSchema(Schema):
    """The version of a case that the caller saw, in a query string."""

    class Meta:
        unknown = RAISE

    version = Version(strict=False)


class ReadAsSchema(Schema):
    """For whom a case is read."""

    class Meta:
        unknown = RAISE

    reader = Line(
        longest=80,
        load_default="",
        data_key="as",
        **about("For those who take part: `public`, `member`, `delegation:KEN`, `reviewer` or `editor`."),
    )


class TransitionSchema(Schema):
    """An action of the workflow, with the version that the actor saw."""

    class Meta:
        unknown = RAISE

    action = OneOf(Action, required=True, **about("One of the case's `actions`."))
    note = Text(longest=NOTE_LENGTH, load_default="", **about("The reason, where the action asks for one."))
    version = Version()

"""A refusal on a form page: the input stays, and each field shows what is accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from flask import request
from marshmallow import ValidationError

from app.errors import flatten_messages, message_of, status_of, translate_messages
from case_studies.errors import Incomplete, Refusal

DOTTED = (
    "ratings",
    "remarks",
    "verdicts",
    "names",
    "consents",
)  # these fields have one control for each name after the dot
FormError = (ValidationError, Refusal)
InTheForm = (ValidationError, Incomplete)  # errors of the input; other refusals have their own page


@dataclass(frozen=True, slots=True)
class FormErrors:
    """A refusal as a form shows it: the status, a message or an empty text, and the first message of each field."""

    status: int = 200
    message: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, error: ValidationError | Refusal) -> "FormErrors":
        """Return the errors that a form shows for an exception."""
        if isinstance(error, ValidationError):
            return cls(422, "", _first(flatten_messages(error.messages)))
        if isinstance(error, Incomplete):
            return cls(
                422,
                message_of(error),
                _first({name: translate_messages(texts) for name, texts in error.fields.items()}),
            )
        return cls(int(status_of(error)), message_of(error))

    def moved(self, control: Callable[[str], str]) -> "FormErrors":
        """Return a copy in which each message belongs to another control."""
        return replace(self, fields={control(name): message for name, message in self.fields.items()})

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The lines of the error summary: the id of a control, or an empty text, and the message."""
        lines = [(f"f-{name}", message) for name, message in self.fields.items()]
        return lines or ([("", self.message)] if self.message else [])

    def opened_version(self, current: int) -> int:
        """Return the version that a form sends: the one that was opened, until its reader learns of a later one.

        Mistakes in the input do not say that somebody else saved meanwhile. Only the refusal of a stale version does.
        """
        return (
            request.form.get("version", current, type=int)
            if self.status == HTTPStatus.UNPROCESSABLE_ENTITY
            else current
        )

    @property
    def first_of_fields(self) -> str:
        """The message of the first field."""
        return next(iter(self.fields.values()), self.message)

    @property
    def first_message(self) -> str:
        """The message for a script, which has room for one."""
        return self.message or next(iter(self.fields.values()))


def _first(messages: dict[str, list[str]]) -> dict[str, str]:
    """Return the first message of each control."""
    first: dict[str, str] = {}
    for name, texts in messages.items():
        first.setdefault(control_of(name), str(texts[0]))
    return first


def control_of(name: str) -> str:
    """Return the control of a field: `results` for `sections.results`, `themes` for `themes.0`."""
    outer, _, inner = name.partition(".")
    return inner if outer == "sections" else name.replace(".", "-") if outer in DOTTED else outer


NO_ERRORS = FormErrors()

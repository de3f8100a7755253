"""What a form page does with a refusal: it keeps what was typed and says, by field, what would be accepted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from marshmallow import ValidationError

from app.errors import flatten_messages, message_of, status_of, translate_messages
from case_studies.errors import Incomplete, Refusal

DOTTED = ("ratings", "remarks", "verdicts", "names")  # several controls have one name before the dot
FormError = (ValidationError, Refusal)
InTheForm = (ValidationError, Incomplete)  # what was typed is at fault; other refusals are a page of their own


@dataclass(frozen=True, slots=True)
class FormErrors:
    """A refusal as a form shows it: a status, a sentence where there is one, and the first message of each field."""

    status: int = 200
    message: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, error: ValidationError | Refusal) -> "FormErrors":
        """Return what a form shows for an error."""
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
        """Return it with each message at another control."""
        return replace(self, fields={control(name): message for name, message in self.fields.items()})

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The lines of the error summary: each with the id of its control, or none."""
        lines = [(f"f-{name}", message) for name, message in self.fields.items()]
        return lines or ([("", self.message)] if self.message else [])


def _first(messages: dict[str, list[str]]) -> dict[str, str]:
    """Return one message a control; `sections.results` and `themes.0` belong to the control before or after the dot."""
    found: dict[str, str] = {}
    for name, texts in messages.items():
        found.setdefault(control_of(name), str(texts[0]))
    return found


def control_of(name: str) -> str:
    """Return the control that a field's name belongs to."""
    outer, _, inner = name.partition(".")
    return inner if outer == "sections" else name.replace(".", "-") if outer in DOTTED else outer


NO_ERRORS = FormErrors()

"""Fields that know the traps of real input: control characters, huge texts, codes that come twice."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields
from marshmallow.validate import Email

from case_studies.case_template import FIRST_YEAR, MOST_CODES, count_words

# Overrides make text read otherwise than it is stored; the marks and isolates that Arabic needs are fine.
DECEPTIVE = re.compile("[\u202a-\u202e\ufeff]")
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
LAST_YEAR = 2100


def about(text: str) -> dict[str, Any]:
    """Return the arguments that tell a field to readers of the contract."""
    return {"metadata": {"description": text}}


def _described(arguments: dict[str, Any], **limits: Any) -> dict[str, Any]:
    """Return a field's arguments with its limits told to readers of the contract."""
    return {**arguments, "metadata": {**limits, **arguments.get("metadata", {})}}


class Text(fields.String):
    """Text as a person types it: line ends unified, edges trimmed, nothing invisible in it that could deceive."""

    def __init__(self, *, longest: int, most_words: int | None = None, one_line: bool = False, **rest: Any) -> None:
        super().__init__(**_described(rest, maxLength=longest))
        self.longest = longest
        self.most_words = most_words
        self.one_line = one_line

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if text and all(_is_invisible(char) for char in text):
            return ""
        if _has_control_characters(text, self.one_line):
            raise ValidationError(
                [_l("This contains characters that can't be stored. Type them anew without pasting.")]
            )
        if len(text) > self.longest:
            raise ValidationError(
                [_l("At most %(most)s characters; this has %(count)s.", most=self.longest, count=len(text))]
            )
        if self.most_words is not None and count_words(text) > self.most_words:
            raise ValidationError(
                [_l("At most %(most)s words; this has %(count)s.", most=self.most_words, count=count_words(text))]
            )
        return text


def _has_control_characters(text: str, one_line: bool) -> bool:
    allowed = "" if one_line else "\n\t"
    return bool(DECEPTIVE.search(text)) or any(
        unicodedata.category(char) in ("Cc", "Cs") and char not in allowed for char in text
    )


def _is_invisible(char: str) -> bool:
    """Whether a reader would see nothing of it: a text of blanks, joiners and fillers is empty."""
    return unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp") or char in FILLERS or char.isspace()


class Codes(fields.List[Any]):
    """Codes of a vocabulary, each once. `known` names the values of a short closed list to readers of the contract."""

    def __init__(self, *, most: int = MOST_CODES, known: Iterable[str] = (), **rest: Any) -> None:
        listed = [str(value) for value in known]
        code = Text(longest=60, one_line=True, metadata={"enum": listed} if listed else {})
        super().__init__(code, **_described(rest, maxItems=most))
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        codes = [code for code in dict.fromkeys(super()._deserialize(value, attr, data, **kwargs)) if code]
        if len(codes) > self.most:
            raise ValidationError(
                [_l("Choose at most %(most)s; these are %(count)s.", most=self.most, count=len(codes))]
            )
        return codes


class OneOf(fields.String):
    """One value of a closed list; the message names them."""

    def __init__(self, values: Any, *, refusal: Any = None, **rest: Any) -> None:
        self.values = [str(value) for value in values]
        self.refusal = refusal
        super().__init__(**_described(rest, enum=[*self.values, None] if rest.get("allow_none") else self.values))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.values:
            known = _l("Choose one of: %(values)s.", values=", ".join(self.values))
            raise ValidationError([self.refusal or known])
        return text


class Year(fields.Integer):
    """A year from the first UN peacekeeping operation on."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(strict=True, **_described(rest, minimum=FIRST_YEAR, maximum=LAST_YEAR))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if isinstance(value, bool):
            raise ValidationError([_l("Give the year as a number, such as 2019.")])
        try:
            year = super()._deserialize(value, attr, data, **kwargs)
        except ValidationError as error:
            raise ValidationError([_l("Give the year as a number, such as 2019.")]) from error
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError([_l("Give a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)])
        return year


class Version(fields.Integer):
    """The version of a case that its changer saw."""

    def __init__(self) -> None:
        message = [_l("Give the version of the case that you saw, a whole number.")]
        super().__init__(
            strict=True, required=True, error_messages={"required": message, "null": message, "invalid": message}
        )


class Truth(fields.Boolean):
    """True or false itself, and none of the words or numbers that could be taken for it."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError([_l("Give true or false.")])
        return value


class Mailbox(Text):
    """A function mailbox, or nothing yet."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text:
            try:
                Email()(text)
            except ValidationError as error:
                message = _l("Give an e-mail address of an office, such as peacekeeping@example.org.")
                raise ValidationError([message]) from error
        return text

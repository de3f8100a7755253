"""Fields for input. They convert what was pasted, and handle very long texts and repeated codes."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from unicodedata import normalize

from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError, fields
from marshmallow.validate import Range

from case_studies.case_template import FIRST_YEAR, LAST_YEAR, MOST_CODES, is_mailbox
from case_studies.clean_text import clean_line, clean_markdown, clean_text
from case_studies.word_count import count_words

WORDS = re.compile(r"\w")
USUAL_MAILBOX = r"^$|^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"


def about(text: str) -> dict[str, Any]:
    """Return the arguments that describe a field in the OpenAPI document."""
    return {"metadata": {"description": text}}


def _with_limits(arguments: dict[str, Any], **limits: Any) -> dict[str, Any]:
    """Return a field's arguments, with its limits for the OpenAPI document."""
    return {**arguments, "metadata": {**limits, **arguments.get("metadata", {})}}


def between(first: int, last: int) -> Range:
    """Return a validator for a whole number in a range."""
    return Range(first, last, error=_l("Give a number from %(first)s to %(last)s.", first=first, last=last))


def has_words(text: str) -> None:
    """Refuse a text without a letter or a digit."""
    if not WORDS.search(text):
        raise ValidationError([_l("Write something here.")])


class Text(fields.String):
    """Text that somebody typed or pasted, in several lines. It is cleaned, never refused for its characters."""

    clean: Callable[[str], str] = staticmethod(clean_text)

    def __init__(self, *, longest: int, most_words: int | None = None, **rest: Any) -> None:
        super().__init__(**_with_limits(rest, maxLength=longest))
        self.longest = longest
        self.most_words = most_words

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = self.clean(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > self.longest:
            raise ValidationError(
                [_l("At most %(most)s characters; this has %(count)s.", most=self.longest, count=len(text))]
            )
        if self.most_words is not None and count_words(text) > self.most_words:
            raise ValidationError(
                [_l("At most %(most)s words; this has %(count)s.", most=self.most_words, count=count_words(text))]
            )
        return text


class Line(Text):
    """One line of text. A line break becomes a blank."""

    clean = staticmethod(clean_line)


class MarkdownText(Text):
    """Text that is shown with its lists and tables: a section of a case, a remark."""

    clean = staticmethod(clean_markdown)


class SearchWords(fields.String):
    """What somebody searches for, as typed, in NFC."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        return normalize("NFC", super()._deserialize(value, attr, data, **kwargs))


class Codes(fields.List[Any]):
    """Codes of a vocabulary, each once. `known` are the values of a short closed list, for the OpenAPI document."""

    def __init__(self, *, most: int = MOST_CODES, known: Iterable[str] = (), **rest: Any) -> None:
        values = [str(value) for value in known]
        code = Line(longest=60, metadata={"enum": values} if values else {})
        super().__init__(code, **_with_limits(rest, maxItems=most))
        self.most = most

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> list[Any]:
        codes = [code for code in dict.fromkeys(super()._deserialize(value, attr, data, **kwargs)) if code]
        if len(codes) > self.most:
            raise ValidationError(
                [_l("Choose at most %(most)s; these are %(count)s.", most=self.most, count=len(codes))]
            )
        return codes


class OneOf(fields.String):
    """One value of a closed list. The message of a refusal lists the values."""

    def __init__(self, values: Iterable[str], *, refusal: Any = None, **rest: Any) -> None:
        self.members = {str(value): value for value in values}
        self.values = [*self.members]
        self.refusal = refusal
        super().__init__(**_with_limits(rest, enum=[*self.values, None] if rest.get("allow_none") else self.values))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in self.members:
            known = _l("Choose one of: %(values)s.", values=", ".join(self.values))
            raise ValidationError([self.refusal or known])
        return self.members[text]


class Year(fields.Integer):
    """A year from the first UN peacekeeping operation on."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(strict=True, **_with_limits(rest, minimum=FIRST_YEAR, maximum=LAST_YEAR))

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
    """The version of a case that the caller last read."""

    def __init__(self, *, strict: bool = True, required: bool = True) -> None:
        message = [_l("Give the version of the case that you saw, a whole number.")]
        super().__init__(
            strict=strict, required=required, error_messages={"required": message, "null": message, "invalid": message}
        )


class Truth(fields.Boolean):
    """True or false. Unlike marshmallow's own field, it refuses numbers and words such as "yes"."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError([_l("Give true or false.")])
        return value


class Mailbox(Line):
    """The e-mail address of an office, or empty. The pattern in the document is that of a usual address."""

    def __init__(self, *, longest: int, **rest: Any) -> None:
        super().__init__(longest=longest, **_with_limits(rest, pattern=USUAL_MAILBOX))

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text and not is_mailbox(text):
            raise ValidationError([_l("Give an e-mail address of an office, such as peacekeeping@example.org.")])
        return text

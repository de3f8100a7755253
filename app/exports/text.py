"""A joint text as a document: its numbered paragraphs, and on whose behalf it was delivered."""

from collections.abc import Iterator
from textwrap import indent

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from app.exports.citation import PUBLISHER, Citation, Part
from app.phrases.markings import MARKS
from app.phrases.texts import KINDS, state_note
from case_studies.policy.text_release import ReleasedParagraph, ReleasedText
from case_studies.vocabulary import Kind


def cite_text(text: ReleasedText) -> Citation:
    """Return a joint text as its reader reads it. Only those who aligned are named as its authors."""
    mark = MARKS[text.audience]
    names = tuple(one.name for one in text.aligned or ()) if text.is_delivered else ()
    number = text.reference
    if text.number is not None and not text.is_delivered:
        number = _("%(reference)s, version %(number)s", reference=text.reference, number=text.number)
    return Citation(
        kind=Kind.TEXT,
        reference=text.reference,
        revision=0,
        number=number,
        genre=str(KINDS[text.text_kind]),
        title=text.title,
        authors=names or (PUBLISHER,),
        language=text.language,
        published=(text.delivered_at or text.moved_at).date(),
        address=url_for("joint_text.text", reference=text.reference, _external=True),
        mark=mark,
        marking=mark,
        responsibility=_responsibility(text),
        notes=tuple(_notes(text)),
        abstract="\n\n".join(one.text for one in text.paragraphs),
        facts=tuple(_facts(text)),
        parts=(Part(_("Text"), "\n\n".join(_numbered(one) for one in text.paragraphs)), *_behalf(names)),
    )


def _responsibility(text: ReleasedText) -> str:
    if text.is_delivered:
        return str(_("It speaks for the delegations that it names, and for nobody else."))
    return str(_("It speaks for no delegation."))


def _notes(text: ReleasedText) -> Iterator[str]:
    if text.demonstration:
        yield _("An example. No delegation said this.")
    if note := state_note(text):
        yield note


def _facts(text: ReleasedText) -> Iterator[tuple[str, list[str]]]:
    if text.event is not None:
        yield _("Event"), [text.event.title]
    if text.is_delivered:
        yield _("Delivered"), [format_date(text.delivered_at, "d MMMM y")]
        yield _("By"), [text.speaker]
        yield _("Document"), [one for one in (text.symbol, text.link) if one]


def _behalf(names: tuple[str, ...]) -> list[Part]:
    return [Part(_("On behalf of"), rows=names)] if names else []


def _numbered(paragraph: ReleasedParagraph) -> str:
    """Return a paragraph as an item of a numbered list; its further lines belong to it."""
    number = f"{paragraph.number}. "
    first, newline, rest = paragraph.text.partition("\n")
    return f"{number}{first}{newline}{indent(rest, ' ' * len(number))}"

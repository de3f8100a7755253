"""The form of a joint text: starting one, and writing a version of it, paragraph by paragraph."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases import texts as phrases
from app.phrases.labels import LANGUAGES
from app.schemas.texts import TextSchema, TextVersionSchema
from case_studies.errors import StaleVersion
from case_studies.operations.texts import editing
from case_studies.operations.texts.queries import find_text
from case_studies.policy.text_release import ReleasedText
from case_studies.policy.texts import TEXT_POLICY, TextPermission
from case_studies.text_vocabulary import TextKind
from case_studies.vocabulary import Language, Role

pages = Blueprint("text_form", __name__)
Answer = Response | tuple[str, int]

LINES = ("title", "text_kind", "language", "event", "note")
PARAGRAPH, ADDED = "paragraph-", "added"
LONGEST_ID = 9  # digits
BLANK: Mapping[str, Any] = {
    **dict.fromkeys((*LINES, ADDED), ""),
    "text_kind": TextKind.STATEMENT,
    "language": Language.ENGLISH,
    "taken_up": [],
}


@pages.get("/texts/new")
@only_roles(Role.EDITOR)
def new() -> str:
    """Show an empty form, but for the event of the address."""
    return _show(None, {**BLANK, "event": request.args.get("event", "")[:20]}, NO_ERRORS, key=token_urlsafe(12))


@pages.post("/texts/new")
@only_roles(Role.EDITOR)
def start() -> Answer:
    """Store a draft."""
    key = request.form.get("key", "")[:40]
    try:
        values = TextSchema().load(_sent())
        with current_platform().work.writing() as session:
            form_key = f"form-{actor().account}-{key}"
            reference = editing.start_text(session, actor(), values, form_key=form_key).reference
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(None, _typed(), errors, key=key), errors.status
    return redirect(url_for("joint_text.text", reference=reference), 303)


@pages.get("/texts/<text:reference>/edit")
@only_roles(Role.EDITOR)
def edit(reference: str) -> str:
    """Show the form, each paragraph with what is said about it."""
    with reading() as session:
        found = find_text(session, actor(), reference)
        TEXT_POLICY.check_usable(actor(), found, TextPermission.EDIT)
        text = ReleasedText(found, actor())
        return _show(text, _stored(text), NO_ERRORS)


@pages.post("/texts/<text:reference>/edit")
@only_roles(Role.EDITOR)
def save(reference: str) -> Answer:
    """Save a version. If that is refused, the form keeps what was typed."""
    try:
        with current_platform().work.writing() as session:
            text = find_text(session, actor(), reference, for_change=True)
            base = request.form.get("base", 0, type=int)
            taken_up = request.form.getlist("taken_up", type=int)
            version = request.form.get("version", 0, type=int)
            schema = TextVersionSchema(partial=("version",))
            values = schema.load({**_sent(), "base": base, "taken_up": taken_up})
            editing.save_version(session, text, actor(), values, base=values.pop("base"), version=version)
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        with reading() as session:
            text_now = ReleasedText(find_text(session, actor(), reference), actor())
            return _show(text_now, _kept(text_now), errors), errors.status
    return redirect(url_for("joint_text.text", reference=reference), 303)


def _typed() -> dict[str, Any]:
    """Return what was typed, for the form."""
    paragraphs = {name: text for name, text in request.form.items() if name.startswith(PARAGRAPH)}
    lines = {name: request.form.get(name, "") for name in (*LINES, ADDED)}
    return {**lines, **paragraphs, "taken_up": request.form.getlist("taken_up", type=int)}


def _kept(text: ReleasedText) -> dict[str, Any]:
    """Return what was typed. The words of paragraphs that somebody took out meanwhile are among the added ones."""
    typed = _typed()
    present = {f"{PARAGRAPH}{one.id}" for one in text.paragraphs}
    gone = [words for name, words in typed.items() if name.startswith(PARAGRAPH) and name not in present]
    return {**typed, ADDED: "\n\n".join([*gone, typed[ADDED]]).strip()}


def _sent() -> dict[str, Any]:
    """Return what was typed, as the API would send it. A paragraph that was emptied goes."""
    typed = _typed()
    numbered = {name.removeprefix(PARAGRAPH): text for name, text in typed.items() if name.startswith(PARAGRAPH)}
    paragraphs = [{"id": int(number), "text": text} for number, text in numbered.items() if _is_id(number)]
    written = [one for one in (*paragraphs, {"id": None, "text": typed[ADDED]}) if one["text"].strip()]
    return {**{name: typed[name] for name in LINES}, "paragraphs": written}


def _is_id(number: str) -> bool:
    """Whether the name of a control has a number that can be the id of a paragraph."""
    return number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID


def _stored(text: ReleasedText) -> dict[str, Any]:
    """Return what the controls of a text show. The note belongs to the next version."""
    return {
        **BLANK,
        **{name: getattr(text, name) for name in ("title", "text_kind", "language")},
        "event": text.event.reference if text.event is not None else "",
        **{f"{PARAGRAPH}{one.id}": one.text for one in text.paragraphs},
    }


def _show(text: ReleasedText | None, values: Mapping[str, Any], refused: FormErrors, *, key: str = "") -> str:
    return render_template(
        "texts/form.html",
        text=text,
        values=values,
        refused=refused,
        key=key,
        kinds=list(phrases.KINDS.items()),
        languages=list(LANGUAGES.items()),
        phrases=phrases,
    )

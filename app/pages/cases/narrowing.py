"""The page on which a delegation narrows who may read its published case: what counts now, and from now on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.cases.readers import PUBLISHED
from app.pages.form_choices import choices_for
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.labels import ATTRIBUTIONS, AUDIENCES, FIELDS, PART_AUDIENCES
from app.phrases.narrowing import part_label
from app.schemas.narrowing import NarrowingSchema
from case_studies.models import Attachment, Revision
from case_studies.operations.cases.anonymity import fields_that_name
from case_studies.operations.cases.narrowing import narrow_case, published_revision
from case_studies.operations.cases.queries import find_case
from case_studies.part_audiences import PARTS_WITH_AUDIENCE, is_released, is_written
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.attachment_audiences import audience_of
from case_studies.policy.narrowing import (
    NARROWEST_FIRST,
    TELLS_LESS,
    narrower_audiences_of_part,
    narrower_than,
    readers_of_part,
    readers_of_sources,
)
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import Attribution

pages = Blueprint("narrowing", __name__)

TEXT, NOTICE, NOTHING = "text", "notice", "nothing"
Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: what it is about, who may read it now, and what can be chosen instead."""

    control: str
    label: str
    now: str
    options: Options
    others: str = ""
    """What the other readers of the case get of a part that is kept."""
    others_options: Options | None = None
    sent: str = ""
    """What is sent with the choice, because the name of the control does not say what it is about."""


@pages.get("/cases/<reference:reference>/narrowing")
@signed_in
def narrowing(reference: str) -> str:
    """Show who may read the published case now, with narrower choices."""
    return _page(reference, {}, NO_ERRORS)


@pages.post("/cases/<reference:reference>/narrowing")
@signed_in
def narrow(reference: str) -> Response | tuple[str, int]:
    """Narrow the readers."""
    try:
        values = NarrowingSchema().load(_values())
        note = values.pop("note")
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            narrow_case(session, case, actor(), values, note=note)
    except InTheForm as error:
        refused = FormErrors.by(error).moved(_control)
        return _page(reference, request.form.to_dict(), refused), refused.status
    flash(_("The readers of %(reference)s are narrowed. This is what everybody gets now.", reference=reference), "done")
    return redirect(url_for("readers.readers", reference=reference, of=PUBLISHED), 303)


def _page(reference: str, typed: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        check_allowed_now(actor(), case, Permission.NARROW)
        revision = published_revision(case)
        return render_template(
            "cases/narrowing.html",
            case=case,
            revision=revision,
            named_in=[FIELDS[name] for name in fields_that_name(session, revision)],
            rows=[
                *_of_case(revision),
                *_of_parts(revision),
                *_of_sources(revision),
                *map(_of_file, revision.attachments),
            ],
            delegations=choices_for(session, ["released_to"])["released_to"],
            named=[(one.code, one.name, None) for one in revision.released_to] if is_released(revision) else [],
            chosen=request.form.getlist("released_to") if typed else [one.code for one in revision.released_to],
            typed=typed,
            refused=refused,
        )


def _of_case(revision: Revision) -> Iterator[Row]:
    audience, attribution = revision.audience, revision.attribution
    fewer = reversed(NARROWEST_FIRST[: NARROWEST_FIRST.index(audience)])
    yield Row("audience", _("Whole case"), str(AUDIENCES[audience]), _options(AUDIENCES, fewer))
    less = [other for other in Attribution if other in TELLS_LESS[attribution]]
    yield Row("attribution", _("Name of the delegation"), str(ATTRIBUTIONS[attribution]), _options(ATTRIBUTIONS, less))


def _options(labels: Any, values: Iterable[str]) -> Options:
    return [(str(value), str(labels[value])) for value in values]


def _of_parts(revision: Revision) -> Iterator[Row]:
    for part in PARTS_WITH_AUDIENCE:
        if is_written(revision, part):
            yield Row(
                f"readers-{part}",
                part_label(part),
                str(PART_AUDIENCES[readers_of_part(revision, part)]),
                _options(PART_AUDIENCES, narrower_audiences_of_part(revision, part)),
                _others_labels()[_what_others_get(revision, part)],
                _less_for_others(revision, part),
            )


def _what_others_get(revision: Revision, part: str) -> str:
    if part in revision.public_sections:
        return TEXT
    return NOTHING if revision.unmentioned_sections.get(part) else NOTICE


def _less_for_others(revision: Revision, part: str) -> Options:
    """Return what the others may get instead of what they get now, or would get once the part is kept."""
    labels = _others_labels()
    order = list(labels)
    return [(name, labels[name]) for name in order[order.index(_what_others_get(revision, part)) + 1 :]]


def _others_labels() -> dict[str, str]:
    return {
        TEXT: str(_("The text for other readers")),
        NOTICE: str(_("A notice that it is kept to others")),
        NOTHING: str(_("Nothing")),
    }


def _of_sources(revision: Revision) -> Iterator[Row]:
    for place, (source, audience) in enumerate(readers_of_sources(revision), start=1):
        label, now = _("Source: %(source)s", source=source), str(PART_AUDIENCES[audience])
        yield Row(f"source-{place}", label, now, _options(PART_AUDIENCES, narrower_than(audience)), sent=source)


def _of_file(attachment: Attachment) -> Row:
    audience = audience_of(attachment)
    now, fewer = str(PART_AUDIENCES[audience]), _options(PART_AUDIENCES, narrower_than(audience))
    return Row(f"file-{attachment.key}", attachment.name, now, fewer)


def _values() -> dict[str, Any]:
    """Return what was chosen in the form, in the shape of the API."""
    form = request.form
    others = _chosen("others-")
    values: dict[str, Any] = {name: form[name] for name in ("audience", "attribution") if form.get(name)}
    return {
        **values,
        "section_audiences": _chosen("readers-"),
        "unmentioned_sections": {part: True for part, chosen in others.items() if chosen == NOTHING},
        "public_sections": {part: "" for part in others if part in form.getlist("with-text")},
        "narrower_sources": _chosen_sources(),
        "attachments": _chosen("file-"),
        **({"released_to": form.getlist("released_to")} if "delegations" in form else {}),
        "note": form.get("note", ""),
    }


def _chosen(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value for name, value in request.form.items() if name.startswith(prefix) and value
    }


def _chosen_sources() -> dict[str, list[str]]:
    """Return audience → the sources that only these read from now on."""
    sources: dict[str, list[str]] = {}
    for place, audience in _chosen("source-").items():
        sources.setdefault(audience, []).append(request.form.get(f"sent-source-{place}", ""))
    return sources


def _control(field: str) -> str:
    """Return the control of a refused field."""
    group, _dot, part = field.partition(".")
    return {"section_audiences": f"readers-{part}", "unmentioned_sections": f"others-{part}"}.get(group, group)

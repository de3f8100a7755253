"""A brief for a meeting: the form, the brief below it, and the same as a file."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _
from marshmallow import ValidationError

from app.access import open_to_all
from app.briefs import WrittenBrief, write_brief
from app.collation import by_name
from app.current import reading
from app.exports.formats import WHOLE_FORMATS, WHOLE_SUFFIX, send
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.briefs import FOR
from app.schemas.briefs import BriefQuerySchema
from case_studies.errors import Incomplete
from case_studies.operations.briefs.subject import TOPICS
from case_studies.operations.topics.kinds import TopicKind
from case_studies.operations.topics.topic import Entry, list_entries
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Audience

pages = Blueprint("briefs", __name__)

LISTED = ("theme", "host_state", "operation")
Group = tuple[str, list[tuple[str, str]]]


@pages.get("/briefs")
@open_to_all
def briefs() -> str | tuple[str, int]:
    """Show the form, and the brief if a subject was chosen."""
    if not request.args.get("about"):
        return _page()
    try:
        return _page(write_brief(_asked_for()))
    except (ValidationError, Incomplete) as error:
        errors = FormErrors.by(error)
        return _page(errors=errors), errors.status


@pages.get(f"/briefs{WHOLE_SUFFIX}")
@open_to_all
def brief_file(suffix: str) -> Response:
    """Return a brief as a file."""
    return send(write_brief(_asked_for()).as_citation(), suffix)


def _asked_for() -> dict[str, Any]:
    values: dict[str, Any] = BriefQuerySchema().load(request.args)
    return values


def _page(brief: WrittenBrief | None = None, errors: FormErrors = NO_ERRORS) -> str:
    with reading() as session:
        subjects = [*_subjects(session), *_own_subject(brief)]
    return render_template(
        "briefs/briefs.html",
        brief=brief,
        errors=errors,
        subjects=subjects,
        about=request.args.get("about", ""),
        audience=brief.audience if brief else Audience.PUBLIC,
        audiences=[(audience, FOR[audience], None) for audience in actor().audiences],
        formats=WHOLE_FORMATS,
    )


def _own_subject(brief: WrittenBrief | None) -> list[Group]:
    """Return what the brief is about, if the list does not have it: an event, a provision, a search, things."""
    if brief is None or brief.about.partition(":")[0] in LISTED:
        return []
    return [(_("As in this brief"), [(brief.about, brief.title)])]


def _subjects(session: Session) -> list[Group]:
    """Return what a brief can be about, by kind: what has cases."""
    names = (_("Themes"), _("Host States and areas"), _("Operations"))
    return [(name, _options(session, TOPICS[kind], kind)) for kind, name in zip(LISTED, names, strict=True)]


def _options(session: Session, kind: TopicKind, prefix: str) -> list[tuple[str, str]]:
    entries: Sequence[Entry] = [entry for entry in list_entries(session, actor(), kind) if entry.count]
    return [(f"{prefix}:{entry.code}", entry.name) for entry in sorted(entries, key=lambda one: by_name(one.name))]

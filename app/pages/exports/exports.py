"""Your exports: long documents that the worker makes for one account."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of
from app.exports.long import ask, count_things, send_export
from app.exports.sources import NAMES, page_of
from app.identity import actor
from app.phrases import exports as phrases
from app.schemas.exports import ExportSchema
from case_studies.errors import WrongState
from case_studies.export_vocabulary import ExportForm, ExportSource
from case_studies.models import Export
from case_studies.operations.exports.ending import KEPT_FOR, remove_export, stop_export
from case_studies.operations.exports.queries import is_any_in_progress, list_exports

pages = Blueprint("exports", __name__)

ONE = "/exports/<token>"


@dataclass(frozen=True, slots=True)
class Offer:
    """A document that can be asked for, as the page shows it."""

    source: ExportSource
    about: str
    form: ExportForm
    name: str
    things: int


@pages.get("/exports")
@signed_in
def exports() -> str:
    """Show the exports of the account."""
    with reading() as session:
        return _show(list_exports(session, actor()))


@pages.get("/exports/new")
@signed_in
def new() -> str:
    """Show what the address asks for above the exports of the account, with a button to make it."""
    values = ExportSchema().load(request.args.to_dict())
    source, about = values["source"], values["about"]
    with reading() as session:
        name, things = NAMES[source](session, actor(), about), count_things(session, actor(), source, about)
        return _show(list_exports(session, actor()), offer=Offer(source, about, values["form"], name, things))


def _show(rows: Sequence[Export], *, offer: Offer | None = None) -> str:
    return render_template(
        "exports/exports.html",
        rows=rows,
        offer=offer,
        is_in_progress=is_any_in_progress(rows),
        hours=int(KEPT_FOR.total_seconds() // 3600),
        page_of=page_of,
        phrases=phrases,
    )


@pages.post("/exports")
@signed_in
def make() -> Response:
    """Let the worker make a document."""
    values = ExportSchema().load(request.form.to_dict())
    try:
        ask(actor(), **values)
        flash(_("The file is being made. You are notified when it is ready; you can leave this page."), "done")
    except WrongState as refusal:
        flash(message_of(refusal), "refused")
    return _back()


@pages.get(f"{ONE}/file")
@signed_in
def file(token: str) -> Response:
    """Return a file, if the account reads now what is in it; else show why not."""
    try:
        return send_export(actor(), token)
    except WrongState as refusal:
        flash(message_of(refusal), "refused")
        return _back()


@pages.post(f"{ONE}/stop")
@signed_in
def stop(token: str) -> Response:
    """Stop an export."""
    try:
        with current_platform().work.writing() as session:
            stop_export(session, actor(), token)
        flash(_("Stopped."), "done")
    except WrongState:
        flash(_("It had ended before it could be stopped."), "notice")
    return _back()


@pages.post(f"{ONE}/remove")
@signed_in
def remove(token: str) -> Response:
    """Remove an export and its file."""
    platform = current_platform()
    with platform.work.writing() as session:
        remove_export(session, platform.exports, actor(), token)
    flash(_("Removed."), "done")
    return _back()


def _back() -> Response:
    return redirect(url_for(".exports"), 303)

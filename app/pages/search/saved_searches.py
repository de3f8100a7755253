"""Saved searches: which new cases this person is notified of, and how often."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.errors import message_of
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.labels import RHYTHMS, choices
from app.phrases.saved_searches import feed_url, proposed_name, search_url
from app.schemas.saved_searches import SavedSearchChangeSchema
from app.schemas.search import QuerySchema, parameters_from, query_from
from case_studies.db import LARGEST_ID
from case_studies.errors import Incomplete, NotVisible, WrongState
from case_studies.operations.search import news
from case_studies.operations.search import saved_searches as operations
from case_studies.operations.search.saved_searches import (
    change_saved_search,
    forget_saved_search,
    save_search,
    unknown_entries,
)
from case_studies.operations.search.search import check_filters
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.query.query_string import parse_query_string
from case_studies.vocabulary import AlertFrequency

pages = Blueprint("saved_searches", __name__)

ONE = "/saved-searches/<id:search_id>"
SAVED = {
    AlertFrequency.AT_ONCE: lambda: _("Saved. You are notified of new cases at once."),
    AlertFrequency.DAILY: lambda: _("Saved. You are notified of new cases once a day."),
    AlertFrequency.WEEKLY: lambda: _("Saved. You are notified of new cases once a week."),
}


@pages.get("/saved-searches")
@signed_in
def saved_searches() -> str:
    """Show the saved searches."""
    return _show({}, NO_ERRORS)


@pages.post("/saved-searches")
@signed_in
def save() -> Response:
    """Save the search of the address under a proposed name. Saving it again changes nothing."""
    query = query_from(QuerySchema().load(parameters_from(request.args)))
    try:
        with current_platform().work.writing() as session:
            vocabularies = known_vocabularies(session, actor())
            query = check_filters(query, vocabularies)
            name = proposed_name(query, vocabularies)
            saved, is_new = save_search(session, actor(), query, name=name, rhythm=AlertFrequency.DAILY)
    except WrongState as refusal:
        flash(message_of(refusal), "refused")
        return redirect(url_for(".saved_searches"), 303)
    flash(SAVED[saved.rhythm]() if is_new else _("This search was already saved."), "done")
    return redirect(search_url(saved.address), 303)


@pages.post("/saved-searches/seen")
@signed_in
def mark_seen() -> Response:
    """Mark the new cases of all saved searches as seen, up to those that the page named."""
    until = request.form.get("until", 0, type=int)
    if not 0 <= until <= LARGEST_ID:
        raise NotVisible()
    with current_platform().work.writing() as session:
        news.mark_seen(session, actor(), until)
    return redirect(url_for("search.search"), 303)


@pages.post(ONE)
@signed_in
def change(search_id: int) -> Response | tuple[str, int]:
    """Change the name or the frequency of a search."""
    typed = {field: request.form.get(f"{field}-{search_id}", "") for field in ("name", "rhythm")}
    try:
        values = SavedSearchChangeSchema().load(typed)
        with current_platform().work.writing() as session:
            change_saved_search(session, actor(), search_id, **values)
    except (ValidationError, Incomplete) as error:
        errors = FormErrors.by(error).moved(lambda name: f"{name}-{search_id}")
        return _show({f"{name}-{search_id}": value for name, value in typed.items()}, errors), errors.status
    return _redirect(_("The changes are saved."))


@pages.post(f"{ONE}/delete")
@signed_in
def delete(search_id: int) -> Response:
    """Delete a search."""
    with current_platform().work.writing() as session:
        name = forget_saved_search(session, actor(), search_id).name
    return _redirect(_("“%(name)s” is deleted. Its notifications stay in your inbox.", name=name))


def _redirect(message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".saved_searches"), 303)


def _show(typed: dict[str, str], errors: FormErrors) -> str:
    with reading() as session:
        saved = operations.saved_searches(session, actor())
        vocabularies, thesaurus = known_vocabularies(session, actor()), load_thesaurus(session)
        rows = []
        for row in saved:
            query = parse_query_string(row.address)
            unknown = unknown_entries(query, vocabularies, thesaurus)
            rows.append(
                (row, search_url(row.address), feed_url(row.address), proposed_name(query, vocabularies), unknown)
            )
        return render_template(
            "search/saved_searches.html",
            rows=rows,
            rhythms=choices(RHYTHMS, AlertFrequency),
            typed=typed,
            errors=errors,
        )

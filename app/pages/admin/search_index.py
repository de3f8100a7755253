"""The search indexes for administrators: their state, how they differ from the database, and building them again."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, only_roles
from app.current import current_platform, reading
from app.identity import actor, is_signed_in_freshly
from app.phrases.labels import AUDIENCES, Labels
from case_studies.operations.administration.health import index_status
from case_studies.operations.administration.search_index import ask_for_rebuild, compare_indexes, read_rebuild
from case_studies.search.sync.indexer import Drift
from case_studies.vocabulary import Role

pages = Blueprint("search_index", __name__)

INDEXES: Labels = {
    **AUDIENCES,
    "released": _l("Parts for named delegations"),
    "own": _l("Parts for those who submitted the case"),
}


@pages.get("/administration/search")
@only_roles(Role.ADMINISTRATOR)
def search_index() -> str:
    """Show the state of the indexes."""
    return _show(None)


@pages.post("/administration/search/compare")
@only_roles(Role.ADMINISTRATOR)
def compare() -> str:
    """Compare the indexes with the database."""
    return _show(compare_indexes(current_platform().indexer, actor()))


@pages.post("/administration/search/rebuild")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def rebuild() -> Response:
    """Ask the worker to build the indexes again."""
    with current_platform().work.writing(quietly=True) as session:
        ask_for_rebuild(session, actor())
    flash(
        _("The worker builds the indexes again. Search answers from the old ones until the new ones are complete."),
        "done",
    )
    return redirect(url_for(".search_index"), 303)


def _show(drifts: Sequence[Drift] | None) -> str:
    with reading() as session:
        found, state = read_rebuild(session, actor())
        return render_template(
            "admin/search_index.html",
            indexes=index_status(session, current_platform().search, actor()),
            rebuild=found,
            state=state,
            drifts=drifts,
            index_names=INDEXES,
            may_rebuild=is_signed_in_freshly(),
        )

"""The list of collections."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound

from app.access import may_enter, open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import collections as phrases
from case_studies.operations.collections.queries import list_collections

pages = Blueprint("collection_list", __name__)
MOST_PAGES = 100_000


@pages.get("/collections")
@open_to_all
def collections() -> str:
    """List the collections that the reader may see, the newest first."""
    number = request.args.get("page", 1, type=int)
    if not 0 < number <= MOST_PAGES:
        raise NotFound()
    with reading() as session:
        page = list_collections(session, actor(), page=number)
        if number > page.pages:
            raise NotFound()
        return render_template(
            "collections/list.html",
            page=page,
            phrases=phrases,
            may_collect=may_enter("collection_form.new"),
            url_of=lambda to: url_for(".collections", page=to if to > 1 else None),
        )

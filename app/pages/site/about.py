"""The page about Casebook: its purpose, its delegations, the way of a case, and how to take part."""

from flask import Blueprint, render_template

from app.access import open_to_all
from app.collation import by_name
from app.current import reading
from case_studies.taxonomy.entries import list_delegations
from case_studies.unit_of_work import workflow_settings
from case_studies.vocabulary import Standing

pages = Blueprint("about", __name__)


@pages.get("/about")
@open_to_all
def about() -> str:
    """Show the page, with the delegations by standing and name."""
    with reading() as session:
        rows = sorted(list_delegations(session), key=lambda row: by_name(row.name))
        reviews_required = workflow_settings(session).reviews_required
    by_standing = [(standing, [row for row in rows if row.standing == standing]) for standing in Standing]
    return render_template("site/about.html", by_standing=by_standing, reviews_required=reviews_required)

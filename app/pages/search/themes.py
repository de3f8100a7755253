"""All themes on two levels, each with its description and the number of cases."""

from collections import Counter

from flask import Blueprint, render_template

from app.access import open_to_all
from app.current import reading
from app.identity import actor
from case_studies.operations.topics.kinds import THEMES, count_by_entry
from case_studies.taxonomy.entries import list_themes

pages = Blueprint("themes", __name__)


@pages.get("/themes")
@open_to_all
def themes() -> str:
    """Show all themes."""
    with reading() as session:
        counts = Counter(count_by_entry(session, actor(), THEMES))
        rows = [row for row in list_themes(session) if counts[row.id] or not row.retired]
        tree = [(top, [row for row in rows if row.parent_id == top.id]) for top in rows if top.parent_id is None]
        return render_template("search/themes.html", tree=tree, total=len(rows), counts=counts)

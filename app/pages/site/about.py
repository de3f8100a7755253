"""The page about Casebook: its text, and the delegations that take part."""

from flask import Blueprint, render_template

from app.access import open_to_all
from app.collation import by_name
from app.current import reading
from app.identity import actor
from app.pages.site.reader_language import reader_languages
from case_studies.operations.delegations.records import known_delegations
from case_studies.operations.site_texts.reading import read_site_text
from case_studies.policy.delegations import shows_standing
from case_studies.vocabulary import TAKES_PART, SitePage

pages = Blueprint("about", __name__)


@pages.get("/about")
@open_to_all
def about() -> str:
    """Show the page, with the delegations by standing and name."""
    with reading() as session:
        known = [row for row in known_delegations(session, actor()) if row.takes_part and shows_standing(actor(), row)]
        rows = sorted(known, key=lambda row: by_name(row.name))
        text = read_site_text(session, SitePage.ABOUT, reader_languages())
    by_standing = [(standing, [row for row in rows if row.standing == standing]) for standing in TAKES_PART]
    return render_template("site/about.html", by_standing=by_standing, text=text)

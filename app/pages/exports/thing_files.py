"""Cases and practices as files, at the address of their page with a suffix."""

from flask import Blueprint, Response

from app.access import open_to_all
from app.current import reading
from app.exports.find import find_citation
from app.exports.formats import SUFFIX, send
from app.exports.signposting import linkset
from app.identity import actor

pages = Blueprint("thing_files", __name__)


@pages.get(f"/cases/<reference:reference>{SUFFIX}", endpoint="case")
@pages.get(f"/practices/<practice:reference>{SUFFIX}", endpoint="practice")
@pages.get(f"/practices/<practice:reference>/editions/<id:number>{SUFFIX}", endpoint="edition")
@open_to_all
def export(reference: str, suffix: str, number: int | None = None) -> Response:
    """Return a published case or an adopted practice in a form."""
    with reading() as session:
        return send(find_citation(session, actor(), reference, number), suffix)


@pages.get("/cases/<reference:reference>.linkset.json", endpoint="case_linkset")
@pages.get("/practices/<practice:reference>.linkset.json", endpoint="practice_linkset")
@pages.get("/practices/<practice:reference>/editions/<id:number>.linkset.json", endpoint="edition_linkset")
@open_to_all
def export_links(reference: str, number: int | None = None) -> Response:
    """Return the links of a page for programs, as a link set."""
    with reading() as session:
        return linkset(find_citation(session, actor(), reference, number))

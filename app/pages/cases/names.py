"""The names by which the pickers of the form find what can be chosen, for their script."""

from flask import Blueprint, Response, json, url_for

from app.access import open_to_all
from app.assets import A_YEAR
from app.current import reading
from case_studies.operations.cases.choices import edition_of_names, letters_like, other_names
from case_studies.unit_of_work import Session

pages = Blueprint("names", __name__)


def names_url(session: Session, vocabulary: str) -> str:
    """Return the address of the names. It changes when a name changes, so a browser keeps the answer for a year."""
    return url_for("names.names", vocabulary=vocabulary, edition=edition_of_names(session))


@pages.get("/names/<any(themes, places, operations, initiatives):vocabulary>/<id:edition>.json")
@open_to_all
def names(vocabulary: str, edition: int) -> Response:
    """Answer with the names, and with the letters that count as others."""
    with reading() as session:
        found = other_names(session, vocabulary)
        answer = {"letters": letters_like(found), "names": found}
        is_latest = edition == edition_of_names(session)
    response = Response(json.dumps(answer, ensure_ascii=False, separators=(",", ":")), mimetype="application/json")
    if is_latest:
        response.headers["Cache-Control"] = A_YEAR
    return response

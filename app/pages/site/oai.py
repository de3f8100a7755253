"""The address at which library catalogues harvest (OAI-PMH 2.0). Everybody gets the same: what the public reads."""

from flask import Blueprint, Response, request
from flask_babel import force_locale

from app.access import open_to_all
from app.current import reading
from app.exports.oai.answer import answer

pages = Blueprint("oai", __name__)


@pages.route("/oai", methods=["GET", "POST"])
@open_to_all
def oai() -> Response:
    """Answer a request, in English whatever the harvester prefers, so that its copies do not differ by that."""
    given = request.form if request.method == "POST" else request.args
    with reading() as session, force_locale("en"):
        return Response(answer(session, given), mimetype="text/xml")

"""Published cases like one in the making, for whoever writes, clears or judges it."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import Area
from app.api.serializers import named
from app.current import casebook
from app.identity import actor
from app.schemas.similar import SimilarCaseSchema
from case_studies.errors import NotAllowed
from case_studies.operations.cases.queries import see
from case_studies.operations.search.search import Alike, alike

area = Area("Similar cases", "Finding out whether a case has been told already.")


@area.route("/cases/<reference:reference>/similar")
@signed_in
@area.answers(
    200,
    SimilarCaseSchema(many=True),
    who="Whoever takes part in the case: its delegation's offices, editors and assigned reviewers without a conflict.",
    refusals=(401, 403, 404, 503),
)
def similar(reference: str) -> list[dict[str, Any]]:
    """List the published cases most like a case.

    At most three, the most alike first; none that shares little more than the language. The text compared is the
    revision that the caller sees.
    """
    who = actor()
    with casebook().work.reading() as session:
        _case, seen = see(session, who, reference)
        if not seen.inside:
            raise NotAllowed()
        return [_tell(found) for found in alike(session, casebook().search, who, seen.revision)]


def _tell(found: Alike) -> dict[str, Any]:
    return {**named(found.revision), "likeness": found.likeness, "likely_duplicate": found.likely_duplicate}

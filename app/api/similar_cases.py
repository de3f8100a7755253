"""Published cases like one in the making, for whoever writes, clears or judges it."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers.cases import serialize_case_link
from app.current import current_platform
from app.identity import actor
from app.schemas.similar_cases import SimilarCaseSchema
from case_studies.errors import NotAllowed
from case_studies.operations.cases.queries import get_case_view
from case_studies.operations.search.search import SimilarCase, similar_cases

area = ApiBlueprint("Similar cases", "Finding out whether a case has been told already.")


@area.route("/cases/<reference:reference>/similar")
@signed_in
@area.answers(
    200,
    SimilarCaseSchema(many=True),
    who="Whoever takes part in the case: its delegation's offices, editors and assigned reviewers without a conflict.",
    refusals=(401, 403, 404, 503),
)
def list_similar_cases(reference: str) -> list[dict[str, Any]]:
    """List the published cases most like a case.

    At most three, the most alike first; none that shares little more than the language. The text compared is the
    revision that the caller sees.
    """
    who = actor()
    with current_platform().work.reading() as session:
        _case, seen = get_case_view(session, who, reference)
        if not seen.inside:
            raise NotAllowed()
        return [_tell(found) for found in similar_cases(session, current_platform().search, who, seen.revision)]


def _tell(found: SimilarCase) -> dict[str, Any]:
    return {
        **serialize_case_link(found.revision),
        "likeness": found.likeness,
        "likely_duplicate": found.likely_duplicate,
    }

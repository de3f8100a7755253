"""Published cases similar to a case, for those who write, clear or review it."""

from typing import Any

from app.access import signed_in
from app.api.blueprint import ApiBlueprint
from app.api.serializers.cases import serialize_case_link
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.similar_cases import SimilarCaseSchema
from case_studies.operations.cases.queries import get_participant_view
from case_studies.operations.search.search import SimilarCase, similar_cases

blueprint = ApiBlueprint("Similar cases", "Finding out whether a similar case is published already.")


@blueprint.route("/cases/<reference:reference>/similar")
@signed_in
@blueprint.returns(
    200,
    SimilarCaseSchema(many=True),
    callers="Those who take part: the offices of its delegation, editors and assigned reviewers without a conflict.",
    refusals=(401, 403, 404, 503),
)
def list_similar_cases(reference: str) -> list[dict[str, Any]]:
    """List the published cases that are most similar to a case.

    At most three, the most similar first. Cases that share little more than the language are left out. The revision
    that the caller sees is compared.
    """
    caller = actor()
    with reading() as session:
        _case, view = get_participant_view(session, caller, reference)
        cases = similar_cases(session, current_platform().search, caller, view.revision)
        return [_serialize(similar) for similar in cases]


def _serialize(similar: SimilarCase) -> dict[str, Any]:
    return {
        **serialize_case_link(similar.revision),
        "likeness": similar.likeness,
        "likely_duplicate": similar.likely_duplicate,
    }

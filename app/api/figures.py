"""The public figures."""

from collections.abc import Sequence

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.current import reading
from app.identity import actor
from app.schemas.figures import FiguresSchema
from case_studies.operations.topics.figures import compute_figures
from case_studies.operations.topics.topic import Entry

blueprint = ApiBlueprint("Figures", "The number of published cases by theme, year, host State and delegation.")


@blueprint.route("/figures")
@open_to_all
@blueprint.returns(
    200,
    FiguresSchema,
    callers="Everybody counts public cases. With a token, members' cases too.",
    token=Token.OPTIONAL,
    refusals=(401,),
)
def read_figures() -> Json:
    """Count the published cases by top theme, year of publication, host State and submitting delegation.

    States and delegations without a case are left out.
    """
    with reading() as session:
        figures = compute_figures(session, actor())
    return {
        "total": figures.total,
        "themes": _serialize(figures.themes),
        "years": [{"year": year, "cases": count} for year, count in figures.years],
        "states": _serialize(figures.states),
        "delegations": _serialize(figures.delegations),
    }


def _serialize(entries: Sequence[Entry]) -> list[Json]:
    return [{"id": entry.code, "label": entry.name, "cases": entry.count} for entry in entries]

"""Cases that fit a situation, by the same rules as the page."""

from collections.abc import Iterable
from typing import Any

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.api.serializers.cases import serialize_case_link
from app.api.serializers.coded_values import serialize_coded_values
from app.api.serializers.search import serialize_passage
from app.current import current_platform
from app.identity import actor
from app.phrases.situations import Names, assessment_phrase, names_of_values
from app.schemas.situations import FittingCasesSchema, SituationSchema, situation_from
from case_studies.operations.situations.finder import find_fitting_cases
from case_studies.operations.situations.situation import Assessment, Fit, Fits, check_situation
from case_studies.taxonomy.catalogue import Vocabularies, load_vocabularies

area = ApiBlueprint("Fit", "Finding what was done in a situation like one's own.")


@area.route("/fit")
@open_to_all
@area.arguments(SituationSchema, location="query")
@area.answers(
    200,
    FittingCasesSchema,
    who="Everybody finds the public cases; with a token, those for members too.",
    token=Token.OPTIONAL,
    refusals=(401, 422, 503),
)
def list_fitting_cases(values: dict[str, Any]) -> Json:
    """Find cases that fit a situation.

    At most fifteen, best first, each with why it fits, what differs and what is not said. They are cases to
    read; nothing says whether something will work.
    """
    situation = situation_from(values)
    with current_platform().work.reading() as session:
        words = load_vocabularies(session)
        check_situation(situation, words)
        return _tell(find_fitting_cases(session, current_platform().search, actor(), situation), words)


def _tell(fits: Fits, words: Vocabularies) -> Json:
    names = names_of_values(words.places)
    return {
        "items": [_case(one, names, words) for one in fits.items],
        "instead": [
            {"aspect": aspect, "id": value, "label": names[aspect][value], "count": count}
            for aspect, counted in fits.instead.items()
            for value, count in counted
        ],
    }


def _case(one: Fit, names: Names, words: Vocabularies) -> Json:
    revision = one.revision
    groups = {"reasons": one.reasons, "differences": one.differences, "asides": one.asides, "takes": one.takes}
    return {
        **serialize_case_link(revision),
        "language": revision.language,
        "audience": revision.audience,
        "host_states": serialize_coded_values((place.code, place.name) for place in revision.host_states),
        **{name: _remarks(remarks, names, words) for name, remarks in groups.items()},
    }


def _remarks(remarks: Iterable[Assessment], names: Names, words: Vocabularies) -> list[Json]:
    return [
        {
            "aspect": remark.aspect,
            "relation": remark.relation,
            "says": assessment_phrase(remark, names),
            "values": remark.values,
            "themes": serialize_coded_values((theme, words.themes[theme]) for theme in remark.themes),
            "passage": serialize_passage(remark.passage) if remark.passage is not None else None,
        }
        for remark in remarks
    ]

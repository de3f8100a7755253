"""Practices and cases that fit a situation, with the same rules as on the page."""

from collections.abc import Iterable
from typing import Any

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.api.serializers.cases import serialize_published_case
from app.api.serializers.coded_values import serialize_coded_values
from app.api.serializers.practices import serialize_evidence, serialize_practice_link
from app.api.serializers.search import serialize_passage
from app.current import current_platform, reading
from app.identity import actor
from app.phrases.situations import Names, assessment_phrase, names_of_values
from app.schemas.situations import FittingCasesSchema, SituationSchema, situation_from
from case_studies.operations.situations.finder import find_fitting_cases
from case_studies.operations.situations.situation import Assessment, Fit, Fits, FittingPractice, check_situation
from case_studies.policy.delegations import known_vocabularies
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import Session

blueprint = ApiBlueprint("Situations", "Finding practices and cases that fit a situation.")


@blueprint.route("/fit")
@open_to_all
@blueprint.arguments(SituationSchema, location="query")
@blueprint.returns(
    200,
    FittingCasesSchema,
    callers="Everybody finds public cases. With a token, members' cases too.",
    token=Token.OPTIONAL,
    refusals=(401, 422, 503),
)
def list_fitting_cases(values: dict[str, Any]) -> Json:
    """Find practices and cases that fit a situation.

    At most three practices that these cases support, then at most fifteen cases, the best first. Each case has
    reasons, differences and facts that it does not mention. They are to be read; they do not predict what will work.
    """
    situation = situation_from(values)
    with reading() as session:
        vocabularies = known_vocabularies(session, actor())
        check_situation(situation, vocabularies)
        fits = find_fitting_cases(session, current_platform().search, actor(), situation)
        return _serialize_fits(session, fits, vocabularies)


def _serialize_fits(session: Session, fits: Fits, vocabularies: Vocabularies) -> Json:
    names = names_of_values(vocabularies.places)
    return {
        "practices": [_serialize_practice(one, names, vocabularies) for one in fits.practices],
        "items": [_serialize_fit(session, fit, names, vocabularies) for fit in fits.items],
        "instead": [
            {"aspect": aspect, "id": value, "label": names[aspect][value], "count": count}
            for aspect, counted in fits.instead.items()
            for value, count in counted
        ],
    }


def _serialize_fit(session: Session, fit: Fit, names: Names, vocabularies: Vocabularies) -> Json:
    revision = fit.revision
    groups = {"reasons": fit.reasons, "differences": fit.differences, "asides": fit.asides, "takes": fit.takes}
    return {
        **serialize_published_case(session, revision),
        "host_states": serialize_coded_values((place.code, place.name) for place in revision.host_states),
        **{name: _serialize_assessments(assessments, names, vocabularies) for name, assessments in groups.items()},
    }


def _serialize_practice(fitting: FittingPractice, names: Names, vocabularies: Vocabularies) -> Json:
    return {
        **serialize_practice_link(fitting.practice),
        "supported_by": [revision.case.reference for revision in fitting.supported_by],
        "against": [serialize_evidence(row) for row in fitting.practice.against],
        "reasons": _serialize_assessments(fitting.reasons, names, vocabularies),
        "differences": _serialize_assessments(fitting.differences, names, vocabularies),
    }


def _serialize_assessments(assessments: Iterable[Assessment], names: Names, vocabularies: Vocabularies) -> list[Json]:
    return [
        {
            "aspect": assessment.aspect,
            "relation": assessment.relation,
            "says": assessment_phrase(assessment, names),
            "values": assessment.values,
            "themes": serialize_coded_values((theme, vocabularies.themes[theme]) for theme in assessment.themes),
            "passage": serialize_passage(assessment.passage) if assessment.passage is not None else None,
        }
        for assessment in assessments
    ]

"""The thesaurus: concepts with their names in six languages, edited by administrators."""

from typing import Any

from app.access import only_roles
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import CONCEPT
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.thesaurus import (
    ConceptChangeSchema,
    ConceptFilterSchema,
    ConceptSchema,
    ConceptsSchema,
    EditionSchema,
    FullConceptSchema,
)
from case_studies.models import Concept
from case_studies.operations.thesaurus import edit
from case_studies.operations.thesaurus.list import PER_PAGE, ConceptFilter, last_editors, list_concepts
from case_studies.operations.thesaurus.validate import ConceptForm, names_by_language
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint(
    "Thesaurus", "Acronyms, synonyms and translations in six languages. A change takes effect at once."
)

ADMINISTRATORS = "An administrator."
ONE = "/concepts/<string(maxlength=100):concept_id>"


@blueprint.route("/concepts")
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(ConceptFilterSchema, location="query")
@blueprint.returns(200, ConceptsSchema, callers=ADMINISTRATORS, refusals=(401, 403, 422))
def list_matching_concepts(values: dict[str, Any]) -> dict[str, Any]:
    """List concepts. Exact matches of `q` come first."""
    with reading() as session:
        concepts = list_concepts(
            session, actor(), text=values["q"], show=ConceptFilter(values["show"]), page=values["page"]
        )
        items = [_serialize_concept(concept) for concept in concepts.items]
        return {"items": items, "total": concepts.total, "page": concepts.page, "per_page": PER_PAGE}


@blueprint.route("/concepts", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(ConceptSchema, example=CONCEPT)
@blueprint.returns(201, FullConceptSchema, callers=ADMINISTRATORS, refusals=(401, 403, *BODY), scope=TokenScope.WRITE)
def create_concept(values: dict[str, Any]) -> dict[str, Any]:
    """Add a concept.

    Its id is made from its first name.
    """
    with current_platform().work.writing() as session:
        return _serialize_full_concept(session, edit.add_concept(session, actor(), ConceptForm(**values)))


@blueprint.route(ONE)
@only_roles(Role.ADMINISTRATOR)
@blueprint.returns(200, FullConceptSchema, callers=ADMINISTRATORS, refusals=(401, 403, 404))
def read_concept(concept_id: str) -> dict[str, Any]:
    """Read a concept."""
    with reading() as session:
        return _serialize_full_concept(session, edit.read_concept(session, actor(), concept_id))


@blueprint.route(ONE, methods=["PUT"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(ConceptChangeSchema, example={**CONCEPT, "edition": 1})
@blueprint.returns(
    200, FullConceptSchema, callers=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def update_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Replace a concept.

    A concept that comes from a vocabulary keeps its facet and value; its names can be changed.
    """
    edition = values.pop("edition")
    with current_platform().work.writing() as session:
        changed = edit.change_concept(session, actor(), concept_id, ConceptForm(**values), edition=edition)
        return _serialize_full_concept(session, changed)


@blueprint.route(f"{ONE}/retire", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(EditionSchema, example={"edition": 1})
@blueprint.returns(
    200, FullConceptSchema, callers=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def retire_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Retire a concept, so that search no longer uses it."""
    with current_platform().work.writing() as session:
        concept = edit.retire_concept(session, actor(), concept_id, edition=values["edition"])
        return _serialize_full_concept(session, concept)


@blueprint.route(f"{ONE}/restore", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(EditionSchema, example={"edition": 1})
@blueprint.returns(
    200, FullConceptSchema, callers=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY), scope=TokenScope.WRITE
)
def restore_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Restore a retired concept, so that search uses it again."""
    with current_platform().work.writing() as session:
        concept = edit.restore_concept(session, actor(), concept_id, edition=values["edition"])
        return _serialize_full_concept(session, concept)


def _serialize_full_concept(session: Session, concept: Concept) -> dict[str, Any]:
    office = last_editors(session, [concept]).get(concept.id)
    delegation = {"id": office.delegation_code, "label": office.delegation.name} if office else None
    return {
        **_serialize_concept(concept),
        **{field: getattr(concept, field) for field in ("note", "edition", "changed_at")},
        "names": names_by_language(concept.names),
        "changed_by": {"office": office.office, "delegation": delegation} if office else None,
        "shared": [{"name": one.name, "concept": one.other.id} for one in edit.shared_names(session, concept)],
    }


def _serialize_concept(concept: Concept) -> dict[str, Any]:
    fields = {field: getattr(concept, field) for field in ("id", "facet", "value", "retired")}
    return {**fields, "name": concept.names[0][1]}

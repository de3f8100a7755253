"""The field's words, kept by administrators: what is one thing under several names, in six languages."""

from typing import Any

from sqlalchemy.orm import Session

from app.access import only_roles
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import CONCEPT
from app.current import current_platform
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
from case_studies.vocabulary import Role

area = ApiBlueprint(
    "The field's words", "Acronyms, synonyms and equivalents in six languages. A change counts at once."
)

ADMINISTRATORS = "An administrator."
ONE = "/concepts/<string(maxlength=100):concept_id>"


@area.route("/concepts")
@only_roles(Role.ADMINISTRATOR)
@area.arguments(ConceptFilterSchema, location="query")
@area.answers(200, ConceptsSchema, who=ADMINISTRATORS, refusals=(401, 403, 422))
def list_matching_concepts(values: dict[str, Any]) -> dict[str, Any]:
    """List entries, those that are named just so first."""
    with current_platform().work.reading() as session:
        found = list_concepts(
            session, actor(), text=values["q"], show=ConceptFilter(values["show"]), page=values["page"]
        )
        items = [_tell(concept) for concept in found.items]
        return {"items": items, "total": found.total, "page": found.page, "per_page": PER_PAGE}


@area.route("/concepts", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@area.arguments(ConceptSchema, example=CONCEPT)
@area.answers(201, FullConceptSchema, who=ADMINISTRATORS, refusals=(401, 403, *BODY))
def create_concept(values: dict[str, Any]) -> dict[str, Any]:
    """Add an entry.

    Its id is made of its first name.
    """
    with current_platform().work.writing() as session:
        return _tell_whole(session, edit.add_concept(session, actor(), ConceptForm(**values)))


@area.route(ONE)
@only_roles(Role.ADMINISTRATOR)
@area.answers(200, FullConceptSchema, who=ADMINISTRATORS, refusals=(401, 403, 404))
def read_concept(concept_id: str) -> dict[str, Any]:
    """Read an entry."""
    with current_platform().work.reading() as session:
        return _tell_whole(session, edit.read_concept(session, actor(), concept_id))


@area.route(ONE, methods=["PUT"])
@only_roles(Role.ADMINISTRATOR)
@area.arguments(ConceptChangeSchema, example={**CONCEPT, "edition": 1})
@area.answers(200, FullConceptSchema, who=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY))
def update_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Replace all that an entry has.

    What an entry of a vocabulary stands for is fixed; its names are not.
    """
    edition = values.pop("edition")
    with current_platform().work.writing() as session:
        changed = edit.change_concept(session, actor(), concept_id, ConceptForm(**values), edition=edition)
        return _tell_whole(session, changed)


@area.route(f"{ONE}/retire", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@area.arguments(EditionSchema, example={"edition": 1})
@area.answers(200, FullConceptSchema, who=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY))
def retire_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Take an entry out of every search."""
    with current_platform().work.writing() as session:
        return _tell_whole(session, edit.retire_concept(session, actor(), concept_id, edition=values["edition"]))


@area.route(f"{ONE}/restore", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@area.arguments(EditionSchema, example={"edition": 1})
@area.answers(200, FullConceptSchema, who=ADMINISTRATORS, refusals=(401, 403, 404, 409, *BODY))
def restore_concept(values: dict[str, Any], concept_id: str) -> dict[str, Any]:
    """Bring a retired entry back into every search."""
    with current_platform().work.writing() as session:
        return _tell_whole(session, edit.restore_concept(session, actor(), concept_id, edition=values["edition"]))


def _tell_whole(session: Session, concept: Concept) -> dict[str, Any]:
    office = last_editors(session, [concept]).get(concept.id)
    delegation = {"id": office.delegation_code, "label": office.delegation.name} if office else None
    return {
        **_tell(concept),
        **{field: getattr(concept, field) for field in ("note", "edition", "changed_at")},
        "names": names_by_language(concept.names),
        "changed_by": {"office": office.office, "delegation": delegation} if office else None,
        "shared": [{"name": one.name, "concept": one.other.id} for one in edit.shared_names(session, concept)],
    }


def _tell(concept: Concept) -> dict[str, Any]:
    told = {field: getattr(concept, field) for field in ("id", "facet", "value", "retired")}
    return {**told, "name": concept.names[0][1]}

"""Entries of the vocabularies, edited by administrators."""

from collections.abc import Callable
from typing import Any

from app.access import only_roles
from app.api.blueprint import BODY, ApiBlueprint
from app.api.examples import INITIATIVE, OPERATION, THEME
from app.current import current_platform, reading
from app.identity import actor
from app.schemas.vocabulary_entries import (
    EntriesSchema,
    EntryEditionSchema,
    EntryFilterSchema,
    FullEntrySchema,
    InitiativeChangeSchema,
    MergeSchema,
    MoveSchema,
    NewInitiativeSchema,
    NewOperationSchema,
    NewThemeSchema,
    OperationChangeSchema,
    ThemeChangeSchema,
    entry_form,
)
from case_studies.operations.vocabularies import edit
from case_studies.operations.vocabularies.edit import Direction
from case_studies.operations.vocabularies.kinds import (
    INITIATIVES,
    OPERATIONS,
    THEMES,
    VOCABULARIES,
    EditableVocabulary,
    Entry,
)
from case_studies.operations.vocabularies.list import PER_PAGE, EntryFilter, list_vocabulary
from case_studies.operations.vocabularies.merge import merge_entry
from case_studies.operations.vocabularies.names import usual_names
from case_studies.operations.vocabularies.usage import entry_usage, last_editor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Role, TokenScope

blueprint = ApiBlueprint(
    "Entries of vocabularies", "Themes, operations and initiatives, for administrators. A change takes effect at once."
)

ADMINISTRATORS = "An administrator."
LIST = "/vocabularies/<any(themes, operations, initiatives):vocabulary>/entries"
CODE = "<string(maxlength=60):code>"
ONE = f"{LIST}/{CODE}"
WRITING: dict[str, Any] = {
    "callers": ADMINISTRATORS,
    "refusals": (401, 403, 404, 409, *BODY),
    "scope": TokenScope.WRITE,
}
ADDING: dict[str, Any] = {"callers": ADMINISTRATORS, "refusals": (401, 403, *BODY), "scope": TokenScope.WRITE}
Json = dict[str, Any]


@blueprint.route(LIST)
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(EntryFilterSchema, location="query")
@blueprint.returns(200, EntriesSchema, callers=ADMINISTRATORS, refusals=(401, 403, 404, 422))
def list_entries(values: Json, vocabulary: str) -> Json:
    """List the entries of a vocabulary.

    Themes come in their order, operations by code, initiatives by name.
    """
    with reading() as session:
        kind, show = VOCABULARIES[vocabulary], EntryFilter(values["show"])
        found = list_vocabulary(session, actor(), kind, text=values["q"], show=show, page=values["page"])
        items = [_serialize_entry(kind, row, found.cases.get(row.id, 0)) for row in found.items]
        return {"items": items, "total": found.total, "page": found.page, "per_page": PER_PAGE}


@blueprint.route(ONE)
@only_roles(Role.ADMINISTRATOR)
@blueprint.returns(200, FullEntrySchema, callers=ADMINISTRATORS, refusals=(401, 403, 404))
def read_entry(vocabulary: str, code: str) -> Json:
    """Read an entry, with where it is used. Unpublished cases are a number only."""
    with reading() as session:
        kind = VOCABULARIES[vocabulary]
        return _serialize_full(session, kind, edit.read_entry(session, actor(), kind, code))


@blueprint.route("/vocabularies/themes/entries", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(NewThemeSchema, example=THEME)
@blueprint.returns(201, FullEntrySchema, **ADDING)
def create_theme(values: Json) -> Json:
    """Add a theme."""
    return _create(THEMES, values)


@blueprint.route("/vocabularies/operations/entries", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(NewOperationSchema, example=OPERATION)
@blueprint.returns(201, FullEntrySchema, **ADDING)
def create_operation(values: Json) -> Json:
    """Add a peace operation."""
    return _create(OPERATIONS, values)


@blueprint.route("/vocabularies/initiatives/entries", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(NewInitiativeSchema, example=INITIATIVE)
@blueprint.returns(201, FullEntrySchema, **ADDING)
def create_initiative(values: Json) -> Json:
    """Add an initiative."""
    return _create(INITIATIVES, values)


@blueprint.route(f"/vocabularies/themes/entries/{CODE}", methods=["PUT"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(
    ThemeChangeSchema, example={"edition": 1, **{name: THEME[name] for name in THEME if name != "code"}}
)
@blueprint.returns(200, FullEntrySchema, **WRITING)
def update_theme(values: Json, code: str) -> Json:
    """Replace the names and details of a theme. A retired or merged one cannot be changed."""
    return _update(THEMES, code, values)


@blueprint.route(f"/vocabularies/operations/entries/{CODE}", methods=["PUT"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(
    OperationChangeSchema, example={"edition": 1, **{name: OPERATION[name] for name in OPERATION if name != "code"}}
)
@blueprint.returns(200, FullEntrySchema, **WRITING)
def update_operation(values: Json, code: str) -> Json:
    """Replace the names and details of a peace operation. A retired or merged one cannot be changed."""
    return _update(OPERATIONS, code, values)


@blueprint.route(f"/vocabularies/initiatives/entries/{CODE}", methods=["PUT"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(
    InitiativeChangeSchema, example={"edition": 1, **{name: INITIATIVE[name] for name in INITIATIVE if name != "code"}}
)
@blueprint.returns(200, FullEntrySchema, **WRITING)
def update_initiative(values: Json, code: str) -> Json:
    """Replace the names and details of an initiative. A retired or merged one cannot be changed."""
    return _update(INITIATIVES, code, values)


@blueprint.route(f"{ONE}/retire", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(EntryEditionSchema, example={"edition": 1})
@blueprint.returns(200, FullEntrySchema, **WRITING)
def retire_entry(values: Json, vocabulary: str, code: str) -> Json:
    """Retire an entry, so that it is not offered for new cases. Cases that have it keep it."""
    return _apply(edit.retire_entry, VOCABULARIES[vocabulary], code, values)


@blueprint.route(f"{ONE}/restore", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(EntryEditionSchema, example={"edition": 1})
@blueprint.returns(200, FullEntrySchema, **WRITING)
def restore_entry(values: Json, vocabulary: str, code: str) -> Json:
    """Offer a retired entry again."""
    return _apply(edit.restore_entry, VOCABULARIES[vocabulary], code, values)


@blueprint.route(f"{ONE}/merge", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(MergeSchema, example={"edition": 1, "into": "EXP-EOD"})
@blueprint.returns(200, FullEntrySchema, **WRITING)
def merge_into(values: Json, vocabulary: str, code: str) -> Json:
    """Merge an entry into another one, for good, and return the one that stays.

    From then on its code leads to the entry that stays, also in requests.
    """
    kind = VOCABULARIES[vocabulary]
    with current_platform().work.writing() as session:
        stays = merge_entry(session, actor(), kind, code, values["into"], edition=values["edition"])
        return _serialize_full(session, kind, stays)


@blueprint.route(f"/vocabularies/themes/entries/{CODE}/move", methods=["POST"])
@only_roles(Role.ADMINISTRATOR)
@blueprint.arguments(MoveSchema, example={"edition": 1, "direction": "up"})
@blueprint.returns(200, FullEntrySchema, **WRITING)
def move_theme(values: Json, code: str) -> Json:
    """Move a theme by one place, with its sub-themes."""
    direction = Direction(values["direction"])
    with current_platform().work.writing() as session:
        moved = edit.move_theme(session, actor(), code, direction, edition=values["edition"])
        return _serialize_full(session, THEMES, moved)


def _create(vocabulary: EditableVocabulary, values: Json) -> Json:
    code = values.pop("code")
    with current_platform().work.writing() as session:
        added = edit.add_entry(session, actor(), vocabulary, code, entry_form(values))
        return _serialize_full(session, vocabulary, added)


def _update(vocabulary: EditableVocabulary, code: str, values: Json) -> Json:
    edition = values.pop("edition")
    with current_platform().work.writing() as session:
        changed = edit.change_entry(session, actor(), vocabulary, code, entry_form(values), edition=edition)
        return _serialize_full(session, vocabulary, changed)


def _apply(operation: Callable[..., Entry], vocabulary: EditableVocabulary, code: str, values: Json) -> Json:
    with current_platform().work.writing() as session:
        row = operation(session, actor(), vocabulary, code, edition=values["edition"])
        return _serialize_full(session, vocabulary, row)


def _serialize_full(session: Session, vocabulary: EditableVocabulary, row: Entry) -> Json:
    usage, office = entry_usage(session, actor(), vocabulary, row), last_editor(session, row)
    delegation = {"id": office.delegation_code, "label": office.delegation.name} if office else None
    return {
        **_serialize_entry(vocabulary, row, usage.total),
        "names": usual_names(session, vocabulary, row),
        "edition": row.edition,
        "changed_at": row.changed_at,
        "changed_by": {"office": office.office, "delegation": delegation} if office else None,
        "published": [revision.case.reference for revision in usage.published],
        "other_cases": usage.others,
        "merged": [one.id for one in usage.merged],
    }


def _serialize_entry(vocabulary: EditableVocabulary, row: Entry, cases: int) -> Json:
    return {
        "id": row.id,
        "label": vocabulary.label_of(row),
        "retired": row.retired,
        "merged_into": row.merged_into_id,
        "cases": cases,
    }

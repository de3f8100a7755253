"""The choices of the form's controls, in reading order; long lists are in groups."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeVar

from flask_babel import gettext as _

from app.collation import by_name
from app.identity import actor
from app.pages.cases.names import names_url
from app.phrases.labels import HINTS_OF_LISTS, LABELS_OF_LISTS, choices
from app.phrases.vocabularies import KINDS
from case_studies.case_fields import CASE_FIELDS, CaseField, VocabularyName
from case_studies.models import Delegation, Initiative, Operation, Place, Theme
from case_studies.operations.cases.choices import NAMES_OF, frequent_choices, latest_to_choose_from
from case_studies.taxonomy import entries
from case_studies.unit_of_work import Session
from case_studies.vocabulary import WORLDWIDE, PlaceKind

Entry = TypeVar("Entry", Theme, Operation, Initiative)
Choice = tuple[str, str, str | None]
Groups = list[tuple[str, list[Choice]]]


@dataclass(frozen=True, slots=True)
class PickerChoices:
    """What a picker offers: groups of choices, the codes that it offers first, and where it finds other names."""

    groups: Groups
    frequent: list[str]
    names_url: str
    most: int


def choices_for(
    session: Session | None, fields: Iterable[str], chosen: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return field → choices, for the fields that have a closed list. Retired entries are there if they are chosen."""
    offered: dict[str, Any] = {}
    latest: list[int] | None = None
    for field in (CASE_FIELDS[name] for name in fields):
        if field.choices is not None:
            offered[field.name] = _members(field.choices)
        elif field.vocabulary is not None and session is not None:
            latest = latest_to_choose_from(session, actor()) if latest is None else latest
            codes = chosen.get(field.name, ())
            offered[field.name] = _picker_choices(session, field, field.vocabulary, latest, codes)
    return offered


def _picker_choices(
    session: Session, field: CaseField, vocabulary: VocabularyName, latest: list[int], chosen: Collection[str]
) -> PickerChoices:
    """Return the choices of a picker. The own State comes first among those that carried something out."""
    groups = LOOKED_UP[vocabulary](session, chosen)
    own = actor().delegation
    offered = {code for _label, members in groups for code, *_about in members}
    frequent = [code for code in frequent_choices(session, actor(), field, latest) if code in offered]
    if vocabulary is VocabularyName.STATES:
        frequent = list(dict.fromkeys([own or "", *frequent]))
    return PickerChoices(groups, frequent, names_url(session, NAMES_OF[vocabulary]), field.most)


def _members(kind: type[StrEnum]) -> list[Choice]:
    return [(value, label, _hint(kind, value)) for value, label in choices(LABELS_OF_LISTS[kind], kind)]


def _hint(kind: type[StrEnum], value: str) -> str | None:
    text = HINTS_OF_LISTS.get(kind, {}).get(value)
    return str(text) if text is not None else None


def _offered(rows: Iterable[Entry], chosen: Collection[str]) -> list[Entry]:
    return [row for row in rows if not row.retired or row.id in chosen]


def _themes(session: Session, chosen: Collection[str]) -> Groups:
    rows = _offered(entries.list_themes(session), chosen)
    above = {row.parent_id or row.id for row in rows}  # a retired theme can have sub-themes that are in use
    tops = [row for row in entries.list_themes(session) if row.id in above]
    return [
        (top.label, [(row.id, _whole(row), row.scope_note) for row in rows if top.id in (row.id, row.parent_id)])
        for top in tops
    ]


def _whole(row: Theme) -> str:
    return row.label if row.parent_id else _("%(theme)s, in general", theme=row.label)


def _hosts(session: Session, _chosen: Collection[str]) -> Groups:
    """Return the host States of operations first, so that most people need to open one group only."""
    places, operations = entries.list_places(session), _offered(entries.list_operations(session), ())
    states, regions = _of_kind(places, PlaceKind.STATE), _of_kind(places, PlaceKind.REGION)
    now = {code for operation in operations if operation.ended is None for code in operation.host_states}
    once = {code for operation in operations if operation.ended is not None for code in operation.host_states} - now
    rest = [row for row in states if row[0] not in now | once]
    return [
        (_("Host States of running operations"), [row for row in states if row[0] in now]),
        (_("Host States of earlier operations"), [row for row in states if row[0] in once]),
        (_("No host State"), [row for row in regions if row[0] == WORLDWIDE]),
        (_("Areas"), _of_kind(places, PlaceKind.AREA)),
        (_("A region, if naming the State would reveal too much"), [row for row in regions if row[0] != WORLDWIDE]),
        (_("Withheld"), _of_kind(places, PlaceKind.WITHHELD)),
        *((_("Other States, %(letters)s", letters=letters), group) for letters, group in _by_letters(rest)),
    ]


def _of_kind(places: Iterable[Place], kind: PlaceKind) -> list[Choice]:
    return _sorted_by_name(place for place in places if place.kind == kind)


def _states(session: Session, _chosen: Collection[str]) -> Groups:
    return _by_letters(_of_kind(entries.list_places(session), PlaceKind.STATE))


def _by_letters(rows: list[Choice]) -> Groups:
    """Group a long list of names by letter. Names after Z are in the last group."""
    spans = ("A–C", "D–I", "J–N", "O–S", "T–Z")
    grouped: dict[str, list[Choice]] = {span: [] for span in spans}
    for row in rows:
        letter = unicodedata.normalize("NFD", row[1])[0]
        grouped[next((span for span in spans if letter <= span[-1]), spans[-1])].append(row)
    return [(span, group) for span, group in grouped.items() if group]


def _operations(session: Session, chosen: Collection[str]) -> Groups:
    rows = _offered(entries.list_operations(session), chosen)
    running: list[Choice] = [(row.id, f"{row.id}: {row.name}", None) for row in rows if row.ended is None]
    ended: list[Choice] = [
        (row.id, f"{row.id}: {row.name}", f"{row.started}–{row.ended}") for row in rows if row.ended is not None
    ]
    return [(_("Running"), running), (_("Ended"), ended)]


def grouped_initiatives(session: Session, chosen: Collection[str]) -> Groups:
    rows = sorted(_offered(entries.list_initiatives(session), chosen), key=lambda row: (row.kind, by_name(row.name)))
    return [
        (str(KINDS[kind]), [(row.id, row.name, None) for row in group])
        for kind, group in groupby(rows, key=lambda row: row.kind)
    ]


def _delegations(session: Session, _chosen: Collection[str]) -> Groups:
    return [(_("Delegations"), _sorted_by_name(entries.list_delegations(session)))]


def _sorted_by_name(rows: Iterable[Place | Delegation]) -> list[Choice]:
    return [(row.code, row.name, None) for row in sorted(rows, key=lambda row: by_name(row.name))]


LOOKED_UP: dict[VocabularyName, Callable[[Session, Collection[str]], Groups]] = {
    VocabularyName.THEMES: _themes,
    VocabularyName.HOSTS: _hosts,
    VocabularyName.STATES: _states,
    VocabularyName.OPERATIONS: _operations,
    VocabularyName.INITIATIVES: grouped_initiatives,
    VocabularyName.DELEGATIONS: _delegations,
}


def asked_themes(session: Session, asked: str | None) -> list[Theme]:
    """Return the theme that an address or a form asks for, if there is such a theme."""
    return [row for row in entries.list_themes(session) if row.id == asked and not row.retired]

"""The labels of offers and requests, and why an offer fits a request, in words."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.phrases.choices import choices as choices
from app.phrases.days import day
from app.phrases.labels import LANGUAGES, Labels
from case_studies.capacity_states import CapacityAction, CapacitySide, CapacityState
from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite
from case_studies.matching.overlaps import Overlap
from case_studies.matching.points import Agreement, Difference, Point
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.taxonomy.places import places, region_names
from case_studies.vocabulary import Attribution, Audience

STATES: Labels = {
    CapacityState.DRAFT: _l("Draft"),
    CapacityState.IN_CLEARANCE: _l("In clearance"),
    CapacityState.POSTED: _l("Posted"),
    CapacityState.CIRCULATED: _l("Circulated"),
    CapacityState.LAPSED: _l("Lapsed"),
    CapacityState.WITHDRAWN: _l("Withdrawn"),
}

ONE_OF_SIDE: Labels = {CapacitySide.OFFER: _l("Offer"), CapacitySide.REQUEST: _l("Request")}

KINDS: Labels = {
    CapacityKind.TRAINING: _l("Training"),
    CapacityKind.LESSONS_LEARNED: _l("Lessons learned"),
    CapacityKind.MENTORING: _l("Mentoring"),
    CapacityKind.ADVISE_AND_ASSIST: _l("Advice and assistance"),
    CapacityKind.EQUIPMENT: _l("Equipment"),
    CapacityKind.INFRASTRUCTURE: _l("Infrastructure"),
    CapacityKind.LOGISTICS: _l("Logistics"),
    CapacityKind.FINANCE: _l("Funds"),
}

LEVELS: Labels = {
    CapacityLevel.AWARENESS: _l("Awareness"),
    CapacityLevel.OPERATOR: _l("Operators"),
    CapacityLevel.INSTRUCTOR: _l("Instructors"),
}

COSTS: Labels = {
    CostBearer.PROVIDER: _l("The side that offers it"),
    CostBearer.SHARED: _l("Both share it"),
    CostBearer.RECIPIENT: _l("The side that receives it"),
    CostBearer.THIRD_PARTY: _l("A fund or an organization"),
}

PREREQUISITES: Labels = {
    Prerequisite.STANDARD: _l("A qualification or certificate"),
    Prerequisite.VEHICLE: _l("Vehicles or major equipment"),
    Prerequisite.CLEARANCE: _l("A security clearance or a visa"),
}

ACTIONS: Labels = {
    CapacityAction.POST: _l("Send for clearance"),
    CapacityAction.TAKE_BACK: _l("Take back"),
    CapacityAction.CLEAR: _l("Clear and post"),
    CapacityAction.SEND_BACK: _l("Send back"),
    CapacityAction.HOLD_BACK: _l("Hold it back"),
    CapacityAction.RENEW: _l("Renew"),
    CapacityAction.WITHDRAW: _l("Withdraw"),
}

CONSEQUENCES: Labels = {
    CapacityAction.SEND_BACK: _l("It becomes a draft again. The focal point reads the reason."),
    CapacityAction.WITHDRAW: _l("It disappears for everybody else at once. This can’t be undone."),
}

AUDIENCES: Labels = {
    Audience.PUBLIC: _l("Everybody (TLP:CLEAR)"),
    Audience.MEMBERS: _l("Members only (TLP:GREEN)"),
}

ATTRIBUTIONS: Mapping[CapacitySide, Labels] = {
    CapacitySide.OFFER: {
        Attribution.NAMED: _l("Named"),
        Attribution.NAMED_TO_MEMBERS: _l("Named to members only"),
        Attribution.REGION: _l("Region only"),
        Attribution.UNNAMED: _l("Not named"),
    },
    CapacitySide.REQUEST: {
        Attribution.UNNAMED: _l("Not named"),
        Attribution.REGION: _l("Region only"),
        Attribution.NAMED_TO_MEMBERS: _l("Named to members"),
    },
}

FIELDS: Labels = {"support_after": _l("Support afterwards"), "conditions": _l("Conditions")}
"""The texts that search finds, besides the description."""

POINTS: Mapping[Agreement | Difference, LazyString] = {
    Agreement.SAME_THEME: _l("on %(values)s"),
    Agreement.NEAR_THEME: _l("near %(values)s"),
    Agreement.SAME_KIND: _l("%(values)s"),
    Agreement.IN_TIME: _l("before %(values)s"),
    Agreement.SAME_LANGUAGE: _l("in %(values)s"),
    Agreement.SAME_LEVEL: _l("level: %(values)s"),
    Agreement.SAME_PLACE: _l("given in %(values)s"),
    Agreement.FOR_YOU: _l("meant for %(values)s"),
    Agreement.ENOUGH: _l("enough: %(values)s"),
    Agreement.SAME_COST: _l("cost: %(values)s"),
    Difference.OTHER_KIND: _l("it is %(values)s"),
    Difference.BEGINS_LATER: _l("begins only on %(values)s"),
    Difference.OTHER_LANGUAGE: _l("only in %(values)s"),
    Difference.OTHER_LEVEL: _l("other level: %(values)s"),
    Difference.OTHER_PLACE: _l("given in %(values)s"),
    Difference.NEEDS: _l("needs %(values)s"),
    Difference.FEWER: _l("fewer: %(values)s"),
    Difference.OTHER_COST: _l("other cost: %(values)s"),
}
LOWERED = (KINDS, LEVELS, COSTS, PREREQUISITES)


def place_name(code: str) -> str:
    """Return the name of a State or a region."""
    kind_and_name = places().get(code)
    return kind_and_name[1] if kind_and_name is not None else region_names().get(code, code)


def point_in_words(point: Point, themes: Mapping[str, str]) -> str:
    """Return a reason or a difference; `themes` are labels by their ids."""
    values = [_value_in_words(value, themes) for value in point.values]
    joiner = _(" of ") if point.code == Difference.FEWER else ", "
    return str(POINTS[point.code] % {"values": str(joiner).join(values)})


def points_in_words(points: Sequence[Point], themes: Mapping[str, str]) -> str:
    """Return reasons or differences as one line."""
    return ", ".join(point_in_words(point, themes) for point in points)


def overlap_in_words(overlap: Overlap, themes: Mapping[str, str]) -> str:
    """Return what two offers have in common."""
    said = [themes.get(theme, theme) for theme in overlap.themes]
    if overlap.level is not None:
        said.append(_lowered(str(LEVELS[overlap.level])))
    said += [place_name(code) for code in overlap.recipients]
    said += [period(overlap.first_day, overlap.last_day)] if overlap.first_day or overlap.last_day else []
    return ", ".join(said)


def period(first: object, last: object) -> str:
    """Return from when until when, as far as it is said."""
    if first and last:
        return str(_("%(first)s to %(last)s", first=day(first), last=day(last)))  # type: ignore[arg-type]
    if first:
        return str(_("from %(day)s", day=day(first)))  # type: ignore[arg-type]
    return str(_("until %(day)s", day=day(last))) if last else ""  # type: ignore[arg-type]


def state_label(capacity: ReleasedCapacity) -> str:
    """Return the state; a documented programme was never posted by a delegation."""
    return str(_("Documented programme") if capacity.is_documented else STATES[capacity.state])


def offer_choices(offers: Sequence[ReleasedCapacity]) -> list[tuple[str, str]]:
    """Return with what a delegation can express interest: its offers, or without one."""
    return [*((one.reference, str(one.title)) for one in offers), ("", str(_("Without a posted offer")))]


def with_hints(choices_of_form: Sequence[tuple[str, str]]) -> list[tuple[str, str, None]]:
    """Return choices as checkboxes take them."""
    return [(value, label, None) for value, label in choices_of_form]


def language_names(capacity: ReleasedCapacity) -> list[str]:
    """Return its languages, each in itself."""
    return [LANGUAGES[language] for language in capacity.languages]


def place_names(codes: Sequence[str]) -> list[str]:
    """Return the names of States and regions."""
    return [place_name(code) for code in codes]


def requirements(capacity: ReleasedCapacity) -> list[str]:
    """Return what an offer requires, or what is there of a request."""
    return [str(PREREQUISITES[one]) for one in capacity.prerequisites]


def short_facts(capacity: ReleasedCapacity) -> list[str]:
    """Return the facts in the line of a list: kind, level, time, languages."""
    said = [str(KINDS[capacity.support_kind])] if capacity.support_kind else []
    said += [str(LEVELS[capacity.level])] if capacity.level else []
    said += [period(capacity.starts, capacity.ends)] if capacity.starts or capacity.ends else []
    said += [", ".join(language_names(capacity))] if capacity.languages else []
    return said


def _value_in_words(value: object, themes: Mapping[str, str]) -> str:
    if hasattr(value, "isoformat"):
        return day(value)  # type: ignore[arg-type]
    code = str(value)
    if code in themes:
        return themes[code]
    if code in LANGUAGES:
        return LANGUAGES[code]
    label = next((labels[code] for labels in LOWERED if code in labels), None)
    return _lowered(str(label)) if label is not None else place_name(code)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]

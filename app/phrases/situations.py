"""The words for why a case fits a situation and what differs: one phrase a remark, the same for pages and API."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.operations.situations.situation import Assessment, Relation
from case_studies.taxonomy.situations import Aspect, choices

ASPECTS: Labels = {
    Aspect.HOST_STATE: _l("Host State or area"),
    Aspect.THREAT: _l("Threat"),
    Aspect.TERRAIN: _l("Terrain"),
    Aspect.UNIT: _l("Kind of unit"),
    Aspect.MEANS: _l("Means"),
}

Names = Mapping[Aspect, Mapping[str, str]]


def names_of_values(places: Mapping[str, str]) -> Names:
    """Return the name of every value, as it stands inside a sentence."""
    listed = {aspect: {row.id: row.label for row in rows.values()} for aspect, rows in choices().items()}
    return {Aspect.HOST_STATE: places, **listed}


def as_heading(name: str) -> str:
    """Return a name as it stands alone, with a capital."""
    return name[:1].upper() + name[1:]


def assessment_phrase(remark: Assessment, names: Names) -> str:
    """Return a remark as a phrase in the reader's language."""
    facts = {
        "aspect": str(ASPECTS[remark.aspect]),
        "values": _listed(names[remark.aspect], remark.values),
        "yours": _listed(names[remark.aspect], remark.yours, "or") if remark.relation == Relation.OTHER else "",
    }
    if remark.aspect == Aspect.HOST_STATE:
        return str(_host_state(remark, facts["values"], names))
    if (remark.aspect, remark.relation) == (Aspect.MEANS, Relation.SAME):
        return str(_("Means: %(values)s, which you have", **facts))
    return str(WORDS[remark.relation](facts))


def _listed(names: Mapping[str, str], values: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    listed = [names[value] for value in values]
    return str(format_list(listed, style=style, locale=get_locale() or "en"))


def _host_state(remark: Assessment, values: str, names: Names) -> str:
    if remark.relation == Relation.SAME:
        return str(_("Host State: %(values)s, as yours", values=values))
    if remark.relation == Relation.SILENT:
        return str(_("Does not name its host State"))
    said = ngettext("Other host State: %(values)s", "Other host States: %(values)s", len(remark.values), values=values)
    if not remark.ground:
        return str(said)
    terrain = _listed(names[Aspect.TERRAIN], remark.ground)
    return str(_("%(said)s; same terrain: %(terrain)s", said=said, terrain=terrain))


WORDS: dict[Relation, Callable[[Mapping[str, str]], str]] = {
    Relation.SAME: lambda facts: _("%(aspect)s: %(values)s, as yours", **facts),
    Relation.OTHER: lambda facts: _("%(aspect)s: %(values)s; yours: %(yours)s", **facts),
    Relation.NEEDS: lambda facts: _("Needs %(values)s, which you did not list", **facts),
    Relation.NAMES: lambda facts: _("Names %(values)s, which you did not list", **facts),
    Relation.TAKES: lambda facts: _("Names %(values)s", **facts),
    Relation.LIMIT: lambda facts: _("Has a reservation that names %(values)s", **facts),
    Relation.SPEAKS: lambda facts: _("Speaks of %(values)s, in a sentence with a “not”", **facts),
    Relation.SILENT: lambda facts: _("Does not speak of %(values)s", **facts),
}

"""The phrases for why a case fits a situation and what differs: one for each remark, for pages and API."""

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
    """Return the name of every value, as it is written inside a sentence."""
    names = {aspect: {row.id: row.label for row in rows.values()} for aspect, rows in choices().items()}
    return {Aspect.HOST_STATE: places, **names}


def as_heading(name: str) -> str:
    """Return a name with a capital letter, for use outside of a sentence."""
    return name[:1].upper() + name[1:]


def assessment_phrase(remark: Assessment, names: Names) -> str:
    """Return a remark as a phrase in the reader's language."""
    facts = {
        "aspect": str(ASPECTS[remark.aspect]),
        "values": _join(names[remark.aspect], remark.values),
        "yours": _join(names[remark.aspect], remark.yours, "or") if remark.relation == Relation.OTHER else "",
    }
    if remark.aspect == Aspect.HOST_STATE:
        return str(_host_state(remark, facts["values"], names))
    if (remark.aspect, remark.relation) == (Aspect.MEANS, Relation.SAME):
        return str(_("Means: %(values)s, which you have", **facts))
    return str(PHRASES[remark.relation](facts))


def _join(names: Mapping[str, str], values: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    return str(format_list([names[value] for value in values], style=style, locale=get_locale() or "en"))


def _host_state(remark: Assessment, values: str, names: Names) -> str:
    if remark.relation == Relation.SAME:
        return str(_("Host State: %(values)s, as yours", values=values))
    if remark.relation == Relation.SILENT:
        return str(_("Names no host State"))
    phrase = ngettext(
        "Other host State: %(values)s", "Other host States: %(values)s", len(remark.values), values=values
    )
    if not remark.same_terrain:
        return str(phrase)
    terrain = _join(names[Aspect.TERRAIN], remark.same_terrain)
    return str(_("%(phrase)s; same terrain: %(terrain)s", phrase=phrase, terrain=terrain))


PHRASES: dict[Relation, Callable[[Mapping[str, str]], str]] = {
    Relation.SAME: lambda facts: _("%(aspect)s: %(values)s, as yours", **facts),
    Relation.OTHER: lambda facts: _("%(aspect)s: %(values)s; yours: %(yours)s", **facts),
    Relation.NEEDS: lambda facts: _("Needs %(values)s, which you did not list", **facts),
    Relation.NAMES: lambda facts: _("Names %(values)s, which you did not list", **facts),
    Relation.TAKES: lambda facts: _("Names %(values)s", **facts),
    Relation.LIMIT: lambda facts: _("States a limit that mentions %(values)s", **facts),
    Relation.SPEAKS: lambda facts: _("Mentions %(values)s in a sentence with a “not”", **facts),
    Relation.SILENT: lambda facts: _("Does not mention %(values)s", **facts),
}

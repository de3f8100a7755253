"""What was narrowed of a published case, in words."""

from flask_babel import gettext as _

from app.phrases.labels import ATTRIBUTIONS, AUDIENCES, PART_AUDIENCES, SECTIONS
from case_studies.models import HistoryEntry
from case_studies.part_audiences import PARTS_WITH_AUDIENCE, TITLE

NAMES = {"audience": AUDIENCES, "attribution": ATTRIBUTIONS}


def narrowing_phrase(entry: HistoryEntry) -> str:
    """Describe an entry of the history, whose states are “part: readers”."""
    what, _colon, before = (entry.from_state or "").partition(": ")
    after = (entry.to_state or "").partition(": ")[2]
    return str(
        _("%(what)s: %(before)s, then %(after)s", what=_what(what), before=_who(what, before), after=_who(what, after))
    )


def _what(name: str) -> str:
    part, _comma, for_others = name.partition(", ")
    labels = {"audience": _("Audience"), "attribution": _("Attribution"), "released_to": _("Released to")}
    label = labels.get(part) or part_label(part)
    return str(_("%(part)s, for other readers", part=label) if for_others else label)


def part_label(part: str) -> str:
    """Return the name of a part of a case, of a file that the history knows by its id, or of a source by its place."""
    if part in SECTIONS:
        return str(SECTIONS[part])
    if part in PARTS_WITH_AUDIENCE:
        return str(_(PARTS_WITH_AUDIENCE[part]))
    if part == TITLE:
        return str(_("Title"))
    kind, _space, number = part.partition(" ")
    return f"{_('Source') if kind == 'source' else _('File')} {number}"


def _who(what: str, value: str) -> str:
    words = {
        "mentioned": _("mentioned"),
        "not mentioned": _("not mentioned"),
        "another text": _("another text"),
        "none": _("none"),
    }
    labels = NAMES.get(what, PART_AUDIENCES)
    return str(labels[value]) if value in labels else str(words.get(value, value or _("none")))

"""The labels of what became of a published case, and what each choice means for the delegation that chooses."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from case_studies.vocabulary import Life

LIVES: dict[str, LazyString] = {
    Life.IN_USE: _l("Still in use"),
    Life.CHANGED: _l("Changed"),
    Life.STOPPED: _l("Stopped"),
    Life.HARMFUL: _l("Harmful"),
    Life.NOT_CONFIRMED: _l("Not confirmed"),
}

HINTS: dict[str, LazyString] = {
    Life.IN_USE: _l("As it is described. A sentence is not needed."),
    Life.CHANGED: _l("In use, but not as it is described. Afterwards you can open a next revision with one click."),
    Life.STOPPED: _l("Not used any more. Readers still find the case, with your sentence above it."),
    Life.HARMFUL: _l("It did harm, or put people in danger. Readers are warned above the case and in search."),
}

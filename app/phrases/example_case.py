"""Why each part of the example on the page “How to write a case” works."""

from flask_babel import lazy_gettext as _l

from app.phrases.labels import Labels
from case_studies.vocabulary import Section

WHY_IT_WORKS: Labels = {
    "title": _l("It says what was done and where. It doesn’t say what went wrong, and it names no unit."),
    Section.SUMMARY: _l(
        "One paragraph: the risk, the measure, who carried it out, the one figure, and what nobody knows. "
        "A reader of this paragraph alone can decide."
    ),
    Section.SITUATION: _l(
        "Two counts differ, so both are given with their origin. They are not added up, and no incident is described."
    ),
    Section.ACTIONS: _l("A short list of steps. What the sources don’t say, the order, is stated and not guessed."),
    Section.RESOURCES: _l("Even one sentence helps. “Not published” saves readers the search."),
    Section.RESULTS: _l(
        "Figure, unit, two years, and who measured. What was not measured is stated too. Nothing is claimed beyond it."
    ),
    Section.SHORTCOMINGS: _l("It reads the good figure from its other side, and blames nobody."),
    Section.LESSONS: _l("Repeat and avoid, a line each: a trainer can lift them as they are."),
    Section.TRANSFER: _l(
        "Conditions instead of praise: threat, skills, vehicles, a channel. Readers see what they lack."
    ),
}

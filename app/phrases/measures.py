"""What was measured: the labels, and the lines of help beside them in the form."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from case_studies.vocabulary import Measure

MEASURES: dict[str, LazyString] = {
    Measure.DEATHS_AND_INJURIES: _l("Deaths and injuries"),
    Measure.RESPONSE_TIME: _l("Warning or response time"),
    Measure.DEVICES_FOUND: _l("Devices found"),
    Measure.FREEDOM_OF_MOVEMENT: _l("Freedom of movement"),
    Measure.READINESS: _l("Readiness"),
    Measure.ILLNESS: _l("Illness"),
    Measure.COST: _l("Cost"),
    Measure.ACCEPTANCE: _l("Acceptance by people"),
    Measure.OTHER: _l("Another effect"),
    Measure.NOTHING: _l("No effect measured"),
}
MEASURE_HINTS: dict[str, LazyString] = {
    Measure.NOTHING: _l("Also if only activity was counted, such as people trained or patrols sent."),
}

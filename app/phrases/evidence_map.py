"""The words of the evidence map: columns, gaps, and a cell in words."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.phrases.labels import EVIDENCE, Labels
from app.phrases.measures import MEASURES
from case_studies.operations.topics.evidence_map import EvidenceMap, MapCell
from case_studies.operations.topics.map_columns import Columns, Heading
from case_studies.operations.topics.map_gaps import Gap
from case_studies.vocabulary import Evidence

COLUMNS: Labels = {
    Columns.MEASURE: _l("What was measured"),
    Columns.REGION: _l("Region"),
    Columns.HOST: _l("Host State"),
}
GAPS: Labels = {
    Gap.ABSOLUTE: _l("No case"),
    Gap.SYNTHESIS: _l("No practice"),
    Gap.EVIDENCE: _l("Self-reported only"),
    Gap.ONE_SIDED: _l("One-sided"),
}
MEANINGS: Labels = {
    Gap.ABSOLUTE: _l("Nobody has written a case."),
    Gap.SYNTHESIS: _l("Three cases or more, of two delegations or more, and no adopted practice on the theme."),
    Gap.EVIDENCE: _l("Nobody else has confirmed any of the results."),
    Gap.ONE_SIDED: _l("No case says what did not work."),
}
STRENGTHS: Mapping[Evidence | None, object] = {**EVIDENCE, None: _l("Evidence not stated")}  # type: ignore[dict-item]


def name_of(heading: Heading) -> str:
    """Return the name of a row or a column."""
    if heading.name:
        return heading.name
    return str(MEASURES.get(heading.code, _l("Not stated")))


def names_of(shown: EvidenceMap) -> dict[str, str]:
    """Return the names of rows and columns by code."""
    return {heading.code: name_of(heading) for heading in (*shown.rows, *shown.columns)}


def cell_words(cell: MapCell) -> str:
    """Return a cell in words: how many cases, and how strong the evidence is."""
    if not cell.count:
        return str(_("No case"))
    cases = ngettext("%(num)s case", "%(num)s cases", cell.count)
    return str(_("%(cases)s, strongest evidence: %(strength)s", cases=cases, strength=STRENGTHS[cell.strongest]))


def gap_names(cell: MapCell) -> list[str]:
    """Return what is missing in a cell."""
    return [str(GAPS[gap]) for gap in cell.gaps]

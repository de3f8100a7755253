"""The sets of records, by kind, theme, host State and initiative, with their names."""

from collections.abc import Iterator

from app.phrases.kinds import FOUND_KINDS
from app.phrases.labels import FACETS
from case_studies.operations.search.public_records import list_set_names
from case_studies.policy.actor import NOBODY
from case_studies.policy.delegations import known_vocabularies
from case_studies.search.facets import KIND, facet_labels
from case_studies.search.sync.public_records import SETS
from case_studies.unit_of_work import Session


def named_sets(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the name and the label of each set that has records, after the set of all of its sort."""
    names = list_set_names(session)
    labels = {**facet_labels(known_vocabularies(session, NOBODY)), KIND.name: FOUND_KINDS}
    for facet, prefix in SETS.items():
        values = [name.partition(":")[2] for name in names if name.startswith(f"{prefix}:")]
        if values:
            yield prefix, str(FACETS[facet])
        for value in values:
            yield f"{prefix}:{value}", str(labels[facet].get(value, value))

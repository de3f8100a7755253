"""Towns, regions and rivers of the host States: who searches for one finds the cases of its State.

The file was written for Casebook and compared with GeoNames (geonames.org, CC BY 4.0). It is no vocabulary: a case is
classified by States and areas, and nobody chooses a town from a list.
"""

from functools import cache

from case_studies.taxonomy.concepts import Row, named
from case_studies.taxonomy.places import read_rows

GAZETTEER = "town"
"""The kind in the ids of these rows."""


@cache
def gazetteer() -> tuple[Row, ...]:
    """Return a row for each place and each State that it lies in: a river has several."""
    return tuple(
        Row(f"{GAZETTEER}:{row['id']}:{state}", "host_state", state, named(row), "")
        for row in read_rows("gazetteer")
        for state in row["states"].split(";")
    )

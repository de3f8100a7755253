"""The concepts of the data files: one for each theme, operation, initiative, place and organization, and free ones.

Labels and codes come from the vocabularies, States' names from CLDR, all other names from concepts.csv and
demonyms.csv. A row of concepts.csv with the id of a vocabulary's concept (`theme:EXP`) adds names to it. Any other row
is its own concept, and can have a facet and a value: the classification of cases about it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from case_studies.taxonomy.places import names_by_language, organization_codes, places, read_rows

EVERYWHERE = ""
"""The language of what is used in all languages, as acronyms are."""
COLUMNS = {"any": EVERYWHERE, "en": "en", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "zh": "zh"}
"""Column of a file to language."""
EVERYDAY = frozenset({("ru", "Того"), ("ru", "Грузия"), ("ar", "قطر")})
"""Names of States that are common words ("of that", "cargo", "area"): they would drag in their State everywhere."""

Names = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A concept of the data files, with pairs of language and name, the usual name first."""

    id: str
    facet: str | None
    value: str | None
    names: tuple[tuple[str, str], ...]
    note: str


def concepts() -> list[Row]:
    """Return all concepts of the data files, those of the vocabularies first."""
    more = {row["id"]: row for row in read_rows("concepts")}
    found = []
    for kind, facet, code, names in _of_vocabularies():
        row = more.pop(f"{kind}:{code}", {})
        found.append(Row(f"{kind}:{code}", facet, code, _each_once([*names, *named(row)]), row.get("note", "")))
    free = (
        Row(row["id"], row["facet"] or None, row["value"] or None, named(row), row["note"]) for row in more.values()
    )
    return [*found, *free]


def _of_vocabularies() -> Iterator[tuple[str, str, str, Names]]:
    """Yield kind, facet, code and names of everything by which a case can be classified."""
    for row in read_rows("themes"):
        yield "theme", "theme", row["id"], [("en", row["label_en"])]
    for row in read_rows("operations"):
        yield "operation", "operation", row["acronym"], [(EVERYWHERE, row["acronym"]), ("en", row["name_en"])]
    for row in read_rows("initiatives"):
        yield "initiative", "initiative", row["id"], [("en", row["name"])]
    for row in read_rows("contributors"):
        if not row["iso3"] and row["gof_safety_security"] != "unknown":  # a State's names are those of its place
            yield "delegation", "delegation", organization_codes()[row["name_en"]], [("en", row["name_en"])]
    demonyms = {row["code"]: named(row) for row in read_rows("demonyms")}
    for code, (_, name) in places().items():
        yield "place", "host_state", code, [("en", name), *_of_state(code), *demonyms.get(code, [])]


def _of_state(code: str) -> Names:
    return [name for name in names_by_language(code) if name not in EVERYDAY]


def _each_once(names: Names) -> tuple[tuple[str, str], ...]:
    """Drop a name that is repeated in the same language, ignoring upper and lower case."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for language, name in names:
        first.setdefault((language, name.casefold()), (language, name))
    return tuple(first.values())


def named(row: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of language and name of a row of a file, in the order of its columns, each once."""
    return _each_once(
        [
            (language, name.strip())
            for column, language in COLUMNS.items()
            for name in row.get(column, "").split(";")
            if name.strip()
        ]
    )

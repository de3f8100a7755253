"""States, areas and regions: codes from ISO 3166-1, names as the United Nations writes them.

English names are the UN short names (contributors.csv, places.csv, else ISO); names in the other languages come from
the Unicode CLDR and serve search.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale

from case_studies.vocabulary import DelegationKind, Language, PlaceKind

DATA = Path(__file__).parent / "data"

# ISO 3166-1 gives codes to territories too; these are neither Member nor observer States of the United Nations.
NOT_STATES = frozenset(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT "
    "JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL TWN UMI VGB VIR WLF".split()
)


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the data files."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def regions() -> dict[str, str]:
    """Return code → name of the region, for every member or observer State of the United Nations (UN M49)."""
    return {code: row["name"] for row in read_rows("regions") for code in row["states"].split()}


@cache
def region_codes() -> dict[str, str]:
    """Return code → code of the region, for the same States."""
    return {code: row["code"] for row in read_rows("regions") for code in row["states"].split()}


@cache
def region_names() -> dict[str, str]:
    """Return code → name of the regions."""
    return {row["code"]: row["name"] for row in read_rows("regions")}


@cache
def contributors() -> frozenset[str]:
    """Return the codes of the States that are known to contribute troops or police."""
    return frozenset(row["iso3"] for row in read_rows("contributors") if {"TCC", "PCC"} & set(row["roles"].split(";")))


def region_of(code: str) -> str:
    """Return the name of a State's region; empty if there is none."""
    return regions().get(code, "")


def places() -> dict[str, tuple[str, str]]:
    """Return code → (kind, English name) of every place a case may name."""
    names = {row["iso3"]: row["name_en"] for row in read_rows("contributors") if row["iso3"]}
    found = {
        country.alpha_3: (PlaceKind.STATE.value, names.get(country.alpha_3, country.name))
        for country in pycountry.countries
        if country.alpha_3 not in NOT_STATES
    }
    return found | {row["code"]: (row["kind"], row["name"]) for row in read_rows("places")}


@cache
def organizations() -> dict[str, str]:
    """Return code → name of the organizations that can be delegations."""
    return {row["code"]: row["name_en"] for row in read_rows("organizations")}


@cache
def organization_codes() -> dict[str, str]:
    """Return name → code of the same organizations."""
    return {name: code for code, name in organizations().items()}


def possible_delegations() -> dict[str, tuple[DelegationKind, str]]:
    """Return code → kind and name of what can be a delegation: Member States, observer States and organizations."""
    states = {code: (DelegationKind.STATE, name) for code, (kind, name) in places().items() if kind == PlaceKind.STATE}
    return states | {code: (DelegationKind.ORGANIZATION, name) for code, name in organizations().items()}


@cache
def centroids() -> dict[str, tuple[float, float]]:
    """Return code → latitude and longitude of the middle of each State and area.

    They are computed from the shapes of Natural Earth 1:50m, which is in the public domain: the centroid of the largest
    part of a State. Abyei and Tuvalu, which have no shape there, are given by their main place.
    """
    rows = read_rows("centroids")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


@cache
def names_by_language(code: str) -> tuple[tuple[str, str], ...]:
    """Return the name of a State or area in each official language; none for regions and places without ISO code."""
    country = pycountry.countries.get(alpha_3=code)
    if country is None:
        return ()
    territories = ((language.value, Locale(language.value).territories) for language in Language)
    return tuple((language, names[country.alpha_2]) for language, names in territories if country.alpha_2 in names)


def names_in_all_languages(code: str) -> tuple[str, ...]:
    """Return the same names, each once."""
    return tuple(dict.fromkeys(name for _, name in names_by_language(code)))

"""How well offers are ranked for a request, measured against the pairs that a person judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer
from case_studies.matching.ranking import rank_matches
from case_studies.matching.terms import CapacityTerms
from case_studies.taxonomy.places import read_rows
from tests.evaluation.scores import ndcg

HERE = Path(__file__).parent
FIRST = 5
"""How many offers a person is expected to look at."""


@dataclass(frozen=True, slots=True)
class JudgedRequest:
    """A request, and offer → grade; all other offers have grade 0."""

    name: str
    asks: str
    terms: CapacityTerms
    grades: Mapping[str, int]

    @property
    def score(self) -> float:
        """Its nDCG at 5."""
        found = [match.offer.key for match in rank_matches(self.terms, published_offers())]
        return ndcg(self.grades, found[:FIRST])


def published_offers() -> list[CapacityTerms]:
    """Return support that was published, as terms."""
    return [terms_of(row) for row in _read("offers")]


def judged_requests() -> list[JudgedRequest]:
    """Return the judged list."""
    return [
        JudgedRequest(
            row["request"],
            row["asks"],
            terms_of({"key": row["request"], **row["terms"]}),
            {offer: pair["grade"] for offer, pair in row["pairs"].items()},
        )
        for row in _read("judged")
    ]


def terms_of(row: Mapping[str, Any]) -> CapacityTerms:
    """Return the terms that a row of the data has."""
    above = {one["id"]: one["parent_id"] or None for one in read_rows("themes")}
    given: dict[str, Any] = {
        **row,
        "kind": CapacityKind(row["kind"]),
        "themes": {theme: above[theme] for theme in row["themes"]},
        "level": CapacityLevel(row["level"]) if "level" in row else None,
        "cost": CostBearer(row["cost"]) if "cost" in row else None,
    }
    return CapacityTerms(
        **given | {name: frozenset(row.get(name, ())) for name in ("languages", "places", "recipients")}
    )


def _read(name: str) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows

"""What holds for every request and all offers, whatever they say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_studies.capacity_vocabulary import CapacityKind, CapacityLevel, CostBearer, Prerequisite
from case_studies.matching.points import Agreement, Difference, Exclusion, Point
from case_studies.matching.ranking import exclusion, rank_matches
from case_studies.matching.terms import CapacityTerms

STATES = ("GHA", "IDN", "KEN", "M011", "SEN")
DAYS = st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31))
TERMS = st.builds(
    CapacityTerms,
    key=st.sampled_from("abcdef"),
    owner=st.sampled_from(STATES),
    region=st.sampled_from(("", "M011")),
    kind=st.sampled_from(CapacityKind),
    themes=st.lists(st.sampled_from(("EXP-AWR", "EXP-EOD", "MED-AIR")), max_size=3).map(
        lambda themes: {theme: theme[:3] for theme in themes}
    ),
    level=st.none() | st.sampled_from(CapacityLevel),
    languages=st.frozensets(st.sampled_from(("en", "fr", "ar"))),
    places=st.frozensets(st.sampled_from(STATES)),
    prerequisites=st.frozensets(st.sampled_from(Prerequisite)),
    recipients=st.frozensets(st.sampled_from(STATES)),
    starts=DAYS,
    ends=DAYS,
    quantity=st.none() | st.integers(1, 50),
    cost=st.none() | st.sampled_from(CostBearer),
)
FIELD = {
    Agreement.SAME_THEME: "themes",
    Agreement.NEAR_THEME: "themes",
    Agreement.SAME_KIND: "kind",
    Agreement.IN_TIME: "starts",
    Agreement.SAME_LANGUAGE: "languages",
    Agreement.SAME_LEVEL: "level",
    Agreement.SAME_PLACE: "places",
    Agreement.FOR_YOU: "recipients",
    Agreement.ENOUGH: "quantity",
    Agreement.SAME_COST: "cost",
    Difference.OTHER_KIND: "kind",
    Difference.BEGINS_LATER: "starts",
    Difference.OTHER_LANGUAGE: "languages",
    Difference.OTHER_LEVEL: "level",
    Difference.OTHER_PLACE: "places",
    Difference.NEEDS: "prerequisites",
    Difference.FEWER: "quantity",
    Difference.OTHER_COST: "cost",
}
"""The field of the offer that each point is about."""

REQUEST = CapacityTerms(
    key="RQ-1",
    owner="GHA",
    region="M011",
    kind=CapacityKind.TRAINING,
    themes={"EXP-AWR": "EXP"},
    level=CapacityLevel.OPERATOR,
    languages=frozenset({"fr"}),
    starts=date(2027, 1, 1),
    ends=date(2027, 3, 1),
    quantity=20,
)


@given(TERMS, st.lists(TERMS, max_size=6, unique_by=lambda terms: terms.key), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_offers_changes_nothing(request, offers, random) -> None:  # type: ignore[no-untyped-def]
    offers += [replace(offer, key=f"{offer.key}2") for offer in offers]  # ties
    ranked = rank_matches(request, offers)
    random.shuffle(offers)
    assert rank_matches(request, offers) == ranked
    assert [(-match.score, match.offer.key) for match in ranked] == sorted(
        (-match.score, match.offer.key) for match in ranked
    )
    assert all(0 <= match.score <= 100 for match in ranked)


@pytest.mark.slow
@given(TERMS, TERMS)
@settings(max_examples=100, deadline=None)
def test_every_point_has_a_fact_and_what_is_not_said_has_no_point(request: CapacityTerms, offer: CapacityTerms) -> None:
    assert FIELD.keys() == {*Agreement, *Difference}
    for match in rank_matches(request, [offer]):
        for point in (*match.reasons, *match.differences):
            assert point.values
            assert getattr(offer, FIELD[point.code]), point


def test_an_offer_says_what_fits_and_what_differs() -> None:
    offer = replace(
        REQUEST,
        key="OF-1",
        owner="FRA",
        themes={"EXP-AWR": "EXP", "MED-AIR": "MED"},
        level=CapacityLevel.INSTRUCTOR,
        starts=date(2027, 2, 1),
        ends=date(2027, 2, 12),
        recipients=frozenset({"M011"}),
        prerequisites=frozenset({Prerequisite.VEHICLE}),
        quantity=12,
    )
    (match,) = rank_matches(REQUEST, [offer])
    assert match.reasons == (
        Point(Agreement.SAME_THEME, ("EXP-AWR",)),
        Point(Agreement.SAME_KIND, ("training",)),
        Point(Agreement.IN_TIME, (date(2027, 3, 1),)),
        Point(Agreement.SAME_LANGUAGE, ("fr",)),
        Point(Agreement.FOR_YOU, ("M011",)),
    )
    assert match.differences == (
        Point(Difference.OTHER_LEVEL, ("instructor",)),
        Point(Difference.NEEDS, ("vehicle",)),
        Point(Difference.FEWER, (12, 20)),
    )
    better = replace(offer, key="OF-2", prerequisites=frozenset(), quantity=20)
    tied = replace(better, key="OF-0")
    assert [match.offer.key for match in rank_matches(REQUEST, [offer, better, tied])] == ["OF-0", "OF-2", "OF-1"]


def test_few_things_exclude_an_offer() -> None:
    offer = replace(REQUEST, key="OF-1", owner="FRA")
    assert exclusion(REQUEST, offer) is None
    assert exclusion(REQUEST, replace(offer, owner="GHA")) == Exclusion.OWN
    assert exclusion(REQUEST, replace(offer, themes={"MED-AIR": "MED"})) == Exclusion.OTHER_SUBJECT
    assert exclusion(REQUEST, replace(offer, recipients=frozenset({"IDN"}))) == Exclusion.NOT_FOR_YOU
    assert exclusion(REQUEST, replace(offer, starts=None, ends=date(2026, 12, 31))) == Exclusion.OVER

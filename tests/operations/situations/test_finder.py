"""Cases that fit a situation, in the demonstration library: each remark has evidence in the case."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from case_studies.errors import Incomplete, Unavailable
from case_studies.models import Revision
from case_studies.operations.situations.finder import MOST_FITS, find_fitting_cases
from case_studies.operations.situations.situation import Assessment, Fit, Fits, Relation, Situation, check_situation
from case_studies.policy.actor import NOBODY, Actor
from case_studies.search.errors import IndexMissing
from case_studies.taxonomy.catalogue import load_vocabularies
from case_studies.taxonomy.situations import Aspect
from case_studies.vocabulary import Action, State
from tests.support.template import Template
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import WHOLE_CASE, World

CONVOY = Situation(
    host_state=("MLI",), threat=("ied",), unit=("convoy",), means=("armoured-vehicles", "trucks", "ambulances")
)
FINDING_IEDS, CONVOY_COMPANY, LONG_RANGE = "CS-2026-0001", "CS-2026-0002", "CS-2026-0006"
SURGEONS, REHEARSAL, JUNGLE = "CS-2026-0008", "CS-2026-0009", "CS-2026-0010"
DYKES, MALARIA, MONITORS, SUPPLY_LINE = "CS-2026-0012", "CS-2026-0013", "CS-2026-0014", "CS-2026-0015"
MINE_MARKING, CITE_SOLEIL, CAMPS, WARNING = "CS-2026-0018", "CS-2026-0019", "CS-2026-0020", "CS-2026-0003"


@pytest.fixture(scope="module")
def library(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration library; searches do not change it."""
    world = library_template.copy(tmp_path_factory.mktemp("library"))
    yield world
    world.close()


def ask(world: World, situation: Situation, actor: Actor = NOBODY) -> Fits:
    with world.platform.work.reading() as session:
        return find_fitting_cases(session, world.platform.search, actor, situation)


def references(fits: Fits) -> list[str]:
    return [one.revision.case.reference for one in fits.items]


def of(fits: Fits, reference: str) -> Fit:
    return next(one for one in fits.items if one.revision.case.reference == reference)


def summary_of(remarks: tuple[Assessment, ...]) -> set[tuple[str, str, str]]:
    """Return aspect, relation and value of each remark."""
    return {(remark.aspect.value, remark.relation.value, value) for remark in remarks for value in remark.values}


def said(remarks: tuple[Assessment, ...], value: str) -> tuple[str, list[str]]:
    """Return the section of the passage for a value, and its marked words."""
    passage = next(remark.passage for remark in remarks if value in remark.values)
    assert passage is not None
    return passage.section, [text for text, marked in passage.parts if marked]


def test_a_convoy_unit_under_explosive_threat_in_mali_without_helicopters(library: World) -> None:
    fits = ask(library, CONVOY)
    assert references(fits)[:2] == [CONVOY_COMPANY, FINDING_IEDS]
    best = of(fits, CONVOY_COMPANY)
    assert summary_of(best.reasons) == {
        ("host_state", "same", "MLI"),
        ("threat", "same", "ied"),
        ("unit", "same", "convoy"),
        ("means", "same", "armoured-vehicles"),
        ("means", "same", "trucks"),
        ("means", "same", "ambulances"),
    }
    assert said(best.reasons, "trucks") == (
        "resources",
        ["armoured personnel carriers", "trucks", "armoured ambulances"],
    )
    assert ("means", "names", "search-teams") in summary_of(best.differences)
    assert best.asides == best.takes == ()


def test_helicopters_that_were_not_listed_are_a_difference_with_the_sentence_that_needs_them(library: World) -> None:
    supply_line = of(ask(library, CONVOY), SUPPLY_LINE)
    assert summary_of(supply_line.differences) >= {
        ("host_state", "other", "SSD"),
        ("threat", "other", "armed-groups"),
        ("means", "needs", "aircraft"),
    }
    assert said(supply_line.differences, "aircraft") == ("transfer", ["直升机"])
    listed = replace(CONVOY, means=(*CONVOY.means, "aircraft"))
    with_them = of(ask(library, listed), SUPPLY_LINE)
    assert ("means", "same", "aircraft") in summary_of(with_them.reasons)
    assert not [1 for aspect, _, _ in summary_of(with_them.differences) if aspect == "means"]
    assert with_them.weight > supply_line.weight


def test_a_sentence_about_a_limit_is_a_warning(library: World) -> None:
    patrols = of(ask(library, CONVOY), LONG_RANGE)
    assert ("threat", "limit", "ied") in summary_of(patrols.differences)
    assert "wrong choice" in str([r.passage.text for r in patrols.differences if r.passage])
    assert not [1 for aspect, _, value in summary_of(patrols.reasons) if value == "ied"]


def test_a_medical_planner_in_south_sudan(library: World) -> None:
    fits = ask(library, Situation(host_state=("SSD",), unit=("medical",)))
    assert references(fits)[0] == MALARIA
    assert summary_of(of(fits, MALARIA).reasons) == {("host_state", "same", "SSD"), ("unit", "same", "medical")}
    (by_theme,) = [r.themes for r in of(fits, MALARIA).reasons if r.aspect == Aspect.UNIT]
    assert by_theme == ("MED-HOSP",)
    assert set(references(fits)[1:3]) == {SURGEONS, REHEARSAL}  # the same unit elsewhere, before another unit here
    assert summary_of(of(fits, SURGEONS).differences) == {("host_state", "other", "CAF")}
    assert ("unit", "other", "engineers") in summary_of(of(fits, DYKES).differences)
    assert next(r for r in of(fits, DYKES).differences if r.aspect == Aspect.UNIT).yours == ("medical",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "language", "situation", "section", "words"),
    [
        (SURGEONS, "fr", Situation(unit=("medical",)), "transfer", ["hôpital de niveau II"]),
        (REHEARSAL, "ar", Situation(threat=("ambush",)), "summary", ["كمين"]),
        (MONITORS, "ru", Situation(threat=("mines",)), "situation", ["мин", "взрывоопасных пережитков войны"]),
        (SUPPLY_LINE, "zh", Situation(unit=("observers",)), "actions", ["观察员"]),
        (MINE_MARKING, "es", Situation(means=("aircraft",)), "resources", ["aviación táctica"]),
        (CITE_SOLEIL, "es", Situation(terrain=("city",)), "transfer", ["urbanas"]),
        (DYKES, "en", Situation(threat=("flood",)), "situation", ["flooded"]),
    ],
)
def test_a_reason_is_found_in_the_language_of_the_case(
    library: World, reference: str, language: str, situation: Situation, section: str, words: list[str]
) -> None:
    found = of(ask(library, situation), reference)
    assert found.revision.language == language
    (value,) = situation.of(situation.aspects[0])
    assert said(found.reasons, value) == (section, words)


def test_a_police_unit_finds_the_cases_that_name_police_and_no_other(library: World) -> None:
    fits = ask(library, Situation(unit=("police",)))
    assert references(fits) == [CITE_SOLEIL, CAMPS]  # police as a condition, before policewomen in a list of pilots
    assert said(of(fits, CITE_SOLEIL).reasons, "police") == ("transfer", ["policía"])
    assert said(of(fits, CAMPS).reasons, "police") == ("actions", ["policewomen"])


def test_jungle_is_before_open_country_and_the_case_that_says_nothing_of_ground_is_not_said_to_differ(
    library: World,
) -> None:
    fits = ask(library, Situation(terrain=("jungle",), unit=("patrol",)))
    assert references(fits)[0] == JUNGLE
    assert said(of(fits, JUNGLE).reasons, "jungle") == ("transfer", ["forest"])
    assert ("terrain", "other", "open") in summary_of(of(fits, LONG_RANGE).differences)
    assert summary_of(of(fits, FINDING_IEDS).asides) == {("terrain", "silent", "jungle")}
    assert not of(fits, FINDING_IEDS).differences


def test_another_host_state_with_the_same_terrain_is_reported(library: World) -> None:
    fits = ask(library, Situation(host_state=("GAB",), terrain=("jungle",)))
    (other,) = [r for r in of(fits, JUNGLE).differences if r.aspect == Aspect.HOST_STATE]
    assert (other.values, other.same_terrain) == (("COD",), ("jungle",))


def test_a_sentence_about_unpublished_facts_is_no_evidence(library: World) -> None:
    """“Cost, ammunition, training areas and flight hours: not published” takes no aircraft."""
    assert summary_of(of(ask(library, Situation(terrain=("jungle",))), JUNGLE).takes) == {("means", "takes", "mentors")}


def test_means_are_no_difference_if_none_were_chosen(library: World) -> None:
    found = of(ask(library, Situation(threat=("flood",))), DYKES)
    assert summary_of(found.takes) == {("means", "takes", "heavy-equipment")}
    assert found.differences == ()


def test_the_order_and_the_words_are_the_same_every_time(library: World) -> None:
    assert ask(library, CONVOY) is not None
    first, second = ask(library, CONVOY), ask(library, CONVOY)
    assert [(r, one.weight) for r, one in zip(references(first), first.items, strict=True)] == [
        (r, one.weight) for r, one in zip(references(second), second.items, strict=True)
    ]
    weights = [one.weight for one in first.items]
    assert weights == sorted(weights, reverse=True)
    assert len(first.items) <= MOST_FITS


def test_every_remark_has_evidence_in_the_case(library: World) -> None:
    for chosen in (CONVOY, Situation(unit=("patrol",), terrain=("desert",), threat=("mines", "flood"))):
        for one in ask(library, chosen).items:
            for remark in (*one.reasons, *one.differences, *one.takes):
                if remark.aspect == Aspect.HOST_STATE:
                    assert {place.code for place in one.revision.host_states} >= set(remark.values)
                    continue
                assert remark.themes or remark.passage
                if remark.passage is not None:
                    text = " ".join(one.revision.sections[remark.passage.section].split())
                    assert " ".join(remark.passage.text.replace("…", "").split()) in text.replace("*", "")
                    assert any(marked for _, marked in remark.passage.parts)


@pytest.mark.slow
def test_without_a_fitting_case_values_that_cases_name_are_listed(library: World) -> None:
    fits = ask(library, Situation(means=("boats",), terrain=("coast",)))
    assert fits.items == ()
    for aspect, counted in fits.instead.items():
        for value, count in counted:
            assert 0 < count <= 17
            assert ask(library, Situation(**{aspect.value: (value,)})).items


def test_a_members_case_is_neither_found_nor_counted_for_the_public(library: World) -> None:
    mortars = Situation(threat=("indirect-fire",))
    nothing = ask(library, mortars)
    assert nothing.items == ()
    assert Aspect.THREAT in nothing.instead
    assert "indirect-fire" not in dict(nothing.instead[Aspect.THREAT])
    assert references(ask(library, mortars, library.actor("practitioner"))) == [WARNING]


def test_what_was_withdrawn_is_not_found_though_the_index_still_has_it(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    assert references(ask(bare, Situation(host_state=("MLI",)))) == [case.reference]
    bare.platform.work.after_commit = ()
    case.act(Action.WITHDRAW, WRITER)
    assert references(ask(bare, Situation(host_state=("MLI",)))) == []


def written(world: World, **sections: str) -> Fit:
    case_in(world, State.PUBLISHED, sections={**WHOLE_CASE["sections"], **sections})
    situation = Situation(host_state=("MLI",), threat=("ied",), terrain=("desert",), means=("trucks",))
    (found,) = ask(world, situation).items
    return found


@pytest.mark.slow
def test_a_sentence_with_a_not_is_neither_a_reason_nor_silence(bare: World) -> None:
    found = written(bare, situation="The mission had not met an IED before.")
    assert ("threat", "same", "ied") not in summary_of(found.reasons)
    assert ("threat", "speaks", "ied") in summary_of(found.asides)


@pytest.mark.slow
def test_a_condition_that_is_denied_is_not_needed(bare: World) -> None:
    found = written(bare, transfer="It does not need helicopters; it needs boats.")
    assert {one for one in summary_of(found.differences) if one[0] == "means"} == {("means", "needs", "boats")}


@pytest.mark.slow
def test_words_that_only_look_like_a_name_are_ignored(bare: World) -> None:
    found = written(
        bare,
        situation="Deserted villages lay near the Ivory Coast. Mine action was planned.",
        transfer="It was translated, and observation was crowded.",
    )
    names = {value for _, _, value in summary_of((*found.reasons, *found.differences, *found.takes))}
    assert names == {"MLI", "rural"}
    (other,) = [remark for remark in found.differences if remark.aspect == Aspect.TERRAIN]
    assert other.relation == Relation.OTHER


@pytest.mark.slow
def test_a_withheld_host_state_does_not_count_as_another_one(bare: World) -> None:
    case_in(bare, State.PUBLISHED, host_states=["ZZZ"])
    with bare.platform.work.reading() as session:
        (revision,) = session.scalars(select(Revision))
        assert [place.kind for place in revision.host_states] == ["withheld"]
    (found,) = ask(bare, Situation(host_state=("MLI",), unit=("convoy",))).items
    assert ("host_state", "silent", "MLI") in summary_of(found.asides)
    assert not [r for r in found.differences if r.aspect == Aspect.HOST_STATE]


def test_unknown_values_are_refused_by_field(library: World) -> None:
    with library.platform.work.reading() as session:
        words = load_vocabularies(session)
    with pytest.raises(Incomplete) as refusal:
        check_situation(Situation(host_state=("MLI", "ATL"), threat=("dragons",)), words)
    assert set(refusal.value.fields) == {"host_state", "threat"}
    assert "ATL" in refusal.value.fields["host_state"][0]
    with pytest.raises(Incomplete, match="at least one"):
        check_situation(Situation(), words)


def test_an_index_that_does_not_answer_is_reported(library: World) -> None:
    class Broken:
        def search(self, *_: object) -> None:
            raise IndexMissing("public")

    with library.platform.work.reading() as session, pytest.raises(Unavailable):
        find_fitting_cases(session, Broken(), NOBODY, CONVOY)  # type: ignore[arg-type]

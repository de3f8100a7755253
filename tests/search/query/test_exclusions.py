"""Words that leave something out are read as exclusions, in six languages, and as nothing else."""

import pytest

from case_studies.search.contract import Hint, Query, Reading
from case_studies.search.query.exclusions import find_exclusions, with_excluded
from case_studies.search.text.thesaurus import EMPTY_THESAURUS, Entry, Name, Thesaurus
from case_studies.search.whoosh_engine import WhooshEngine
from tests.conftest import MakeDocument

MALI = Entry("place:MLI", (Name("en", "Mali"), Name("ar", "مالي")), ("host_state", "MLI"))
DRONE = Entry("drone", (Name("en", "drone"), Name("ar", "طائرات بدون طيار")))
THESAURUS = Thesaurus([MALI, DRONE])


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("IED cases outside Mali", ["Mali"]),
        ("convoys, but not drones, at night", ["drones"]),
        ("Convoys EXCEPT FOR drones", ["drones"]),
        ("protection des camps, sauf l’eau", ["l’eau"]),
        ("camps à l’exception de Gao", ["Gao"]),
        ("minas, pero no en el Sáhara", ["en el Sáhara"]),
        ("колонны, но не в Судане и не в Мали", ["в Судане", "в Мали"]),
        ("除护送以外保障补给的办法", ["护送"]),
        ("除了马里之外的排雷", ["马里"]),
        ("排雷不包括马里", ["马里"]),
        ("الألغام باستثناء مالي", ["مالي"]),
        ("طائرات بدون طيار", []),  # a drone
        ("طائرات بدون طيار باستثناء مالي", ["مالي"]),
        ("excepting", []),
        ("exceptional outsiders", []),
        ('"outside Mali"', []),  # quoted: these words
        ("mines -drones outside Mali", []),  # signs of the syntax say what is left out
        ("word " * 12 + "outside Mali", []),  # a text that was pasted
    ],
)
def test_what_a_query_leaves_out(text: str, left_out: list[str]) -> None:
    found = find_exclusions(text, THESAURUS)
    assert [one.words.strip() for one in found] == left_out
    assert all(text[one.words_start :].startswith(one.words) for one in found)


def test_a_query_can_be_asked_with_what_it_left_out() -> None:
    assert with_excluded("IED cases outside Mali", THESAURUS) == "IED cases Mali"
    assert with_excluded("除护送以外保障补给", THESAURUS) == "护送 保障补给"
    assert with_excluded("mines", EMPTY_THESAURUS) == "mines"


def test_a_case_is_left_out_if_it_is_about_it_and_not_if_it_mentions_it(
    tmp_path_factory: pytest.TempPathFactory, make_document: MakeDocument
) -> None:
    engine = WhooshEngine(tmp_path_factory.mktemp("excluded"))
    there, elsewhere = {"host_state": ("MLI",)}, {"host_state": ("SSD",)}
    documents = [
        make_document(1, "Mines on the road.", facets=there),
        make_document(2, "Mines on the road.", facets=elsewhere, sections={"results": "As in Mali, by drone."}),
        make_document(3, "Mines found by drone.", facets=elsewhere),
    ]
    engine.rebuild("members", documents)

    def ask(text: str) -> tuple[set[str], tuple[Hint, ...]]:
        results = engine.search("members", Query(text, thesaurus=THESAURUS))
        return {hit.reference for hit in results.hits}, results.hints

    assert ask("mines") == ({"CS-2026-0001", "CS-2026-0002", "CS-2026-0003"}, ())
    assert ask("mines outside Mali") == ({"CS-2026-0002", "CS-2026-0003"}, (Hint(Reading.LEFT_OUT, "Mali"),))
    assert ask("mines without drones") == ({"CS-2026-0001", "CS-2026-0002"}, (Hint(Reading.LEFT_OUT, "drones"),))
    assert ask("mines outside Mali, without drones")[0] == {"CS-2026-0002"}
    assert ask("outside Mali")[0] == {"CS-2026-0002", "CS-2026-0003"}

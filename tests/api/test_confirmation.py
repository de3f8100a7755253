"""What became of a case, for programs."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import SaidLife, State
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import World

SENTENCE = "The unit went home with its trucks."


@pytest.fixture
def case(bare: World) -> Steps:
    return case_in(bare, State.PUBLISHED)


def read(case: Steps, office: str | None = None, address: str = "") -> dict[str, object]:
    headers = case.world.headers(office) if office else {}
    answer = case.world.visitor().get(address or f"/api/v1/cases/{case.reference}", headers=headers)
    assert answer.status_code == 200
    return dict(answer.get_json())


def post(case: Steps, office: str, **body: object) -> tuple[int, dict[str, object]]:
    address = f"/api/v1/cases/{case.reference}/confirmation"
    answer = case.world.visitor().post(address, json=body, headers=case.world.headers(office))
    return answer.status_code, answer.get_json()


def test_a_confirmed_case_has_its_life_the_day_and_the_sentence(case: Steps) -> None:
    assert [read(case)[name] for name in ("life", "confirmed_on", "confirm_by")] == [None, None, "2027-11-02"]
    status, body = post(case, OFFICER, life="stopped", note=SENTENCE)
    assert (status, body["life"], body["confirmation_note"]) == (200, "stopped", SENTENCE)
    seen = read(case)
    assert (seen["life"], seen["confirmed_on"], seen["confirm_by"]) == ("stopped", "2026-11-02", None)
    assert seen["confirmation_note"] == SENTENCE


def test_only_its_delegation_reads_a_sentence_that_is_not_cleared(case: Steps) -> None:
    _, body = post(case, WRITER, life="harmful", note=SENTENCE)
    assert (body["confirmation_note"], body["confirmation_waits"]) == (SENTENCE, True)
    for office in (None, "practitioner", "editor.idn", "reviewer.fra"):
        seen = read(case, office)
        assert (seen["life"], seen["confirmation_note"], seen["confirmation_waits"]) == ("harmful", "", False)
    preview = read(case, WRITER, f"/api/v1/cases/{case.reference}?as=public")
    assert (preview["life"], preview["confirmation_note"]) == ("harmful", "")


def test_what_programs_send_is_checked(case: Steps) -> None:
    assert post(case, OFFICER, life="not_confirmed")[0] == 422
    assert post(case, OFFICER, life="harmful")[0] == 422
    assert post(case, OFFICER, life="in_use", note="", sure=True)[0] == 422
    assert post(case, "practitioner", life="in_use")[0] == 403


def test_a_case_is_not_confirmed_once_the_months_have_passed(bare: World, case: Steps) -> None:
    case.confirm(SaidLife.CHANGED, SENTENCE)
    bare.clock.moment += timedelta(days=366)
    seen = read(case)
    assert (seen["life"], seen["confirmed_on"], seen["confirm_by"]) == ("not_confirmed", "2026-11-02", "2027-11-02")


@pytest.mark.slow
def test_search_finds_and_counts_by_what_became_of_cases_for_each_audience(bare: World) -> None:
    stopped, harmful = case_in(bare, State.PUBLISHED), case_in(bare, State.PUBLISHED)
    kept = case_in(bare, State.PUBLISHED, audience="members")
    quiet = case_in(bare, State.PUBLISHED)
    for case, life in ((stopped, SaidLife.STOPPED), (harmful, SaidLife.HARMFUL), (kept, SaidLife.HARMFUL)):
        case.confirm(life, SENTENCE)

    def counts(office: str | None) -> dict[str, int]:
        facets = read(quiet, office, "/api/v1/search")["facets"]
        assert isinstance(facets, dict)
        return {value["id"]: value["count"] for value in facets["life"]}

    def references(office: str | None, query: str) -> set[str]:
        items = read(quiet, office, f"/api/v1/search?{query}")["items"]
        assert isinstance(items, list)
        return {item["reference"] for item in items}

    assert counts(None) == {"stopped": 1, "harmful": 1}
    assert counts("practitioner") == {"stopped": 1, "harmful": 2}
    assert references(None, "life=harmful") == {harmful.reference}
    assert references("practitioner", "life=harmful&life=stopped") == {
        stopped.reference,
        harmful.reference,
        kept.reference,
    }
    assert references(None, "q=life:stopped") == {stopped.reference}
    bare.clock.moment += timedelta(days=366)
    assert counts(None) == {"stopped": 1, "harmful": 1, "not_confirmed": 1}
    assert references(None, "life=not_confirmed") == {quiet.reference}
    quiet.confirm(SaidLife.IN_USE)
    assert counts(None) == {"stopped": 1, "harmful": 1, "in_use": 1}

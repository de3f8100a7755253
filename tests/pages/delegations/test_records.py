"""The pages of delegations: who sees which, adding, changing, the chair, and what the public reads."""

import pytest

from tests.support.commands import run
from tests.support.crawl import check_markup
from tests.support.page_reader import open_page, read, words
from tests.support.world import World, csrf


def test_an_administrator_adds_a_delegation_and_the_record_shows_it(bare: World) -> None:
    client = bare.browser("admin")
    url = "/delegations/add"
    check_markup(url, read(client, url))
    refused = client.post(url, data={**csrf(client, url), "code": "", "standing": "member"})
    assert refused.status_code == 422
    sent = {**csrf(client, url), "code": "NZL", "standing": "member", "joined_on": "2026-10-01"}
    answer = client.post(url, data=sent)
    assert answer.headers["Location"] == "/delegations/NZL/record"
    page = open_page(client, "/delegations/NZL/record")
    check_markup("/delegations/NZL/record", page.html)
    assert "joined on 1 October 2026" in page.words
    assert "Delegation added" in page.words
    assert open_page(client, "/delegations/records").has_any("link", "New Zealand")


def test_a_focal_point_declares_and_only_others_let_one_person_clear(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    url = "/delegations/GHA/change"
    check_markup(url, read(client, url))
    assert "One person may write and clear" not in words(read(client, url))
    sent = {
        **csrf(client, url),
        "mailbox": "pko@mission.example",
        "languages": ["en", "fr"],
        "contributes": ["troops"],
        "since-troops": "1960",
        "source-troops": "Ministry",
        "clears_itself": "yes",
    }
    assert client.post(url, data={**sent, "since-troops": "19x"}).status_code == 422
    assert client.post(url, data=sent).status_code == 303
    text = words(read(client, "/delegations/GHA/record"))
    assert "Troops since 1960 (declared by the delegation)" in text
    assert "pko@mission.example" in text
    assert "by an officer who did not write the text" in text


@pytest.mark.parametrize("url", ["/delegations/GHA/record", "/delegations/GHA/change", "/delegations/GHA/leave"])
def test_others_find_no_record(bare: World, url: str) -> None:
    assert bare.browser("focal-point.deu").get(url).status_code == 404
    assert bare.visitor().get(url).status_code in (302, 303, 401)


def test_the_chair_waits_for_an_editor_of_another_co_chair(bare: World) -> None:
    client = bare.browser("editor.rwa")
    url = "/delegations/chair"
    check_markup(url, read(client, url))
    sent = {**csrf(client, url), "outgoing": "RWA", "incoming": "ITA", "on_day": "2026-12-01", "until": ""}
    assert client.post(url, data=sent).status_code == 303
    assert "Rwanda hands over to Italy" in words(read(client, url))
    assert client.post(f"{url}/1/confirm", data=csrf(client, url)).status_code == 403, "the same co-chair"


def test_the_public_reads_of_no_delegation_that_did_not_choose_it(bare: World) -> None:
    run(bare, "delegations", "add", "NZL")
    run(bare, "delegations", "add", "FJI", "--public", "--standing", "observer")
    visitor, member = bare.visitor(), bare.browser("practitioner")
    for url in ("/about", "/delegations"):
        assert "Fiji" in words(read(visitor, url))
        assert "New Zealand" not in words(read(visitor, url))
        assert "New Zealand" in words(read(member, url))
    assert visitor.get("/delegations/NZL").status_code == 404
    assert "In the Group" in words(read(member, "/delegations/NZL"))
    listed = visitor.get("/api/v1/delegations").json
    assert listed is not None
    assert {row["id"]: row["standing"] for row in listed}.get("FJI") == "observer"
    assert "NZL" not in {row["id"] for row in listed}


def test_commands_add_list_change_leave_and_pass_the_chair_on(bare: World) -> None:
    assert run(bare, "delegations", "add", "au", "--standing", "observer") == (0, "AU, African Union: observer.\n")
    assert run(bare, "delegations", "add", "AU")[0] == 1
    assert "AU      observer   African Union" in run(bare, "delegations", "list")[1]
    assert "ECOWAS" in run(bare, "delegations", "list", "--all")[1]
    assert run(bare, "delegations", "change", "AU", "--standing", "member")[1] == "AU, African Union: member.\n"
    assert run(bare, "delegations", "chair", "RWA", "AU")[1] == "AU, African Union: co_chair.\n"
    code, output = run(bare, "delegations", "leave", "AU")
    assert (code, "Hand over the chair first" in output) == (1, True)
    assert run(bare, "delegations", "leave", "GHA")[1] == "GHA, Ghana: former.\n"
    assert "The history was not changed." in run(bare, "history", "verify")[1]


def test_the_roles_of_an_office_are_under_its_name(library: World) -> None:
    page = open_page(library.browser("focal-point.gha"), "/delegations/GHA/offices/2/roles")
    assert "Roles: Clearance officer" in page.words
    assert "clearance.gha@demo.example" in page.words

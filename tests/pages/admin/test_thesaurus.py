"""The pages of the thesaurus: for administrators; entries are found by any name; changes count for the next search."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.search.text.thesaurus import lookup_word
from tests.support.page_reader import found, link, read, statements, words
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf

ECM = "/words/theme:EXP-ECM"
NEW = {"names-any": "DUKW\r\n\r\n", "names-en": "amphibious truck\r\n  amphibious   lorry ", "note": "It swims."}


def send(client: FlaskClient, url: str, **controls: Any) -> TestResponse:
    token = csrf(client, "/words/new")
    return client.post(url, data={**token, **{name.replace("__", "-"): value for name, value in controls.items()}})


def typed(client: FlaskClient, url: str) -> dict[str, str]:
    """Return the values of a form, as a browser would send them."""
    page = read(client, url)
    areas = page.split("<textarea")[1:]
    controls = {
        area.split('name="', 1)[1].split('"', 1)[0]: unescape(
            area.split(">", 1)[1].split("</textarea>", 1)[0].lstrip("\n")
        )
        for area in areas
    }
    for name in ("edition", "stands_for"):
        if f'name="{name}" value="' in page:
            controls[name] = unescape(page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0])
    if chosen := re.search(r'<option value="([^"]+)" selected>', page):
        controls["stands_for"] = unescape(chosen[1])
    return controls


def meant(world: World, word: str) -> list[str]:
    with world.platform.work.reading() as session:
        return [one.entry.id for one in load_thesaurus(session).at([lookup_word(word)], 0)]


@pytest.mark.slow
@pytest.mark.parametrize("office", ["practitioner", "focal-point.gha", "editor.bra", "reviewer.jpn"])
@pytest.mark.parametrize("url", ["/words", "/words/new", ECM])
def test_others_are_refused_and_find_no_way_there(bare: World, office: str, url: str) -> None:
    client = bare.browser(office)
    assert client.get(url).status_code == 403
    assert "/words" not in read(client, "/desk")
    assert bare.visitor().get(url).status_code == 303


@pytest.mark.slow
def test_from_the_desk_to_an_entry_by_any_of_its_names(bare: World) -> None:
    client = bare.browser("admin")
    page = read(client, link(read(client, "/desk"), "Thesaurus"))
    assert "take effect at once, for every search" in words(page)
    assert link(page, "Next") == "/words?page=2"
    for said in ("c-ied", "CIED", "lutte contre les EEI"):
        assert link(read(client, f"/words?q={said}"), "Explosive threats") == "/words/theme:EXP"
    shown = words(read(client, "/words/theme:EXP"))
    for said in (
        "Stands for Theme: Explosive threats",
        "Changed by hand Never",
        "counter-IED",
        "борьба с самодельными",
    ):
        assert said in shown
    assert "No entry has this name" in words(read(client, "/words?q=nothing+is+called+so"))
    assert "No entry was changed by hand" in words(read(client, "/words?show=changed"))
    assert client.get("/words?show=mine").status_code == 422
    assert client.get("/words/nothing").status_code == 404


def test_a_new_entry_is_shown_with_one_name_a_line_and_who_added_it_when(bare: World) -> None:
    client = bare.browser("admin")
    answer = client.post("/words/new", data={**csrf(client, "/words/new"), **NEW})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/words/own:dukw")
    page = read(client, "/words/own:dukw")
    shown = words(page)
    for said in ("Added. Search uses it from now on.", "2 November 2026", "Administrator, China", "It swims."):
        assert said in shown
    assert typed(client, "/words/own:dukw")["names-en"].split("\n") == ["amphibious truck", "amphibious lorry"]
    assert meant(bare, "dukw") == ["own:dukw"]
    assert "Changed by hand on 2 November 2026" in words(read(client, "/words?show=changed"))


def test_an_entry_that_is_sent_back_unchanged_keeps_its_names(bare: World) -> None:
    client = bare.browser("admin")
    before = typed(client, ECM)
    assert client.post(ECM, data={**csrf(client, ECM), **before}).status_code == 303
    after = typed(client, ECM)
    assert {**after, "edition": ""} == {**before, "edition": ""}
    assert after["edition"] != before["edition"]


@pytest.mark.parametrize(
    ("controls", "control", "message"),
    [
        ({}, "names-any", "Give it at least one name, in any language."),
        ({"names-fr": "x" * 200}, "names-fr", "At most 160 characters"),
        ({"names-en": "fine", "stands_for": ":EXP"}, "stands_for", "Choose a kind of classification"),
        ({"names-en": "fine", "stands_for": "theme:NONE"}, "stands_for", "Give a code of the vocabulary"),
        ({"names-en": "fine\n...", "note": "a note"}, "names-en", "A name needs a letter or a digit"),
        ({"names-en": "fine", "note": "x" * 500}, "note", "At most 400 characters"),
    ],
)
def test_a_refused_form_is_shown_again_with_the_error_at_its_control(
    bare: World, controls: dict[str, str], control: str, message: str
) -> None:
    client = bare.browser("admin")
    answer = client.post("/words/new", data={**csrf(client, "/words/new"), **controls})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'<a href="#f-{control}">' in page
    assert f'id="f-{control}"' in page
    assert message in words(page)
    assert all(text in page for name, text in controls.items() if name != "stands_for")


def test_what_an_entry_stands_for_is_chosen_by_name(bare: World) -> None:
    client = bare.browser("admin")
    page = read(client, "/words/new")
    (value,) = re.findall(r'<option value="([^"]+)">Mali \(MLI\)</option>', page)
    answer = client.post("/words/new", data={**csrf(client, "/words/new"), **NEW, "stands_for": value})
    assert answer.status_code == 303
    assert "Stands for Host State or area: Mali" in words(read(client, "/words/own:dukw"))
    assert typed(client, "/words/own:dukw")["stands_for"] == "host_state:MLI"


@pytest.mark.slow
def test_the_second_of_two_administrators_sees_their_input_and_the_stored_entry(bare: World) -> None:
    one, other = bare.browser("admin"), bare.browser("admin")
    first, second = typed(one, ECM), typed(other, ECM)
    first["names-en"] += "\nthe first one’s word"
    second["names-en"] += "\nthe second one’s word"
    assert one.post(ECM, data={**csrf(one, ECM), **first}).status_code == 303
    answer = other.post(ECM, data={**csrf(other, ECM), **second})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    for said in (
        "Somebody changed this entry",
        "the second one’s word",
        "The entry as it is now",
        "the first one’s word",
    ):
        assert said in words(page)
    assert meant(bare, "jammer") == ["theme:EXP-ECM"]
    again = {**second, "edition": page.split('name="edition" value="', 1)[1].split('"', 1)[0]}
    assert other.post(ECM, data={**csrf(other, ECM), **again}).status_code == 303
    assert "the second one’s word" in typed(one, ECM)["names-en"]


def test_a_shared_name_is_a_warning_and_not_refused(bare: World) -> None:
    client = bare.browser("admin")
    answer = client.post("/words/new", data={**csrf(client, "/words/new"), "names-en": "jammer"})
    page = read(client, answer.headers["Location"])
    assert "Names that another entry has too" in words(page)
    assert link(page, "Electronic counter-measures") == ECM


def test_retired_and_restored(bare: World) -> None:
    client = bare.browser("admin")
    assert meant(bare, "ied") == ["ied"]
    edition = typed(client, "/words/ied")["edition"]
    assert send(client, "/words/ied/retire", edition=edition).status_code == 303
    page = read(client, "/words/ied")
    assert "this entry is retired" in words(page)
    assert "<textarea" not in page
    assert meant(bare, "ied") == []
    assert send(client, "/words/ied/restore", edition=edition).status_code == 409
    edition = page.split('name="edition" value="', 1)[1].split('"', 1)[0]
    assert send(client, "/words/ied/restore", edition=edition).status_code == 303
    assert meant(bare, "ied") == ["ied"]
    assert send(client, "/words/ied/retire", edition="soon").status_code == 422


@pytest.mark.slow
def test_a_name_added_on_the_page_finds_a_case_in_the_very_next_search_of_any_process(bare: World) -> None:
    case = case_in(bare, "published")
    other = World(bare.config, clock=bare.clock)
    reader = other.visitor()
    assert found(read(reader, "/search?q=glimmerbox")) == set()
    client = bare.browser("admin")
    url = "/words/theme:EXP-SEARCH"
    controls = typed(client, url)
    controls["names-en"] += "\nglimmerbox"
    assert client.post(url, data={**csrf(client, url), **controls}).status_code == 303
    assert case.reference in found(read(reader, "/search?q=glimmerbox"))
    edition = typed(client, url)["edition"]
    assert send(client, f"{url}/retire", edition=edition).status_code == 303
    assert found(read(reader, "/search?q=glimmerbox")) == set()
    other.platform.work.engine.dispose()


def test_the_list_asks_the_database_little(bare: World) -> None:
    client = bare.browser("admin")
    with statements(bare) as seen:
        read(client, "/words?q=e")
    assert len(seen) <= 20

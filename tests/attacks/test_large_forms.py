"""Forms that are too large, and forms of strangers whose words must not be drawn again."""

from tests.support.page_reader import hidden_fields
from tests.support.world import World

WORDS = "Who counted, and when, and what became of it?"
ADDRESS = "/cases/CS-2026-0001/edit/summary"
LARGE = {"summary": WORDS * 4000}


def test_a_form_with_more_than_500_fields_is_refused_before_it_is_read(bare: World) -> None:
    client = bare.visitor()
    for kind in ({}, {"content_type": "multipart/form-data"}):
        few = {f"text-{number}": WORDS for number in range(500)}
        assert client.post(ADDRESS, data=few, **kind).status_code == 400
        many = {f"text-{number}": WORDS for number in range(501)}
        answer = client.post(ADDRESS, data=many, **kind)
        assert answer.status_code == 413
        assert WORDS not in answer.get_data(as_text=True)


def test_the_words_of_a_form_that_we_did_not_serve_are_not_drawn(bare: World) -> None:
    answer = bare.visitor().post(ADDRESS, data={"summary": WORDS, "csrf_token": "made-up"})
    assert answer.status_code == 400
    assert WORDS not in answer.get_data(as_text=True)


def test_the_words_of_a_form_are_drawn_up_to_100_kilobytes(bare: World) -> None:
    client = bare.visitor()
    token = hidden_fields(client, "/sign-in")["csrf_token"]
    client.delete_cookie("casebook")
    for fields, is_drawn in (({"summary": WORDS}, True), (LARGE, False)):
        answer = client.post(ADDRESS, data={**fields, "csrf_token": token})
        assert answer.status_code in (400, 401)
        assert (WORDS in answer.get_data(as_text=True)) is is_drawn

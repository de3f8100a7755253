"""Administrators write the texts of the home page and the about page, in each language; readers get their own."""

import pytest
from flask.testing import FlaskClient

from case_studies.models import SiteText
from case_studies.operations.site_texts.delivered import delivered_text
from case_studies.vocabulary import Language, SitePage
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import hidden_fields, open_page
from tests.support.world import World

ABOUT, HOME = "/administration/texts/about", "/administration/texts/home"
FRENCH = "Casebook réunit des études de cas.\n\n## Le Groupe\n\nLe Groupe **des amis**.\n\n## La voie\n\n1. un\n2. deux"
ARABIC = "يجمع هذا الموقع دراسات حالة.\n\n## المجموعة\n\nمجموعة الأصدقاء."


def send(client: FlaskClient, url: str, title: str, text: str, **more: str) -> tuple[int, Page]:
    answer = client.post(url, data={**hidden_fields(client, url), "title": title, "text": text, **more})
    return answer.status_code, Page(answer.get_data(as_text=True))


def read_as(client: FlaskClient, url: str, languages: str) -> Page:
    answer = client.get(url, headers={"Accept-Language": languages})
    assert answer.status_code == 200
    assert "Accept-Language" in answer.headers["Vary"]
    return Page(answer.get_data(as_text=True))


def test_every_page_has_a_delivered_text_in_english() -> None:
    for page in SitePage:
        text = delivered_text(page, Language.ENGLISH)
        assert text is not None
        assert text.title
        assert text.text


def test_readers_get_the_text_in_their_language_and_english_otherwise(bare: World) -> None:
    admin, reader = bare.browser("admin"), bare.visitor()
    assert send(admin, f"{ABOUT}/fr", "À propos", FRENCH)[0] == 303
    page = read_as(reader, "/about", "de, fr-CA;q=0.8, en;q=0.5")
    check_markup("/about", page.html)
    heading = page.one("heading", "À propos")
    assert heading.node.parent is not None
    assert heading.node.parent.attributes["lang"] == "fr"
    assert page.css("#part-1 .prose strong")[0].words == "des amis"
    assert [item.words for item in page.css("#part-2 ol li")] == ["un", "deux"]
    assert page.one("link", "Le Groupe").href == "#part-1"
    for languages in ("de", "en, fr;q=0.5", "", "*", "x" * 500):
        assert read_as(reader, "/about", languages).one("heading", "About Casebook")
    assert page.one("link", "English").href == "/about?lang=en"
    assert open_page(reader, "/about?lang=en").one("heading", "About Casebook")
    assert open_page(reader, "/about?lang=fr").one("heading", "À propos")
    assert open_page(reader, "/about?lang=zh").one("heading", "About Casebook")
    assert read_as(reader, "/", "fr").one("heading", "What was done to keep peacekeepers safe, and with what results")


@pytest.mark.parametrize("url", [ABOUT, HOME])
def test_arabic_goes_from_right_to_left_also_in_the_form(bare: World, url: str) -> None:
    admin = bare.browser("admin")
    form = open_page(admin, f"{url}/ar")
    assert {form.css(f"#f-{name}")[0].required("dir") for name in ("title", "text")} == {"rtl"}
    send(admin, f"{url}/ar", "عن الموقع", ARABIC)
    page = read_as(bare.visitor(), "/about" if url == ABOUT else "/", "ar")
    check_markup(url, page.html)
    arabic = page.css("main [lang=ar][dir=rtl]")
    assert "عن الموقع" in " ".join(one.words for one in arabic)
    assert "مجموعة الأصدقاء" in " ".join(one.words for one in arabic)
    assert page.css("html")[0].required("dir") == "ltr"


def test_a_preview_shows_the_text_and_saves_nothing(bare: World) -> None:
    admin = bare.browser("admin")
    status, page = send(admin, f"{ABOUT}/fr", "À propos", f"{FRENCH} <script>alert(1)</script>", preview="1")
    assert status == 200
    check_markup(ABOUT, page.html)
    preview = page.one("region", "Preview, not saved yet")
    assert preview.one("heading", "Le Groupe")
    assert "<script>alert" not in page.html
    assert page.css("#f-text")[0].words.startswith("Casebook réunit")
    assert read_as(bare.visitor(), "/about", "fr").one("heading", "About Casebook")


def test_earlier_texts_are_restored_and_the_delivered_text_comes_back(bare: World) -> None:
    admin, reader = bare.browser("admin"), bare.visitor()
    url = f"{HOME}/en"
    for title in ("First sentence", "Second sentence"):
        assert send(admin, url, title, "## Part\n\nWords.")[0] == 303
    assert open_page(reader, "/").one("heading", "Second sentence")
    form = open_page(admin, url)
    check_markup(url, form.html)
    assert "First sentence" in form.one("region", "Earlier texts").words
    token = hidden_fields(admin, url)["csrf_token"]
    assert admin.post(f"{url}/restore", data={"csrf_token": token, "number": 1, "edition": 2}).status_code == 303
    assert open_page(reader, "/").one("heading", "First sentence")
    assert admin.post(f"{url}/restore", data={"csrf_token": token, "number": 0, "edition": 2}).status_code == 409
    assert admin.post(f"{url}/restore", data={"csrf_token": token, "number": 9, "edition": 3}).status_code == 404
    assert admin.post(f"{url}/restore", data={"csrf_token": token, "number": 0, "edition": 3}).status_code == 303
    assert "What was done to keep peacekeepers safe" in open_page(reader, "/").words
    assert admin.post(f"{url}/restore", data={"csrf_token": token, "number": 0, "edition": 4}).status_code == 409
    with bare.platform.work.reading() as session:
        assert session.query(SiteText).count() == 4
    events = open_page(admin, "/administration/events?kind=change_site_text").words
    assert events.count("home en") == 4


def test_a_text_that_is_refused_stays_in_the_form(bare: World) -> None:
    admin, url = bare.browser("admin"), f"{ABOUT}/fr"
    before = hidden_fields(admin, url)
    status, page = send(admin, url, "", FRENCH)
    assert (status, "can't be empty" in page.words) == (422, True)
    assert page.css("#f-text")[0].words.startswith("Casebook réunit")
    assert send(admin, url, "À propos", "x" * 20_001)[0] == 422
    assert send(admin, url, "À propos", FRENCH)[0] == 303
    answer = admin.post(url, data={**before, "title": "Autre", "text": "Autre texte."})
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, page.css("#f-text")[0].words) == (409, "Autre texte.")
    assert "À propos" in page.one("region", "The text as it is now").words
    check_markup(url, page.html)


def test_only_administrators_write_and_other_places_do_not_exist(bare: World) -> None:
    for name in ("editor.idn", "focal-point.gha"):
        for url in ("/administration/texts", f"{ABOUT}/fr"):
            assert bare.browser(name).get(url).status_code == 403
    admin = bare.browser("admin")
    check_markup("/administration/texts", open_page(admin, "/administration/texts").html)
    assert admin.get("/administration/texts/about/de").status_code == 404
    assert admin.get("/administration/texts/other/en").status_code == 404

"""The page object finds what a reader finds: by role and name, with entities and labels resolved."""

import pytest

from tests.support.page import Page, words

PAGE = """<!doctype html><html lang="en"><head><title>Cases &amp; more</title><style>a { color: red }</style></head>
<body>
<nav aria-label="Main"><a href="/desk?a=1&amp;b=2">Desk <b>3</b></a><a>No link</a></nav>
<main><h1>Cases</h1>
<form action="/save"><input type="hidden" name="csrf_token" value="secret">
<label for="f-title">Title</label><input id="f-title" name="title" value="Old &lt;title&gt;" aria-describedby="e-title">
<p id="e-title">Too long.</p>
<label>Note <textarea name="note">
first line</textarea></label>
<fieldset><legend>Stage</legend><label><input type="radio" name="stage" value="ended" checked> Ended</label>
<label><input type="radio" name="stage" value="ongoing"> Ongoing</label></fieldset>
<label for="f-state">State</label><select id="f-state" name="state"><option value="">Any</option>
<option value="MLI" selected>Mali</option></select><button>Save</button></form>
<section aria-labelledby="h-found"><h2 id="h-found">2 cases</h2><ul><li>One</li><li>Two</li></ul></section>
<table><caption>Times</caption><tr><th scope="row">Review</th><td>3 days</td></tr></table>
<p role="status">Saved.</p><script>ignored()</script></main></body></html>"""


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(PAGE)


def test_words_are_the_text_without_scripts_and_styles() -> None:
    text = words(PAGE)
    assert text.startswith("Cases & more Desk 3 No link Cases Title Too long.")
    assert "ignored" not in text
    assert "color" not in text


def test_links_have_a_name_and_an_address(page: Page) -> None:
    assert [(link.name, link.href) for link in page.all("link")] == [("Desk 3", "/desk?a=1&b=2")]
    assert page.one("navigation", "Main").one("link", "Desk").closest("navigation").name == "Main"


def test_controls_are_found_by_their_labels(page: Page) -> None:
    assert page.one("textbox", "Title", exact=True).value == "Old <title>"
    assert page.one("textbox", "Title").description == "Too long."
    assert page.one("textbox", "Note").value == "first line"
    assert [(radio.name, radio.has("checked")) for radio in page.one("group", "Stage").all("radio")] == [
        ("Ended", True),
        ("Ongoing", False),
    ]
    assert page.one("combobox", "State").value == "MLI"
    assert [option.value for option in page.all("option")] == ["", "MLI"]
    assert len(page.all("textbox")) == 2, "a hidden field is no control"


def test_regions_tables_and_messages_have_their_roles(page: Page) -> None:
    assert [item.words for item in page.one("region", "2 cases").all("listitem")] == ["One", "Two"]
    assert page.one("table", "Times").one("rowheader").closest("row").one("cell").words == "3 days"
    assert page.one("status").words == "Saved."
    assert page.one("heading", "Cases", exact=True).node.tag == "h1"


def test_what_is_missing_or_ambiguous_fails(page: Page) -> None:
    assert not page.has_any("button", "Delete")
    with pytest.raises(AssertionError, match="no button 'Delete'"):
        page.first("button", "Delete")
    with pytest.raises(AssertionError, match="2 radio"):
        page.one("radio")

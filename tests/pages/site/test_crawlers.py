"""Being found: what search engines of the web and browsers learn of Casebook, which is what the public may read."""

from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action, State
from tests.support.page import Page
from tests.support.page_reader import open_page
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "http://localhost:8000"


def locations(client: FlaskClient, url: str) -> dict[str, str | None]:
    """Return the addresses of a sitemap, or of its index, each with its last change."""
    answer = client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    found = {}
    for entry in fromstring(answer.data):
        found[entry.findtext(f"{SITEMAP}loc") or ""] = entry.findtext(f"{SITEMAP}lastmod")
    return found


def content(page: Page, name: str) -> str | None:
    """Return the description of a page under this name."""
    found = page.css(f'meta[name="{name}"], meta[property="{name}"]')
    return found[0].required("content") if found else None


@pytest.mark.slow
def test_the_sitemap_has_all_public_cases_and_no_other(bare: World) -> None:
    public = case_in(bare, State.PUBLISHED)
    members = case_in(bare, State.PUBLISHED, audience="members", title="Only for members")
    draft = case_in(bare, State.DRAFT, title="A draft")
    client = bare.browser("practitioner")  # a member sees more, the sitemap doesn't
    index = locations(client, "/sitemap.xml")
    assert list(index) == [f"{SITE}/sitemap-places.xml", f"{SITE}/sitemap-cases-1.xml"]
    cases = locations(client, "/sitemap-cases-1.xml")
    published_on = public.look().readable.published_at.date().isoformat()
    assert cases == {f"{SITE}/cases/{public.reference}": published_on}
    assert not {members.reference, draft.reference} & {url.rsplit("/")[-1] for url in cases}
    public.act(Action.WITHDRAW, WRITER)
    assert list(locations(client, "/sitemap.xml")) == [f"{SITE}/sitemap-places.xml"]
    assert client.get("/sitemap-cases-1.xml").status_code == 404


@pytest.mark.slow
def test_every_address_of_the_sitemap_is_a_page_for_the_public_and_says_what_it_is(library: World) -> None:
    client = library.visitor()
    urls = [url for part in locations(client, "/sitemap.xml") for url in locations(client, part.removeprefix(SITE))]
    assert len(urls) > 20
    for url in urls:
        page = open_page(client, url.removeprefix(SITE))
        assert page.css("link[rel=canonical]")[0].required("href") == url
        assert content(page, "og:url") == url
        assert 40 < len(content(page, "description") or "") <= 200, url
        assert content(page, "og:description") == content(page, "description")
        assert content(page, "og:title"), url
        assert content(page, "robots") is None


@pytest.mark.parametrize("url", ["/search?theme=EXP", "/sign-in", "/compare", "/nowhere"])
def test_other_pages_are_not_described(library: World, url: str) -> None:
    page = Page(library.visitor().get(url).get_data(as_text=True))
    assert content(page, "robots") == "noindex"
    assert content(page, "description") is content(page, "og:title") is None
    assert not page.css("link[rel=canonical]")


def test_a_case_for_members_is_described_to_nobody(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    page = open_page(bare.browser("practitioner"), f"/cases/{case.reference}")
    assert content(page, "robots") == "noindex"
    assert content(page, "description") is content(page, "og:description") is None


def test_robots_leave_out_the_combinations_of_facets(bare: World) -> None:
    answer = bare.visitor().get("/robots.txt")
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.mimetype == "text/plain"
    assert lines[0] == "User-agent: *"
    assert "Disallow: /search?" in lines
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert not {"Disallow: /", "Disallow: /cases", "Disallow: /search"} & set(lines)


def test_a_browser_can_search_from_its_own_box(bare: World) -> None:
    client = bare.visitor()
    link = open_page(client, "/").css("link[rel=search]")[0]
    answer = client.get(link.required("href"))
    assert answer.mimetype == link.required("type") == "application/opensearchdescription+xml"
    template = fromstring(answer.data).find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert template is not None
    assert template.get("template") == f"{SITE}/search?q={{searchTerms}}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/search/", "/search"),
        ("/search/?q=convoy&theme=EXP", "/search?q=convoy&theme=EXP"),
        ("/cases/cs-2026-0001", "/cases/CS-2026-0001"),
        ("/cases/CS-2026-0001.", "/cases/CS-2026-0001"),
        ("/cases/CS-2026-0001/", "/cases/CS-2026-0001"),
        ("/cases/cs\u20112026\u20110001).", "/cases/CS-2026-0001"),
        ("/cases/Cs-2026-0001/revisions", None),
        ("/nowhere/", None),
        ("/assets/", None),
    ],
)
def test_an_address_with_a_small_mistake_leads_to_its_page(library: World, typed: str, meant: str | None) -> None:
    answer = library.visitor().get(typed)
    if meant is None:
        assert answer.status_code == 404
    else:
        assert (answer.status_code, answer.headers["Location"]) == (308, meant)
        assert library.visitor().get(meant).status_code == 200

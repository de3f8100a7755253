"""What scanners try first: files of the machine, methods that reveal, types that mislead, pages to be hidden."""

import pytest

from case_studies.vocabulary import State
from tests.support.page import Page
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World, csrf

FILES = [
    *(
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/config.py",
        "/requirements.txt",
        "/data/casebook.sqlite3",
        "/secret_key",
    ),
    *("/assets/", "/assets/../config.py", "/assets/..%2f..%2fconfig.py", "/assets/%2e%2e/%2e%2e/config.py"),
    *("/static/", "/static/js/casebook.js", "/assets//etc/passwd", "/cases/..%2f..%2f.git%2fconfig"),
]
TYPES = {
    "/": "text/html; charset=utf-8",
    "/nowhere": "text/html; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
    "/figures.csv": "text/csv; charset=utf-8",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/search.csv": "text/csv; charset=utf-8",
    "/search.atom": "application/atom+xml; charset=utf-8",
    "/oai": "text/xml; charset=utf-8",
    "/opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
    "/api/v1/search": "application/json",  # JSON is UTF-8 and has no such parameter (RFC 8259, 11)
    "/api/v1/nowhere": "application/problem+json",
}
PRIVATE = [
    "/desk",
    "/account",
    "/administration",
    "/statistics",
    "/words",
    "/demo/mail",
    "/console",
    "/debug",
    "/admin",
]


@pytest.mark.parametrize("url", FILES)
def test_no_file_of_the_machine_is_served(bare: World, url: str) -> None:
    """No source, no history of the source, no data, no listing of a folder."""
    assert bare.visitor().get(url).status_code == 404


@pytest.mark.parametrize("url", ["/", "/sign-in", "/api/v1/search", "/assets/", "/healthz"])
def test_trace_is_refused(bare: World, url: str) -> None:
    answer = bare.visitor().open(url, method="TRACE", headers={"X-Sentinel": "sentinel"})
    assert answer.status_code in (404, 405)
    assert b"sentinel" not in answer.data


@pytest.mark.parametrize("url", TYPES)
def test_every_kind_of_answer_names_its_type_and_charset(library: World, url: str) -> None:
    assert library.visitor().get(url).headers["Content-Type"] == TYPES[url]


def test_a_table_is_a_file_with_a_fixed_name(library: World) -> None:
    answer = library.visitor().get('/figures.csv?filename=x.html&q="%0d%0aX-Sentinel: 1')
    assert answer.headers["Content-Disposition"] == "attachment; filename=casebook-figures.csv"
    assert "X-Sentinel" not in answer.headers


@pytest.mark.parametrize("url", ["/", "/desk", "/api/v1/search", "/api/v1/openapi.json", "/search.atom"])
def test_no_other_site_is_allowed_to_read_answers(library: World, url: str) -> None:
    client = library.browser("practitioner")
    for method in ("GET", "OPTIONS"):
        headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
        answer = client.open(url, method=method, headers=headers)
        assert not [name for name, _value in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("url", ["/", "/search", "/desk", "/inbox", "/account", "/cases/CS-2026-0001", "/nowhere"])
def test_every_page_for_offices_has_a_button_to_sign_out(library: World, url: str) -> None:
    page = Page(library.browser("editor.bra").get(url).get_data(as_text=True))
    assert [form for form in page.css("form[action='/sign-out']") if form.css("button")]


@pytest.mark.slow
@pytest.mark.parametrize("url", PRIVATE)
def test_what_is_public_of_documentation_and_monitoring(library: World, url: str) -> None:
    """Public on purpose: the documents of the API, and whether the server works, without a number or a version."""
    client = library.visitor()
    assert client.get(url).status_code in (303, 404)
    assert client.get("/api/v1/openapi.json").status_code == 200
    healthz = client.get("/healthz")
    assert healthz.status_code == 200
    assert len(healthz.data) < 100


def test_signs_of_format_strings_stay_what_they_are(bare: World) -> None:
    title = "100 % of {0} and %(day)s of %s in {settings.secret} {{ config }} ${x}"
    case = case_in(bare, State.IN_CLEARANCE, title=title)
    page = Page(bare.browser(WRITER).get(f"/cases/{case.reference}/work").get_data(as_text=True))
    assert title in page.css("h1")[0].words


def test_a_form_that_names_fields_of_the_account_changes_none(bare: World) -> None:
    """Roles, delegation and state of an account are no fields of any form of its owner."""
    client = bare.browser("practitioner")
    before = bare.actor("practitioner")
    forged = {"roles": "administrator", "delegation": "BRA", "delegation_code": "BRA", "active": "1", "id": "1"}
    client.post("/account/notifications", data={**forged, **csrf(client, "/account")})
    client.post("/account/sessions/end", data={**forged, **csrf(client, "/account")})
    assert bare.actor("practitioner") == before

"""The page of a case: the text, the facts, who may read it, and its public history."""

import pytest

from case_studies.vocabulary import Action, State
from tests.support.page_reader import link, open_page, read, statements, words
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, case_in, second_draft, second_round
from tests.support.world import WHOLE_CASE, World

SCRIPT = "<script>alert(1)</script>"


def test_it_shows_the_text_and_the_facts(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    page = words(read(bare.visitor(), f"/cases/{case.reference}"))
    for text in (WHOLE_CASE["title"], *WHOLE_CASE["sections"].values(), *WHOLE_CASE["sources"]):
        assert text in page
    for fact in ("Ghana", "Mali", "MINUSMA", "2019–2021", "Ended", "Self-reported", "English", WHOLE_CASE["contact"]):
        assert fact in page
    assert "Public (TLP:CLEAR)" in page
    assert "responsibility of the delegation that submitted it" in page
    assert (
        f"Casebook {case.reference}, revision 1, 2 November 2026. Available at http://localhost/cases/{case.reference}"
        in page
    )


def test_the_facts_link_to_the_page_of_each_name(library: World) -> None:
    client = library.visitor()
    page = read(client, "/cases/CS-2026-0001")
    for label, url in (("MINUSMA", "/operations/MINUSMA"), ("Mali", "/states/MLI")):
        assert link(page, label) == url
        assert "CS-2026-0001" in read(client, url)


@pytest.mark.slow
def test_only_a_demonstration_entry_is_marked_as_one(library: World) -> None:
    statement = "Demonstration entry compiled from public sources; not submitted by the State."
    own = case_in(library, State.PUBLISHED)
    client = library.visitor()
    assert statement in words(read(client, "/cases/CS-2026-0012"))
    assert statement not in words(read(client, f"/cases/{own.reference}"))


@pytest.mark.parametrize(
    ("reference", "language", "direction"), [("CS-2026-0009", "ar", "rtl"), ("CS-2026-0015", "zh", "ltr")]
)
def test_the_text_keeps_its_language_and_direction(
    library: World, reference: str, language: str, direction: str
) -> None:
    page = open_page(library.visitor(), f"/cases/{reference}")
    for selector in ("h1", ".case__summary", ".case__contents ul", ".case__text", "#citation bdi"):
        (text,) = page.css(selector)
        assert (text.attribute("lang"), text.attribute("dir")) == (language, direction), selector
    (html,) = page.css("html")
    assert (html.attribute("lang"), html.attribute("dir")) == ("en", "ltr")


def test_the_public_history_counts_reviewers_without_names(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for reader in (bare.visitor(), bare.browser(EDITOR), bare.browser(WRITER)):
        history = words(read(reader, f"/cases/{case.reference}").split('id="history-name"', 1)[1])
        assert "Submitted · 2 November 2026" in history
        assert "Published, reviewed by 2 reviewers · 2 November 2026" in history
        for inner in ("Clearance requested", "Reviewer assigned", "Round opened", "France"):
            assert inner not in history


def test_a_second_revision_is_in_the_history(bare: World) -> None:
    case = second_round(bare)
    assert "Revision 2" not in words(read(bare.visitor(), f"/cases/{case.reference}"))
    case.act(Action.PUBLISH, EDITOR)
    page = words(read(bare.visitor(), f"/cases/{case.reference}"))
    assert "Revision 2: published, reviewed by 2 reviewers" in page
    assert f"{case.reference}, revision 2" in page


def test_a_members_case_is_404_for_visitors_and_readable_for_members(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    url = f"/cases/{case.reference}"
    read(bare.visitor(), url, 404)
    assert "Members only (TLP:GREEN)" in words(read(bare.browser("practitioner"), url))


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN])
def test_an_unpublished_case_is_404_like_an_unknown_one(bare: World, state: State) -> None:
    case = case_in(bare, state)
    for reader in (bare.visitor(), bare.browser("practitioner"), bare.browser("admin")):
        nothing = words(read(reader, "/cases/CS-2026-9999", 404)).replace("CS-2026-9999", "")
        assert words(read(reader, f"/cases/{case.reference}", 404)).replace(case.reference, "") == nothing


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.WITHDRAWN])
def test_participants_of_an_unpublished_case_are_redirected_to_the_workspace(bare: World, state: State) -> None:
    case = case_in(bare, state)
    answer = bare.browser(OFFICER).get(f"/cases/{case.reference}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/cases/{case.reference}/work"


def test_participants_read_the_published_text_and_find_the_workspace(bare: World) -> None:
    case = second_draft(bare)
    case.edit(title="A title that is not public yet")
    url = f"/cases/{case.reference}"
    page = read(bare.browser(WRITER), url)
    assert WHOLE_CASE["title"] in page
    assert "not public yet" not in page
    assert link(page, "Workspace") == f"{url}/work"
    assert "Workspace" not in read(bare.browser("practitioner"), url)
    assert "Workspace" in read(bare.browser(REVIEWERS[0]), url)


def test_an_archived_case_is_marked_and_only_participants_see_the_reason(bare: World) -> None:
    case = case_in(bare, State.ARCHIVED)
    page = words(read(bare.visitor(), f"/cases/{case.reference}"))
    assert "This case is archived" in page
    assert "Out of date." not in page
    assert case.reference not in read(bare.visitor(), "/search")


@pytest.mark.slow
def test_script_in_a_text_is_shown_harmless(bare: World) -> None:
    hostile = f"{SCRIPT} [go](javascript:alert(1)) ![x](http://evil.example/x.png) <img src=x onerror=alert(1)>"
    case = case_in(
        bare,
        State.PUBLISHED,
        title=f"Title {SCRIPT}",
        sections=dict.fromkeys(WHOLE_CASE["sections"], hostile),
        sources=[f"Source {SCRIPT}"],
    )
    page = read(bare.visitor(), f"/cases/{case.reference}")
    assert SCRIPT not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= len(WHOLE_CASE["sections"])


def test_the_number_of_queries_is_bounded(library: World) -> None:
    client = library.visitor()
    counts = set()
    for reference in ("CS-2026-0001", "CS-2026-0002", "CS-2026-0009", "CS-2026-0020"):
        with statements(library) as seen:
            read(client, f"/cases/{reference}")
        counts.add(len(seen))
    assert max(counts) <= 24, counts

"""Changes and earlier revisions, for participants, as far as they may read them, without reviewers' names."""

from pathlib import Path

import pytest

from case_studies.operations.attachments.attachments import change_attachment, remove_attachment
from case_studies.operations.cases.queries import find_case
from case_studies.vocabulary import Action, PartAudience, State
from tests.support.crawl import check_markup
from tests.support.files import pdf, picture
from tests.support.page_reader import link, open_page, read, words
from tests.support.rounds import MUST, NAMES, REASON, cleared, judged_again, revision_asked
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

FRANCE = REVIEWERS[1]
SECRET = "Words that nobody outside has read"
VERDICT = "Not yet."


@pytest.fixture
def rewritten(bare: World) -> Steps:
    """A second revision, with its reviewers, that differs in some sections and fields."""
    case = revision_asked(bare)
    case.answer()
    results = "Counted by the search teams.\n\nNot measured elsewhere."
    case.edit(title="Searching first", themes=["EXP-SEARCH"], evidence="independent", sections={"results": results})
    return cleared(case)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["inline", "side", "upside-down"])
def test_changes_are_shown_by_section_and_by_field(bare: World, rewritten: Steps, view: str) -> None:
    page = read(bare.browser(FRANCE), f"/cases/{rewritten.reference}/changes?view={view}")
    check_markup("changes", page)
    page_text = words(page)
    assert "What changed from revision 1 to revision 2" in page_text
    for expected in ("added: Counted by the search teams.", "Convoy escort", "Self-reported", "Independent study"):
        assert expected in page_text
    assert '<ins><span class="visually-hidden">added: </span>Counted by' in page
    assert "Unchanged: Summary, Situation, Actions, Resources, What did not work, Lessons, Use elsewhere." in page_text
    assert page.count('<table class="columns">') == (view == "side")


@pytest.mark.slow
def test_files_that_changed_are_shown_to_reviewers_and_programs(bare: World) -> None:
    case = Steps.start(bare)
    same, gone = case.attach(pdf("Same"), "same.pdf"), case.attach(pdf("Gone"), "gone.pdf", description="Leaves")
    other = case.attach(picture(), "gate.jpg", description="A gate")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    for reviewer in REVIEWERS:
        case.respond(reviewer)
        case.review(reviewer, recommendation="revise", remarks=[])
    case.act(Action.REQUEST_REVISION, EDITOR, REASON)
    came = case.attach(pdf("Came"), "came.pdf", description="Arrives")
    with bare.platform.work.writing() as session:
        actor = bare.actor(WRITER)
        found = find_case(session, actor, case.reference, for_change=True)
        remove_attachment(session, found, actor, gone)
        change_attachment(session, found, actor, other, description="The gate", audience=PartAudience.MEMBERS)
    cleared(case)
    page = open_page(bare.browser(FRANCE), f"/cases/{case.reference}/changes")
    rows = {row.css("th")[0].words: [cell.words for cell in row.css("td")] for row in page.css("#files tbody tr")}
    assert rows == {
        "gone.pdf": ["Leaves Everybody", "not attached"],
        "gate.jpg": ["A gate Everybody", "The gate Members only (TLP:GREEN)"],
        "came.pdf": ["not attached", "Arrives Everybody"],
    }
    headers = bare.headers(FRANCE)
    told = bare.visitor().get(f"/api/v1/cases/{case.reference}/changes", headers=headers).get_json()["files"]
    assert [(one["id"], one["before"] is None, one["after"] is None) for one in told] == [
        (gone, False, True),
        (other, False, False),
        (came, True, False),
    ]
    case.respond(FRANCE)
    number = case.assignment(FRANCE)
    review = open_page(bare.browser(FRANCE), f"/assignments/{number}")
    assert {"same.pdf", "gate.jpg", "came.pdf"} == {one.words for one in review.css(".files .file__name")}
    assert "Files that changed since revision 1" in review.words
    assert same not in {one["id"] for one in told}


def test_equal_revisions_are_reported_as_equal(bare: World) -> None:
    case = revision_asked(bare)
    page_text = words(read(bare.browser(WRITER), f"/cases/{case.reference}/changes"))
    assert "These two revisions are equal." in page_text


@pytest.mark.parametrize("asked", ["", "?from=1&to=9", "?from=7", "?to=1"])
def test_without_two_revisions_there_is_no_page(bare: World, asked: str) -> None:
    case = case_in(bare, State.IN_REVIEW)
    for office in (WRITER, EDITOR, FRANCE):
        read(bare.browser(office), f"/cases/{case.reference}/changes{asked}", 404)


def test_invalid_numbers_are_ignored(bare: World, rewritten: Steps) -> None:
    page = read(bare.browser(WRITER), f"/cases/{rewritten.reference}/changes?from=x&to=&view=")
    assert "revision 1 to revision 2" in words(page)


def test_script_in_a_changed_text_is_shown_harmless(bare: World) -> None:
    case = revision_asked(bare)
    case.edit(title="<script>alert(1)</script>", sections={"results": "<script>alert(2)</script> [x](javascript:1)"})
    for view in ("inline", "side"):
        page = read(bare.browser(WRITER), f"/cases/{case.reference}/changes?view={view}")
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert "alert(2)" in page


def test_an_earlier_revision_has_its_text_its_reviews_and_the_decision_with_its_reason(
    bare: World, rewritten: Steps
) -> None:
    for office in (WRITER, OFFICER, EDITOR, FRANCE):
        page = read(bare.browser(office), f"/cases/{rewritten.reference}/revisions/1")
        check_markup("revision", page)
        page_text = words(page)
        for expected in ("Searching the road before the column leaves", "Not measured.", REASON, MUST["text"]):
            assert expected in page_text, office
        assert "Counted by the search teams" not in page_text
        assert link(page, "what changed").endswith(f"/cases/{rewritten.reference}/changes?from=1&to=2")


@pytest.mark.slow
@pytest.mark.parametrize("office", [WRITER, OFFICER, FRANCE])
def test_no_page_of_a_round_names_a_reviewer(bare: World, rewritten: Steps, office: str) -> None:
    """Reviewers recognize themselves. The other one is a number to them, as both are to the delegation."""
    judged_again(rewritten)
    client = bare.browser(office)
    pages = [client.get(f"/cases/{rewritten.reference}{tail}") for tail in ("/revisions/1", "/revisions/2", "/changes")]
    assert [page.status_code for page in pages] == [200] * 3
    hidden = ("reviewer.chn", "China", "CHN") if office == FRANCE else NAMES
    for page in pages:
        body = page.get_data(as_text=True).split("<main", 1)[1]
        assert not [name for name in hidden if name in body]
    assert "Reviewer 1" in words(pages[0].get_data(as_text=True))


@pytest.mark.slow
@pytest.mark.parametrize("office", [EDITOR, *REVIEWERS])
@pytest.mark.parametrize("asked", [False, True], ids=["on the desk", "in clearance"])
def test_before_clearance_only_the_delegation_reads_texts_and_answers(bare: World, office: str, asked: bool) -> None:
    case = revision_asked(bare)
    case.answer(text=SECRET)
    case.edit(title=SECRET, sections={"results": SECRET})
    if asked:
        case.act(Action.REQUEST_CLEARANCE, WRITER)
    client = bare.browser(office)
    for tail, status in (("/revisions/1", 200), ("/revisions/2", 404), ("/changes", 404), ("/remarks", 403)):
        assert SECRET not in read(client, f"/cases/{case.reference}{tail}", status), tail
    assert SECRET not in read(client, f"/cases/{case.reference}/changes?from=1&to=2", 404)
    assert SECRET in read(bare.browser(OFFICER), f"/cases/{case.reference}/changes")


@pytest.mark.slow
def test_the_delegation_reads_no_verdict_before_the_decision(bare: World, rewritten: Steps) -> None:
    judged_again(rewritten, verdict="reopened")
    client = bare.browser(WRITER)

    def page_text() -> str:
        tails = ("/revisions/1", "/revisions/2", "/changes", "/work")
        return "".join(read(client, f"/cases/{rewritten.reference}{tail}") for tail in tails)

    assert VERDICT not in page_text()
    rewritten.act(Action.REQUEST_REVISION, EDITOR, "Once more.")
    assert VERDICT in page_text()


@pytest.mark.slow
@pytest.mark.parametrize("office", ["focal-point.deu", "reviewer.ken", "practitioner", "admin"])
def test_only_participants_find_revisions(bare: World, office: str) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.browser(office)
    read(client, f"/cases/{case.reference}")
    read(client, f"/cases/{case.reference}/changes", 404)
    for reader in (client, bare.visitor()):  # they follow a citation
        assert reader.get(f"/cases/{case.reference}/revisions/1").location == f"/cases/{case.reference}"
        read(reader, f"/cases/{case.reference}/revisions/2", 404)


def test_a_withdrawn_case_disappears_for_its_reviewers(bare: World, rewritten: Steps) -> None:
    rewritten.act(Action.WITHDRAW, WRITER)
    for office, status in ((WRITER, 200), (EDITOR, 404), (FRANCE, 404)):
        read(bare.browser(office), f"/cases/{rewritten.reference}/revisions/1", status)
        read(bare.browser(office), f"/cases/{rewritten.reference}/changes", status)


TABLE = "Counted by the team:\n\n| Year | Devices |\n| --- | ---: |\n| 2019 | 12 |\n{}\nNo other figures."


@pytest.mark.slow
@pytest.mark.parametrize("view", ["inline", "side"])
def test_a_table_is_compared_by_row_and_shows_none_of_its_signs(bare: World, view: str) -> None:
    case = revision_asked(bare, sections={**WHOLE_CASE["sections"], "results": TABLE.format("")})
    case.edit(sections={"results": TABLE.format("| 2020 | 31 |\n")})
    page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/changes?view={view}")
    shown = " ".join(part.words for part in page.css(".difference"))
    assert "|" not in shown
    assert "---" not in shown
    assert "Year · Devices 2019 · 12" in shown
    assert [added.words for added in page.css(".difference ins")] == ["added: 2020 · 31"]


@pytest.mark.slow
def test_the_text_of_a_right_to_left_case_stays_so_whatever_it_begins_with(bare: World) -> None:
    case = revision_asked(bare, language="ar")
    case.edit(sections={"results": "UNMAS: دربت البعثة فرق إزالة الألغام"})
    for view in ("inline", "side"):
        page = open_page(bare.browser(WRITER), f"/cases/{case.reference}/changes?view={view}")
        texts = page.css(".difference")
        assert texts
        assert {text.attribute("dir") for text in texts} == {"rtl"}
    assert {
        part.attribute("dir")
        for part in open_page(bare.browser(WRITER), f"/cases/{case.reference}/edit").css(".answers p[lang=ar]")
    } == {"rtl"}


def test_no_page_guesses_a_direction_by_the_first_letter() -> None:
    templates = Path("app/templates").rglob("*.html")
    assert [path.name for path in templates if 'dir="auto"' in path.read_text(encoding="utf-8")] == []

"""What the delegation and the editor do in the two rounds, by pressing what the pages offer: one scene a function."""

from playwright.sync_api import Locator, Page, expect

from tests.support.browser.person import Person
from tests.support.browser.reviewer import COUNTED, MEASURED, ORDER, STILL_OPEN

WHY_REVISE = "One reviewer asks how the results could be known."
CHANGED = "Not measured. The drivers' logs would tell the hours lost at the lane."
WHY_PUBLISH = "The log is named in the sources; both reviewers approve."


def ask_for_clearance(author: Person) -> None:
    """Ask the delegation's own officer."""
    author.press("Ask for clearance")
    author.picture("asking-for-clearance")
    author.press("Ask for clearance")
    expect(author.page.get_by_text("In clearance").first).to_be_visible()


def clear(officer: Person) -> None:
    """Find the case on the desk and release it."""
    officer.page.goto("/desk")
    officer.picture("desk-of-the-officer")
    officer.follow("Read and decide")
    officer.press("Clear and submit")
    officer.press("Clear and submit")
    expect(officer.page.get_by_role("status")).to_contain_text("Submitted")


def answer_the_remarks(author: Person) -> None:
    """Answer each remark, one without a word at first."""
    page = author.page
    page.goto("/desk")
    author.picture("desk-of-the-author")
    author.follow("Answer the remarks")
    expect(page.get_by_text(WHY_REVISE)).to_be_visible()
    author.picture("remarks")
    for words in (COUNTED, ORDER):
        answer(page, words, "Done", "It says so now.")
    answer(page, MEASURED, "Not done", "")
    author.press("Save the answers")
    expect(page.get_by_role("alert")).to_have_text("1 answer is incomplete. 2 are saved.")
    expect(thread(page, MEASURED).get_by_role("textbox")).to_be_focused()
    author.picture("remarks-with-a-gap")
    answer(page, MEASURED, "Not done", "The drivers' logs are not ours.")
    author.press("Save the answers")
    expect(page.get_by_role("status").first).to_contain_text("Every remark is answered")
    author.picture("remarks-answered")


def change_the_section(author: Person) -> None:
    """Go from a remark to its section, change it, and come back."""
    page = author.page
    page.get_by_role("button", name="Save and edit this section").filter(has_text="Results").click()
    expect(page.get_by_text(COUNTED)).to_be_visible()
    page.get_by_role("textbox", name="Results").fill(CHANGED)
    author.picture("section-with-remarks")
    author.press("Save")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    author.picture("tasks-of-a-revision")


def read_the_reviews(author: Person, reference: str) -> None:
    """Read what both reviewers said in both rounds, and what was decided, without names."""
    page = author.page
    page.goto(f"/cases/{reference}/work")
    for words in (COUNTED, MEASURED, ORDER, STILL_OPEN, WHY_REVISE, WHY_PUBLISH):
        expect(page.get_by_text(words).first).to_be_visible()
    for name in ("Reviewer 1", "Reviewer 2"):
        expect(page.get_by_role("heading", name=name)).to_have_count(2)
    author.picture("workspace-of-the-author")
    page.goto(f"/cases/{reference}/revisions/1")
    author.picture("earlier-revision")
    page.goto(f"/cases/{reference}")
    author.picture("published")


def start_the_review(editor: Person) -> None:
    """Ask two reviewers from the ranked page, and start."""
    editor.page.goto("/desk")
    editor.picture("desk-of-the-editor")
    editor.follow("Assign reviewers")
    expect(editor.page.get_by_text("The reviewers who fit this case best come first.")).to_be_visible()
    editor.picture("reviewers-ranked")
    for name in ("Brazil", "Japan"):
        editor.page.get_by_label(name).check()
        editor.press("Ask to review")
        expect(editor.page.get_by_role("status").first).to_contain_text(name)
    editor.picture("reviewers-asked")
    editor.press("Start the review")
    editor.press("Start the review")
    expect(editor.page.get_by_text("In review").first).to_be_visible()


def request_a_revision(editor: Person) -> None:
    """Read the reviews and ask for a revision."""
    editor.follow("Decide")
    expect(editor.page.get_by_text(MEASURED)).to_be_visible()
    editor.picture("workspace-of-the-editor")
    editor.press("Request a revision")
    editor.page.get_by_label("Reason").fill(WHY_REVISE)
    editor.picture("requesting-a-revision")
    editor.press("Request a revision")
    expect(editor.page.get_by_role("status")).to_contain_text("Revision requested")


def publish_with_a_reason(editor: Person) -> None:
    """Publish; that a must is still open asks for a reason."""
    page = editor.page
    editor.follow("Decide")
    expect(page.get_by_text(STILL_OPEN)).to_be_visible()
    editor.picture("workspace-in-the-second-round")
    editor.press("Publish")
    editor.press("Publish")
    expect(page.get_by_role("alert")).to_contain_text("A remark that is a must is still open")
    editor.picture("publishing-with-an-open-must")
    page.get_by_label("Reason").fill(WHY_PUBLISH)
    editor.press("Publish")
    expect(page.get_by_role("status")).to_contain_text("Published")


def thread(page: Page, words: str) -> Locator:
    """Return the fields with which the delegation answers a remark."""
    return page.get_by_role("article").filter(has_text=words)


def answer(page: Page, words: str, done: str, text: str) -> None:
    """Fill in the answer to a remark."""
    thread(page, words).get_by_label(done, exact=True).check()
    thread(page, words).get_by_role("textbox").fill(text)

"""The pages of joint texts: drafting and comparing, comments beside their paragraph, the hour of silence, delivery."""

from datetime import timedelta

import pytest

from case_studies.text_vocabulary import TextState
from tests.support.api_client import fine
from tests.support.page_reader import read, words
from tests.support.sent_form import send
from tests.support.texts import ANOTHER, CLEARER, EDITOR, MEMBER, OTHER_EDITOR, WRITER, text_in
from tests.support.world import World


@pytest.mark.slow
def test_a_text_is_drafted_commented_on_and_written_again_paragraph_by_paragraph(bare: World) -> None:
    editor, writer, member = bare.browser(EDITOR), bare.browser(WRITER), bare.browser(MEMBER)
    typed = {"title": "Statement on drills", "text_kind": "statement", "language": "en", "event": ""}
    kept = send(editor, "/texts/new", "/texts/new", **{**typed, "title": ""}, added="We drill.")
    assert (kept.status_code, "We drill." in kept.text) == (422, True)
    page = send(editor, "/texts/new", "/texts/new", **typed, added="We thank them.\n\nWe drill.").location
    assert member.get(page).status_code == 404
    day = (bare.clock.moment + timedelta(days=9)).date().isoformat()
    assert send(editor, page, f"{page}/act/circulate", comments_until=day, languages=["en", "fr"]).status_code == 303
    assert page in read(bare.browser(ANOTHER), "/desk")
    comment = {"paragraph": "2", "kind": "proposal", "language": "fr", "text": "Nous nous exerçons ensemble."}
    assert send(writer, page, f"{page}/act/comment", **{**comment, "text": "SECRET//REL"}).status_code == 422
    assert send(writer, page, f"{page}/act/comment", **comment).status_code == 303
    assert "Germany Other words" in words(read(member, page))
    form = {
        **typed,
        "paragraph-1": "We thank all of them.",
        "paragraph-2": "We drill together.\n\nWe learn.",
        "added": "",
    }
    saved = send(editor, f"{page}/edit", f"{page}/edit", **form, base="1", note="Together.", taken_up=["1"])
    assert saved.status_code == 303
    assert send(editor, f"{page}/edit", f"{page}/edit", **form, base="1").status_code == 409
    shown = words(read(member, page))
    assert "We learn." in shown
    assert "Taken up in version 2." in shown
    changes = words(read(member, f"{page}/changes"))
    assert "3 paragraphs differ." in changes
    assert "Paragraph 3 new" in changes
    assert "added: together" in changes, changes
    assert bare.visitor().get(f"{page}/changes").status_code in (302, 303, 401)


@pytest.mark.slow
def test_a_text_of_the_most_paragraphs_is_written_on_the_page_and_no_longer_one(bare: World) -> None:
    text = text_in(bare, TextState.DRAFT, paragraphs=[{"id": None, "text": "\n\n".join(["We drill."] * 100)}])
    editor, edit = bare.browser(EDITOR), f"{text.address}/edit"
    typed = {"title": "Drills", "text_kind": "statement", "language": "en", "event": "", "base": "1"}
    typed |= {f"paragraph-{number}": "We drill." for number in range(1, 101)}
    odd = {"paragraph-²": "No.", "paragraph-٣": "No.", f"paragraph-{'9' * 5000}": "No."}
    refused = send(editor, edit, edit, **typed, added="We learn.")
    assert refused.status_code == 422
    assert "at most 100 paragraphs, and this one would have 101" in words(refused.text)
    assert send(editor, edit, edit, **{**typed, "paragraph-1": "We meet."}, **odd, added="").status_code == 303
    assert [one["text"] for one in text.read()["paragraphs"]] == ["We meet.", *["We drill."] * 99]


@pytest.mark.slow
def test_two_editors_do_not_overwrite_each_other_and_no_note_is_lost(bare: World) -> None:
    text = text_in(bare, TextState.UNDER_COMMENT)
    edit, opened = f"{text.address}/edit", text.read()
    kept = {f"paragraph-{one['id']}": one["text"] for one in opened["paragraphs"]}
    form = {"text_kind": "letter", "language": "en", "event": "", "added": "", **kept, "base": "1"}
    assert send(bare.browser(EDITOR), edit, edit, **form, title="Letter on drills").status_code == 303
    other = bare.browser(OTHER_EDITOR)
    late = send(other, edit, edit, **form, title="Late title", version=opened["version"])
    assert (late.status_code, "Late title" in late.text) == (409, True)
    assert text.read()["title"] == "Letter on drills"
    lost = send(other, edit, edit, **form, title="Letter", note="We drill twice.")
    assert (lost.status_code, "We drill twice." in lost.text) == (422, True)
    assert "The paragraphs did not change" in lost.text
    assert send(other, edit, edit, **form, title="Letter").status_code == 303


@pytest.mark.slow
def test_the_form_of_silence_shows_how_the_hour_reads_before_it_begins(bare: World) -> None:
    text = text_in(bare, TextState.UNDER_COMMENT)
    assert "Silence can begin after that day." in words(read(bare.browser(EDITOR), text.address))
    assert "Editors need not take up later ones." in words(read(bare.browser(WRITER), text.address))
    text.wait(days=2)
    editor, page = bare.browser(EDITOR), text.address
    day = text.needs("put_under_silence")["silence"]["day"]
    hour = {"day": day, "hour": "18:00", "time_zone": "Africa/Accra"}
    early = send(editor, page, f"{page}/act/put_under_silence", **{**hour, "day": text.today.isoformat()})
    assert early.status_code == 422
    assert "Leave 24 hours of working days" in early.text
    asked = send(editor, page, f"{page}/act/put_under_silence", **hour)
    assert asked.status_code == 200
    assert "18:00 (Africa/Accra)" in words(asked.text)
    assert "18:00 (UTC)" in words(asked.text)
    assert text.read()["state"] == TextState.UNDER_COMMENT
    confirmed = f"{day}T18:00:00+00:00"
    assert send(editor, page, f"{page}/act/put_under_silence", **hour, confirmed=confirmed).status_code == 303
    assert "Ask to break silence" in words(read(bare.browser(WRITER), page))
    fine(text.act(WRITER, "ask_to_break"))
    assert "Breaks of silence to clear" in words(read(bare.browser(CLEARER), "/desk"))
    assert "asks to break silence" in words(read(bare.browser(CLEARER), "/inbox"))
    bare.clock.moment = text.hour()
    late = words(read(bare.browser(CLEARER), page))
    assert "Silence has ended" in late
    assert "Clear it and break silence" not in late


@pytest.mark.slow
def test_a_delivered_text_is_public_with_those_who_aligned_and_leaves_as_files(bare: World) -> None:
    text = text_in(bare, TextState.AGREED, event="")
    page = text.address
    assert "does your delegation align?" in words(read(bare.browser(WRITER), "/desk"))
    for office, answer in ((WRITER, "align"), (ANOTHER, "stand_aside")):
        assert send(bare.browser(office), page, f"{page}/act/{answer}").status_code == 303
    delivery = text.needs("deliver")["delivery"]
    assert send(bare.browser(EDITOR), page, f"{page}/act/deliver", **delivery).status_code == 303
    visitor = bare.visitor()
    public, member = words(read(visitor, page)), words(read(bare.browser(MEMBER), page))
    assert "On behalf of Germany Delivered by A permanent representative" in public
    assert "Ghana" not in public
    assert "Who stood aside Ghana" in member
    assert page in read(visitor, f"/events/{text.event}")
    assert page in read(visitor, "/texts")
    markdown = visitor.get(f"{page}.md").text
    assert "We ask that each team trains together" in markdown
    assert "## On behalf of\n\n- Germany" in markdown
    assert "Ghana" not in markdown
    assert visitor.get(f"{page}.docx").data.startswith(b"PK")
    assert visitor.get(f"{page}.pdf").data.startswith(b"%PDF")
    assert page in read(bare.browser(MEMBER), "/delegations/DEU")
    assert page not in read(bare.browser(MEMBER), "/delegations/GHA")

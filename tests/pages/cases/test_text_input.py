"""Text in six languages is taken as it is typed, in any form of Unicode, and stored in one."""

from unicodedata import is_normalized, normalize

import pytest

from case_studies.case_fields import GROUPS
from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.cases.comparison import SectionRow
from case_studies.operations.cases.queries import find_case
from case_studies.operations.cases.revision_diff import revision_differences
from case_studies.vocabulary import Role, Section
from tests.support.page import Page
from tests.support.page_reader import hidden_fields
from tests.support.world import World

DRAFT = "/cases/CS-2026-0027"
FRENCH = "L’équipe a été formée à Gao où dès l’été elle a relevé des engins piégés"  # 14 words
ARABIC = "دَرَّبَتِ البِعْثَةُ فِرَقَ إِزَالَةِ الأَلْغَامِ عَلَى الطُّرُقِ فِي شَمَالِ البِلَادِ"  # 10 words
CHINESE = "工兵分队在车队出发前搜索道路并标出可疑之处" * 14  # 294 characters, 147 words


@pytest.mark.parametrize(
    "summary",
    [normalize("NFD", " ".join([FRENCH] * 10)), normalize("NFD", " ".join([ARABIC] * 12)), CHINESE],
    ids=["French", "Arabic", "Chinese"],
)
def test_a_summary_within_the_limit_is_taken_in_every_form(library: World, summary: str) -> None:
    author = library.browser("focal-point.gha")
    page = f"{DRAFT}/edit/summary"
    answer = author.post(page, data={**hidden_fields(author, page), "summary": summary})
    assert answer.status_code == 303, Page(answer.get_data(as_text=True)).words
    with library.platform.work.reading() as session:
        stored = find_case(session, library.actor("focal-point.gha"), "CS-2026-0027").current.sections["summary"]
    assert stored == normalize("NFC", summary)


def test_revisions_that_differ_only_in_their_form_of_unicode_are_equal(library: World) -> None:
    with library.platform.work.reading() as session:
        revision = find_case(session, library.actor("focal-point.gha"), "CS-2026-0027").current
        revision.sections = {**revision.sections, "results": normalize("NFC", FRENCH + ARABIC)}
        older = type(revision)(**{field: getattr(revision, field) for field in COPIED})
        older.sections = {name: normalize("NFD", text) for name, text in revision.sections.items()}
        older.title = normalize("NFD", revision.title)
        assert not is_normalized("NFC", older.sections["results"])
        found = revision_differences(older, revision)
    assert found.sections == ()
    assert "title" not in [change.field for change in found.fields]
    assert SectionRow(Section.RESULTS, (FRENCH, normalize("NFD", FRENCH))).same


COPIED = ("language", "started", "ended", "stage", "evidence", "audience", "contact", "sources", "case", *GROUPS)


def test_a_password_can_be_typed_on_any_keyboard(library: World) -> None:
    sentence = "cœur d'été à Genève"
    with library.platform.work.writing() as session:
        add_account(
            session,
            "new@example.org",
            "GHA",
            [Role.PRACTITIONER],
            office="Me\u0301decins",
            password_hash=hash_password(session, normalize("NFD", sentence)),
        )
    assert "Médecins" in library.browser("new@example.org", sentence).get("/account").get_data(as_text=True)
    assert library.browser("new@example.org", normalize("NFD", sentence))

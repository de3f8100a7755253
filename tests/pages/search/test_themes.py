"""The page of themes: all of them, with counts that are the reader's own."""

import pytest
from sqlalchemy import select

from case_studies.models import Theme
from case_studies.vocabulary import State
from tests.support.page_reader import link, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World


def test_every_theme_is_there_with_its_scope_and_leads_to_its_cases(library: World) -> None:
    client = library.visitor()
    page = read(client, "/themes")
    with library.platform.work.reading() as session:
        themes = session.scalars(select(Theme)).all()
    assert len(themes) == 74
    for theme in themes:
        assert link(page, theme.label) in (f"/themes/{theme.id}", f"#{theme.id}")
        assert f'href="/themes/{theme.id}"' in page
        assert theme.scope_note.split(" Basis: ")[0] in words(page)


@pytest.mark.slow
def test_the_counts_are_of_what_the_reader_may_read(bare: World) -> None:
    case_in(bare, State.PUBLISHED, themes=["EXP-SEARCH"], audience="members")
    assert "Explosive threats (C-IED, EOD, mines) 0 cases" in words(read(bare.visitor(), "/themes"))
    assert "Explosive threats (C-IED, EOD, mines) 1 case" in words(read(bare.browser("practitioner"), "/themes"))

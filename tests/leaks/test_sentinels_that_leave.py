"""A case that is no longer public leaves no trace, even before the index is updated.

It is archived, withdrawn, or revised for members only. It is compared with a platform that never had it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from case_studies.models import Revision
from case_studies.search.sync.indexer import Indexer
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.vocabulary import Action, Audience, State
from tests.support.template import Template
from tests.support.twins import (
    CROWDED,
    FITS,
    OTHERS,
    TELLING,
    UNFIT,
    WEIGHED,
    Asked,
    Twins,
    api_search_addresses,
    fit_addresses,
    twins,
)
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import World

pytestmark = pytest.mark.slow

BEHIND, FOLLOWED = "while the index is behind", "once the index followed"
EYES: tuple[Asked, ...] = ({}, {"q": "xanthoquill"}, {"host_state": "KHM"})
PAGES = (
    "/",
    "/themes",
    "/search",
    "/search.atom",
    "/search.atom?q=xanthoquill",
    "/search?q=xanthoquill",
    "/search?q=crowd",
)


@pytest.fixture
def pair(library_template: Template, tmp_path: Path) -> Iterator[Twins]:
    made = twins(library_template, tmp_path, Audience.PUBLIC)
    yield made
    made.close()


def withdraw(case: Steps) -> None:
    case.act(Action.WITHDRAW, WRITER, "Not to be read any more.")


def archive(case: Steps) -> None:
    case.act(Action.ARCHIVE, EDITOR, "Out of date.")


def close_to_the_public(case: Steps) -> None:
    case.act(Action.REVISE, WRITER)
    case.edit(audience=Audience.MEMBERS.value)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    for reviewer in REVIEWERS:
        case.assign(reviewer)
    case.act(Action.START_REVIEW, EDITOR)
    case.judge()
    case.act(Action.PUBLISH, EDITOR)


LEAVING: tuple[Callable[[Steps], None], ...] = (withdraw, archive, close_to_the_public)


@pytest.mark.parametrize("leave", LEAVING)
def test_every_answer_is_as_if_it_had_never_existed(pair: Twins, leave: Callable[[Steps], None]) -> None:
    asked = [*api_search_addresses(*EYES)]
    assert pair.differing(asked) == asked
    everything = (*PAGES, *api_search_addresses(*TELLING, *OTHERS), *fit_addresses(*FITS, *UNFIT))
    for moment in moments(pair, leave):
        assert not pair.differing(everything), moment
        assert not pair.differing(f"/compare?case={pair.secret.reference}&case={other}" for other in pair.public[:1])
        if leave is not archive:  # an archived case can still be read by its reference
            reference = pair.secret.reference
            assert not pair.differing((f"/cases/{reference}", f"/api/v1/cases/{reference}", f"/cases/{reference}/work"))


def test_it_is_no_longer_related_and_others_take_its_place(pair: Twins) -> None:
    pages = [f"/cases/{reference}" for reference in pair.public]
    assert pair.differing(pages)
    for moment in moments(pair, withdraw):
        told, untold = ([links(world, page) for page in pages] for world in (pair.told, pair.untold))
        assert told == untold, moment


def test_it_takes_no_place_among_suggested_titles(pair: Twins) -> None:
    """More titles match than are suggested."""
    for world in (pair.told, pair.untold):
        call_all(world, "Ostrander")
    for moment in moments(pair, withdraw):
        assert not pair.differing(("/api/v1/suggest?q=ostrander", "/search/suggest?q=ostr")), moment


@pytest.mark.parametrize("moment", [BEHIND, FOLLOWED])
def test_its_words_take_no_place_among_corrections(pair: Twins, moment: str) -> None:
    """Only a limited number of similar or completed words is considered. None may come from a case that left."""
    for now in moments(pair, withdraw):
        assert now != moment or not pair.differing(api_search_addresses(*CROWDED))


def test_it_does_not_count_in_document_frequencies(pair: Twins) -> None:
    """Otherwise the order of results would reveal whether the case has a word."""
    for moment in moments(pair, withdraw):
        urls = (*api_search_addresses(*WEIGHED), *(f"/cases/{reference}" for reference in pair.public))
        assert not pair.differing(urls), moment


def moments(pair: Twins, leave: Callable[[Steps], None]) -> Iterator[str]:
    """Let the case leave: first while the index is locked, then with an updated index."""
    casebook = pair.told.platform
    patient = casebook.work.after_commit
    impatient = WhooshEngine(pair.told.config.index_dir, wait=0.05)
    casebook.work.after_commit = (Indexer(casebook.work, impatient).drain,)
    with WhooshEngine(pair.told.config.index_dir).writing(Audience.PUBLIC):
        leave(pair.secret)
        assert pair.secret.found()
        yield BEHIND
    casebook.work.after_commit = patient
    casebook.work.run_listeners()
    assert not pair.secret.found()
    yield FOLLOWED


def links(world: World, page: str) -> set[str]:
    """Return the cases that a page leads to."""
    text = world.visitor().get(page).get_data(as_text=True)
    return {part.partition('"')[0] for part in text.split('href="/cases/')[1:]}


def call_all(world: World, word: str) -> None:
    """Put a word before every published title, directly in the database."""
    with world.platform.work.writing(quietly=True) as session:
        for revision in session.scalars(select(Revision).where(Revision.state == State.PUBLISHED)):
            revision.title = f"{word} {revision.title}"
    world.platform.indexer.rebuild()
